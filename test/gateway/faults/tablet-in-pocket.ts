/**
 * The agents take pictures with a tablet, and on it another app is in front: it is connected, it can take pictures, and it
 * answers each request with the word that it must be in the foreground for that.
 *
 * Seen on the host: the node is connected; the log says `NODE_BACKGROUND_UNAVAILABLE` of each call.
 *
 * In the twin the app is in front.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { type Answer, type Connection, connect, newDevice } from '../socket.ts';

const SNAP = 'camera.snap';

/** A tablet is connected, and somebody has it take a picture three times; its last answer. */
async function snap(lab: Lab, inFront: boolean): Promise<Answer> {
  lab.configure(({ gateway }) => {
    gateway.nodes = { commands: { allow: [SNAP] } };
  });
  await lab.start();
  const { port, token } = lab;
  const device = newDevice();
  const outcome = inFront
    ? { ok: true, payload: { format: 'jpg', base64: '/9j/', width: 1, height: 1 } }
    : {
        ok: false,
        error: {
          code: 'NODE_BACKGROUND_UNAVAILABLE',
          message: 'NODE_BACKGROUND_UNAVAILABLE: command requires foreground',
        },
      };
  const tablet: Connection = await connect({
    port,
    token,
    scopes: [],
    device,
    as: { id: 'node-host', mode: 'node', displayName: 'door-tablet' },
    node: { commands: [SNAP] },
    onEvent(event, { id, nodeId }) {
      if (event === 'node.invoke.request') void tablet.call('node.invoke.result', { id, nodeId, ...outcome });
    },
  });
  lab.onDispose(() => tablet.close());
  if (!tablet.hello.ok) throw new Error(`The tablet was refused: ${JSON.stringify(tablet.hello.error)}`);
  const scopes = ['operator.admin', 'operator.read', 'operator.write', 'operator.pairing'];
  const user = await isLetIn(lab, { port, token, scopes });
  const listed = await user.call('node.pair.list');
  const pending = (listed.ok ? listed.payload.pending : []) as { requestId: string }[];
  for (const { requestId } of pending ?? []) await user.call('node.pair.approve', { requestId });
  const ask = (n: number) =>
    user.call('node.invoke', {
      nodeId: device.id,
      command: SNAP,
      params: { facing: 'back' },
      timeoutMs: 8_000,
      idempotencyKey: `door-${n}`,
    });
  await ask(1);
  await ask(2);
  return ask(3);
}

export default defineFault({
  name: 'tablet-in-pocket',
  title: 'the app of a device node is in the background, and refuses its camera',
  accepted: ['node-background'],
  complaint: 'mit dem Tablet macht der Agent keine Fotos mehr',
  async plant(lab) {
    const answer = await snap(lab, false);
    if (answer.ok) throw new Error('It took a picture, which this fault is about');
    if (!/BACKGROUND/.test(JSON.stringify(answer.error))) throw new Error(JSON.stringify(answer.error));
    await seen(lab, 'NODE_BACKGROUND_UNAVAILABLE');
    return undefined;
  },
  twin: {
    title: 'the app of a device node is in front, and takes pictures',
    async plant(lab) {
      const answer = await snap(lab, true);
      if (!answer.ok) throw new Error(`It took no picture: ${JSON.stringify(answer.error)}`);
      return undefined;
    },
  },
});
