/**
 * Clients reach the gateway through a program in between that closes each conversation at the first call after the
 * greeting: a status that only connects is green, and nothing works.
 *
 * Seen on the host: the gateway listens on another port than its configuration names and is ready there; on the
 * configured port `connect` is greeted, and the first `status` gets a close 1000 without a reason; the gateway's log
 * has no line with a cause for it.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { startRelay } from '../relay.ts';

const between = (manners: 'closes' | 'passes') => async (lab: Lab) => {
  const port = lab.port + 1;
  await lab.start({ args: ['--port', String(port)], port });
  await startRelay(lab, { from: lab.port, to: port, manners });
  return undefined;
};

export default defineFault({
  name: 'closed-after-hello',
  title: 'a program in between closes each conversation after the greeting',
  accepted: ['probe-false-green', 'unknown-clean-close'],
  plant: between('closes'),
  twin: { title: 'a tunnel in between that passes everything', plant: between('passes') },
});
