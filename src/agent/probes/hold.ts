/**
 * @module agent/probes/hold
 * The freeze that this host itself holds for its people, or the last one that has ended: who asks later than the order
 * for it sees it, and a gateway that is still on purpose is waited for.
 */
import { covers, holdReport, isActive, readHolds } from '../holds/kept-holds.ts';
import { defineProbe, factsOn } from '../probe.ts';

export const hold = defineProbe({
  id: 'hold',
  title: "the freeze that this host holds, in the host agent's own folder",
  gives: ['gateway.frozen-until'],
  needs: "the host agent's own folder",
  timeoutMs: 2_000,
  async look({ target, ownState, now }) {
    const source = 'holds.json';
    if (ownState === undefined) return { source, facts: [] };
    const its = readHolds(ownState).filter((one) => covers(one, target.name));
    const active = its.find((one) => isActive(one, now()));
    const told = active ?? its.toSorted((a, b) => a.at - b.at).at(-1);
    const until = active && new Date(active.ends).toISOString();
    return {
      source,
      facts: factsOn(target.subject, { 'gateway.frozen-until': until }),
      ...(told ? { report: { kind: 'hold', hold: asItIs(holdReport(told), active !== undefined) } } : {}),
    };
  },
});

type Hold = ReturnType<typeof holdReport>;

/** Its time may have been over with nobody there to write that down. */
const asItIs = (report: Hold, active: boolean): Hold =>
  active || report.held === 'lifted' || report.held === 'lapsed' ? report : { ...report, held: 'lapsed' };
