/**
 * The gateway was started with `--token X` while its configuration holds Y: the flag wins for as long as it runs, and
 * everybody who reads the configuration is turned away.
 *
 * Seen on the host: `/readyz` 200; a WebSocket connect with the file's token answers `AUTH_TOKEN_MISMATCH`, close
 * 1008; the log says `unauthorized … reason=token_mismatch` once somebody tried. Not seen: the flag itself, because
 * the process renames itself to "openclaw-gateway", and `/proc/PID/environ` holds no token.
 */
import { defineFault } from '../fault.ts';

const OLD = 'lab-token-from-an-older-day-0009';

export default defineFault({
  name: 'token-flag',
  title: 'the gateway was started with --token and another token than its configuration',
  accepted: ['token-drift'],
  async plant(lab) {
    await lab.start({ args: ['--token', 'lab-token-of-the-flag-0002'] });
    return undefined;
  },
  twin: {
    title:
      'gateway and shell both carry an old token in their environment that nobody uses: the configuration wins',
    async plant(lab) {
      await lab.start({ env: { OPENCLAW_GATEWAY_TOKEN: OLD } });
      return { env: { OPENCLAW_GATEWAY_TOKEN: OLD } };
    },
  },
});
