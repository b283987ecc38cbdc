/**
 * @module agent/gateways/log-over
 * What the log of a running gateway said and is over: that of an earlier boot of the same process, what it said of
 * settings that it has loaded anew since, and what it took back. What is still so is said again.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { LogLine } from './log-lines.ts';

/** A gateway that nothing supervises restarts within its process (2026.9.6): the process is the old one, the boot is not. */
const ANEW = /^restart mode: in-process restart/;
/** `config hot reload applied (cron.enabled, agents.defaults.heartbeat)`, `config change applied (dynamic reads: …)`. */
const LOADED = /^config (?:hot reload|change) applied \((?:dynamic reads: )?([^)]*)\)/;

/** Channels were held back after crashes, and are no more: it looks five minutes after its start, then every five (2026.9.6). */
const CHANNELS_BACK = /^gateway restart-loop breaker recovered\b/;
const isOfBreaker = ({ fact, value }: Fact): boolean => fact === 'service.sign' && value === 'safe-mode';

/** Sections of the configuration that a word of the log is about; none: it is not about settings. */
function sectionsOf({ fact, value }: Fact): readonly string[] {
  if (fact === 'schedule.sign')
    return String(value).startsWith('heartbeat-') ? ['agents', 'channels', 'commands'] : ['cron'];
  if (fact === 'browser.sign') return ['browser'];
  if (fact === 'plugin.sign') return ['plugins'];
  if (fact === 'channel.sign') return ['channels', 'plugins'];
  if (fact === 'model.sign') return ['models', 'agents', 'auth'];
  return [];
}

type Loaded = { at: number; sections: ReadonlySet<string> };

function loadedIn(lines: readonly LogLine[]): Loaded[] {
  return lines.flatMap(({ message, at }) => {
    const paths = at === null ? undefined : LOADED.exec(message)?.[1];
    if (at === null || paths === undefined) return [];
    return [{ at, sections: new Set(paths.split(', ').map((path) => path.split('.')[0] ?? '')) }];
  });
}

/** Whether what a fact tells still counts. */
export function notOver(lines: readonly LogLine[]): (fact: Fact) => boolean {
  const began = lines.findLast(({ message, subsystem }) => subsystem === 'gateway' && ANEW.test(message))?.at;
  const loaded = loadedIn(lines);
  const back = lines.findLast(
    ({ message, subsystem }) => subsystem === 'gateway' && CHANNELS_BACK.test(message),
  )?.at;
  return (fact) => {
    const said = Date.parse(fact.at ?? '');
    if (began != null && said < began) return false;
    if (back != null && said < back && isOfBreaker(fact)) return false;
    const sections = sectionsOf(fact);
    return !loaded.some((one) => said < one.at && sections.some((section) => one.sections.has(section)));
  };
}
