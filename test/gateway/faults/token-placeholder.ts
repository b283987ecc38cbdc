/**
 * Somebody copied the configuration out of a report: where the token was, there is the word that OpenClaw prints
 * instead of secrets.
 *
 * Seen on the host: `gateway.auth.token` is `__OPENCLAW_REDACTED__`; the gateway does not start: `Gateway auth token is
 * a known redaction sentinel, not a credential.`
 *
 * The twin has the same word where nobody reads it: the token for a remote gateway, on a host that serves locally.
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import { refusedSaying } from '../refusal.ts';

const PLACEHOLDER = '__OPENCLAW_REDACTED__';

export default defineFault({
  name: 'token-placeholder',
  title: 'the configuration holds a redaction placeholder instead of the token',
  accepted: ['credential-redacted'],
  async plant(lab) {
    await ranWellBefore(lab);
    lab.configure(({ gateway }) => {
      gateway.auth = { mode: 'token', token: PLACEHOLDER };
    });
    const gateway = await lab.start({ wait: false });
    await refusedSaying(gateway, 'known redaction sentinel', lab.log);
    return undefined;
  },
  twin: {
    title: 'the placeholder stands where a local gateway does not look',
    async plant(lab) {
      lab.configure(({ gateway }) => {
        gateway.remote = { url: 'ws://127.0.0.1:9', token: PLACEHOLDER };
      });
      await lab.start();
      return undefined;
    },
  },
});
