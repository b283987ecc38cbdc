/** Linear once more, through a peer nobody here wrote. It has no files: they are held against Linear's schema alone. */
import { DeskError } from '../../../src/tickets/desk.ts';
import { linear } from '../../../src/tickets/kinds/linear.ts';
import { KEY } from '../../fakes/desks/linear.ts';
import { startLinearEmulated } from '../../fakes/desks/linear-emulate.ts';
import { deskContract } from '../desk-contract.ts';
import { deskAt, untilEnd } from './peer.ts';

deskContract('Linear by emulate', async (elsewhere) => {
  const peer = untilEnd(await startLinearEmulated(elsewhere));
  let now = Date.now();
  const whole = deskAt(
    linear,
    { team: 'OPS', api_key: KEY },
    { 'https://api.linear.app': peer.url },
    () => now,
  );
  const because = 'This peer has no files.';
  return {
    desk: {
      ...whole,
      abilities: { ...whole.abilities, attaches: { because } },
      attach: async () => {
        throw new DeskError('refused', because);
      },
    },
    vendor: peer,
    now: () => now,
    later: (ms) => {
      now += ms;
    },
    seen: async () => (await peer.tickets()).map((one) => ({ ...one, files: [] })),
    expire: peer.expire,
    renew: peer.renew,
    remove: null,
    writes: { open: /issueCreate/, comment: /commentCreate/, file: null },
    finds: true,
    secrets: [KEY],
  };
});
