/**
 * @module agent/bundle/sources/supervisor-log
 * What the gateway's supervisor kept of its words: the unit's journal, or the container's log. A start that fails before
 * the log file is open, and a crash, are told nowhere else.
 */
import { containerLog } from '../../gateways/containers.ts';
import { supervisionOf } from '../../services/supervision.ts';
import { journalSince } from '../../services/unit-journal.ts';
import { shortened } from '../logs/log-reading.ts';
import { defineSource, notCollected } from '../source.ts';

const LINES = 1_500;
const LINE_CHARS = 1_200;

const inBounds = (text: string): string =>
  text
    .split('\n')
    .map((line) => shortened(line.replace(/\0|\r$/g, ''), LINE_CHARS))
    .join('\n');

export const supervisorLog = defineSource({
  id: 'supervisor-log',
  title: "the journal of the gateway's unit",
  limitMs: 8_000,
  async collect(context) {
    const { host, target, since } = context;
    const { container } = target;
    if (container) {
      const source = `${container.engine} logs ${container.name}`;
      const log = await containerLog(host, container, { lines: LINES, timestamps: true });
      if (!log.ok) return { missing: [notCollected('log of the container', log.why)] };
      if (log.value === null)
        return { missing: [notCollected('log of the container', 'its engine has none')] };
      const cut = `the last ${LINES} lines at most`;
      return {
        files: [{ name: 'logs/container.log', source, text: inBounds(log.value), cut, canShrink: true }],
      };
    }
    const booted = await host.stat('/run/systemd/system');
    if (booted.ok && booted.value === null)
      return { missing: [notCollected('journal', 'there is no systemd on this host')] };
    const { found, owner, silent } = await supervisionOf(context);
    if (!found)
      return { missing: [notCollected('journal', silent[0] ?? 'no unit of this host runs the gateway')] };
    const text = await journalSince(host, found.state, owner, { since, lines: LINES });
    const source = `journal of ${found.state.name}`;
    if (!text.ok) return { missing: [notCollected(source, text.why)] };
    if (text.value === null) return { missing: [notCollected(source, 'it has no line of that time')] };
    const cut = `the last ${LINES} lines at most`;
    return {
      files: [{ name: 'logs/journal.log', source, text: inBounds(text.value), cut, canShrink: true }],
    };
  },
});
