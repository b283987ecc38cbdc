/**
 * The road from a client-only host to its gateway cuts what is quiet for three seconds, sooner than the gateway's pings
 * come: commands that answer at once work, and whatever stays connected is cut, for ever.
 *
 * Seen on the host: `gateway.mode` is remote; greeting and reads succeed at the configured address, and lines that were
 * opened at different times end after the same quiet time.
 *
 * The twin's road lets the lines be.
 */
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { impatient } from '../roads.ts';

const over = async (lab: Lab, quietMs: number) => {
  await lab.start();
  return clientOf(lab, { url: `ws://127.0.0.1:${await impatient(lab, quietMs)}`, token: lab.token });
};

export default defineFault({
  name: 'client-idle-cut',
  title: 'a client-only host whose road cuts every connection that is quiet',
  accepted: ['proxy-idle-timeout'],
  plant: (lab) => over(lab, 3_000),
  twin: { title: 'the road is patient', plant: (lab) => over(lab, 600_000) },
});
