/**
 * A phone is a device node and is connected, and its app lies in the background: it takes no picture there.
 *
 * Seen on the host: the node is online and offers the command; each call ends with `NODE_BACKGROUND_UNAVAILABLE`.
 *
 * The twin's app was in the background for one call and is in front since: the next one succeeded.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { askNode, joinNode, nodeUser, type Result } from '../node-host.ts';
import type { Answer } from '../socket.ts';

const SNAP = 'camera.snap';
const BEHIND: Result = {
  ok: false,
  error: {
    code: 'NODE_BACKGROUND_UNAVAILABLE',
    message: 'NODE_BACKGROUND_UNAVAILABLE: canvas/camera/screen commands require foreground',
  },
};
const PICTURE: Result = { ok: true, payload: { format: 'jpg', base64: '/9j/', width: 1, height: 1 } };

async function phone(lab: Lab, result: () => Result): Promise<() => Promise<Answer>> {
  lab.configure(({ gateway }) => {
    gateway.nodes = { commands: { allow: [SNAP] } };
  });
  await lab.start();
  const { id } = await joinNode(lab, 'garden-phone', [SNAP], result);
  const user = await nodeUser(lab);
  const listed = await user.call('node.pair.list');
  const pending = (listed.ok ? listed.payload.pending : []) as { requestId: string }[];
  for (const { requestId } of pending ?? []) await user.call('node.pair.approve', { requestId });
  return () => askNode(user, id, SNAP);
}

async function isHeldBack(snap: () => Promise<Answer>): Promise<void> {
  const answer = await snap();
  if (!JSON.stringify(answer).includes('BACKGROUND_UNAVAILABLE'))
    throw new Error(`Not what this fault is about: ${JSON.stringify(answer)}`);
}

export default defineFault({
  name: 'phone-in-background',
  title: 'the app on a phone lies in the background and takes no pictures',
  accepted: ['node-background'],
  complaint: 'the agent cannot take a photo with garden-phone, though the phone is online',
  async plant(lab) {
    const snap = await phone(lab, () => BEHIND);
    for (let i = 0; i < 3; i++) await isHeldBack(snap);
    await seen(lab, 'BACKGROUND_UNAVAILABLE');
    return undefined;
  },
  twin: {
    title: 'the app on a phone was in the background for a moment and takes pictures again',
    async plant(lab) {
      let result: Result = BEHIND;
      const snap = await phone(lab, () => result);
      await isHeldBack(snap);
      result = PICTURE;
      const answer = await snap();
      if (!answer.ok) throw new Error(`The phone took no picture: ${JSON.stringify(answer.error)}`);
      return undefined;
    },
  },
});
