/**
 * A paired device whose job is to send messages was granted `operator.read` only: it connects, and every send is
 * refused, again and again; its attempt to ask for more is refused too.
 *
 * Seen on the host: `devices list` (table device_pairing_paired) shows the device with scopes ["operator.read"]; the
 * log has `⇄ res ✗ chat.send … errorCode=FORBIDDEN errorMessage=missing scope: operator.write` every two seconds and
 * `unauthorized … auth=device-token device=yes … reason=scope_mismatch` with a close 1008.
 *
 * The twin has the same words from the most harmless source: `openclaw gateway probe`, which connects without any
 * scope and is refused `system-presence` on every healthy gateway; and a device whose narrow grant is enough for it.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { connect, type Device, newDevice } from '../socket.ts';

const as = { id: 'openclaw-macos', mode: 'ui', displayName: 'nightly-report' };

/** Pairs a device on loopback, where the gateway approves it by itself, with read rights only. */
async function pairReader(lab: Lab): Promise<Device> {
  const device = newDevice();
  const first = await connect({ port: lab.port, token: lab.token, scopes: ['operator.read'], device, as });
  first.close();
  const auth = first.hello.ok ? (first.hello.payload.auth as { deviceToken?: string }) : {};
  if (!auth.deviceToken)
    throw new Error(`The device could not be paired: ${JSON.stringify(first.hello).slice(0, 500)}`);
  return { ...device, token: auth.deviceToken };
}

export default defineFault({
  name: 'scope-narrow',
  title: 'a paired device lacks the scope that its work needs',
  accepted: ['missing-scope', 'scope-mismatch'],
  async plant(lab) {
    await lab.start();
    const device = await pairReader(lab);
    const refused = await connect({
      port: lab.port,
      scopes: ['operator.read', 'operator.write'],
      device,
      as,
    });
    refused.close();
    const worker = await connect({ port: lab.port, scopes: ['operator.read'], device, as });
    let count = 0;
    const send = () =>
      worker.call('chat.send', {
        sessionKey: 'agent:main:main',
        message: 'nightly report',
        idempotencyKey: `report-${++count}`,
      });
    const answer = await send();
    if (answer.ok) throw new Error('The device was allowed to send, which this fault is about');
    for (let i = 0; i < 4; i++) await send();
    const again = setInterval(() => void send().catch(() => clearInterval(again)), 2000);
    lab.onDispose(() => {
      clearInterval(again);
      worker.close();
    });
    return undefined;
  },
  twin: {
    title:
      'the log says "missing scope" because somebody ran `openclaw gateway probe`; a device that only reads',
    async plant(lab) {
      await lab.start();
      const reader = await connect({
        port: lab.port,
        scopes: ['operator.read'],
        device: await pairReader(lab),
        as,
      });
      lab.onDispose(() => reader.close());
      await reader.call('status');
      for (let i = 0; i < 2; i++) await lab.cli(['gateway', 'probe']);
      return undefined;
    },
  },
});
