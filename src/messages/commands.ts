/**
 * @module messages/commands
 * The commands of an incident's findings as blocks to copy: first what only looks, then what changes the
 * host, each under the finding that asks for it.
 */
import { CLAIM, type Finding, type Fix } from '../diagnosis/finding.ts';
import { describe } from '../diagnosis/wording/describe.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import { sureness } from './finding-words.ts';
import { bold, code, type Message, type Part, say } from './message.ts';

/** Findings of one host whose commands are shown. */
const MOST_FINDINGS = 4;

/** The commands of all hosts of a view, for whoever asked. Pure. */
export function composeCommands(view: IncidentView): Message {
  const hosts = view.hosts.filter((host) => (host.diagnosis?.findings.length ?? 0) > 0);
  const parts = hosts.flatMap((host): Part[] => {
    const name: Part[] = hosts.length > 1 ? [{ kind: 'line', spans: [bold(host.host)] }] : [];
    return [...name, ...(host.diagnosis?.findings ?? []).slice(0, MOST_FINDINGS).flatMap(commandsOf)];
  });
  const names = hosts.map((host) => host.host).join(', ');
  return {
    headline: hosts.length === 0 ? 'There are no commands to show' : `${names}: commands`,
    emoji: '🧰',
    parts:
      parts.length > 0 ? parts : [{ kind: 'line', spans: [say('Nothing was found that asks for one.')] }],
    context: ['The bot runs none of these: they are for your terminal on the host.', view.incident],
  };
}

function commandsOf(finding: Finding): Part[] {
  const commands = (mutates: boolean): string[] =>
    finding.fixes.filter((fix) => fix.mutates === mutates).map(fixLine);
  const looks = [...finding.checks, ...commands(false)];
  const changes = commands(true);
  const { title } = describe(finding);
  const caution = finding.confidence >= CLAIM ? '' : ', only if the checks confirm the finding';
  return [
    { kind: 'line', spans: [bold(title), say(` (${sureness(finding.confidence)}) `), code(finding.id)] },
    ...block('Looks only:', looks),
    ...block(`Changes the host${caution}:`, changes),
  ];
}

/** As a line for a terminal: what is no command there is a remark. */
const fixLine = (fix: Fix): string =>
  fix.kind === 'advice'
    ? `# ${fix.advice}`
    : `${fix.command}${fix.note === undefined ? '' : `   # ${fix.note}`}`;

function block(label: string, lines: string[]): Part[] {
  if (lines.length === 0) return [];
  return [
    { kind: 'line', spans: [say(label)] },
    { kind: 'quote', text: [...new Set(lines)].join('\n') },
  ];
}
