/**
 * @module messages/commands
 * The commands of an incident's findings as blocks to copy: first what only looks, then what changes the
 * host, each under the finding that asks for it.
 */
import { CLAIM, type Finding } from '../diagnosis/finding.ts';
import { terminalLine } from '../diagnosis/fix.ts';
import { describe } from '../diagnosis/wording/describe.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import { sureness } from './finding-words.ts';
import { bold, code, type Message, type Part, say } from './message.ts';
import { line, type PlainId, text } from './sentence.ts';

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
    headline: hosts.length === 0 ? text('commands.none') : text('commands.headline', { hosts: names }),
    emoji: '🧰',
    parts: parts.length > 0 ? parts : [line('commands.no-finding')],
    context: [text('commands.not-run'), view.incident],
  };
}

function commandsOf(finding: Finding): Part[] {
  const commands = (mutates: boolean): string[] =>
    finding.fixes.filter((fix) => fix.mutates === mutates).map(terminalLine);
  const readOnly = [...finding.checks.map(terminalLine), ...commands(false)];
  const changes = commands(true);
  const { title } = describe(finding);
  return [
    { kind: 'line', spans: [bold(title), say(` (${sureness(finding.confidence)}) `), code(finding.id)] },
    ...block('commands.read-only', readOnly),
    ...block(finding.confidence >= CLAIM ? 'commands.change' : 'commands.change-if-confirmed', changes),
  ];
}

function block(label: PlainId, lines: string[]): Part[] {
  if (lines.length === 0) return [];
  return [line(label), { kind: 'quote', text: [...new Set(lines)].join('\n') }];
}
