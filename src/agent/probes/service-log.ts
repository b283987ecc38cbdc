/**
 * @module agent/probes/service-log
 * The last words of a run that ended badly, as its supervisor kept them: a start that is refused before the log
 * file is open, or a crash, is told nowhere else.
 */

import { LINE_READERS } from '../../evidence/readers/index.ts';
import { startRefusal } from '../../evidence/readers/start-refusal.ts';
import { containerLog } from '../gateways/containers.ts';
import { defineProbe, type ProbeContext, type ProbeResult } from '../probe.ts';
import { supervisionOf } from '../services/supervision.ts';
import { lastRun } from '../services/unit-journal.ts';

/** Every line of it is searched, and it may be a stranger's. */
const MOST_CHARS = 256 * 1024;
const KEPT_CHARS = 8_000;
/** Words of a supervisor that tell why a run ended; all others belong to the gateway's own log. */
const TOLD = new Set(['service.sign', 'lock.sign', 'upgrade.sign', 'resource.sign']);

/** The facts in the words of a failed run. */
function sightOf({ target }: ProbeContext, source: string, whole: string): ProbeResult {
  const reading = { gateway: target.subject, kind: 'log', live: true } as const;
  const text = whole.slice(-MOST_CHARS);
  const facts = [
    ...startRefusal.read(text, reading),
    ...LINE_READERS.flatMap((reader) => reader.read(text, reading)).filter(({ fact }) => TOLD.has(fact)),
  ];
  return { source, how: 'log', text: text.slice(-KEPT_CHARS), facts };
}

export const serviceLog = defineProbe({
  id: 'service-log',
  of: 'both',
  title: "the last words of a failed run, in its supervisor's log",
  gives: [...startRefusal.gives, 'service.sign', 'lock.sign', 'upgrade.sign', 'resource.sign'],
  needs: "to read the journal of the gateway's unit",
  timeoutMs: 8_000,
  async look(context) {
    const { container } = context.target;
    if (container) {
      const source = `${container.engine} logs ${container.name}`;
      if (container.state === 'running' || container.exitCode === 0) return { source, how: 'log', facts: [] };
      const log = await containerLog(context.host, container);
      if (!log.ok) return { source, how: 'log', look: log.look, why: log.why, facts: [] };
      return log.value === null ? { source, how: 'log', facts: [] } : sightOf(context, source, log.value);
    }
    const booted = await context.host.stat('/run/systemd/system');
    const nothing: ProbeResult = { source: 'journalctl', how: 'log', facts: [] };
    if (booted.ok && booted.value === null) return nothing;
    const { found } = await supervisionOf(context);
    // What ended well, or still runs, has nothing to explain.
    if (!found || found.state.active === 'active' || found.state.result === 'success') return nothing;
    const text = await lastRun(context.host, found.state);
    const source = `journal of ${found.state.name}`;
    if (!text.ok) return { source, how: 'log', look: text.look, why: text.why, facts: [] };
    return text.value === null ? { ...nothing, source } : sightOf(context, source, text.value);
  },
});
