/**
 * The agents may look through the camera of a phone, and the app on it was put into the background: the phone is
 * connected, and declines each request.
 *
 * Seen on the host: `nodes status` has the phone, connected, with its camera; the log has `NODE_BACKGROUND_UNAVAILABLE` at
 * each `node.invoke`.
 *
 * In the twin the app is in front, and the phone tells which cameras it has.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { nodeUser } from '../node-host.ts';
import { type Answer, type Connection, newDevice } from '../socket.ts';

const COMMAND = 'camera.list';
const ASLEEP = {
  code: 'NODE_BACKGROUND_UNAVAILABLE',
  message: 'NODE_BACKGROUND_UNAVAILABLE: camera.list requires the app in the foreground',
};

/** Connects a phone that answers with its cameras, or as one whose app is in the background; asks it. */
async function asks(lab: Lab, inFront: boolean): Promise<Answer> {
  await lab.start();
  const device = newDevice();
  let phone: Connection | undefined;
  const answer = (event: string, { id, nodeId }: Record<string, unknown>) => {
    if (event !== 'node.invoke.request') return;
    const result = inFront
      ? { ok: true, payload: { devices: [{ id: 'back', name: 'Back camera' }] } }
      : { ok: false, error: ASLEEP };
    void phone?.call('node.invoke.result', { id, nodeId, ...result });
  };
  const as = { id: 'node-host', mode: 'node', displayName: 'field-phone' };
  const node = { commands: [COMMAND] };
  const { port, token } = lab;
  phone = await isLetIn(lab, { port, token, scopes: [], device, as, node, onEvent: answer });
  const user = await nodeUser(lab);
  const listed = await user.call('node.pair.list');
  const pending = (listed.ok ? listed.payload.pending : []) as { requestId: string }[];
  for (const { requestId } of pending ?? []) await user.call('node.pair.approve', { requestId });
  const invoke = (n: number) =>
    user.call('node.invoke', {
      nodeId: device.id,
      command: COMMAND,
      params: {},
      timeoutMs: 8_000,
      idempotencyKey: `look-${n}`,
    });
  for (const n of [1, 2]) await invoke(n);
  return invoke(3);
}

export default defineFault({
  name: 'phone-asleep',
  title: 'the app of a phone is in the background, and its camera is asked for',
  accepted: ['node-background'],
  complaint: 'the agent cannot use the camera of my phone any more',
  async plant(lab) {
    const answer = await asks(lab, false);
    if (answer.ok) throw new Error('The phone answered, which this fault is about');
    await seen(lab, ASLEEP.code);
    return undefined;
  },
  twin: {
    title: 'the app of a phone is in front, and its camera is asked for',
    async plant(lab) {
      const answer = await asks(lab, true);
      if (!answer.ok) throw new Error(`The phone declined: ${JSON.stringify(answer.error)}`);
      return undefined;
    },
  },
});
