/**
 * @module agent/bundle/redact-command
 * `host.mjs redact`: takes secrets out of text on its way from standard input, and tells what was masked by which rule,
 * never the values. Here admins try their own rules before a bundle is made with them.
 */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { type OwnRules, RULES_EXAMPLE } from '../../redaction/own-rules.ts';
import { publishRedactor } from '../../redaction/publish.ts';
import { createRedactor, type Redactor } from '../../redaction/redact.ts';
import { redactStream } from '../../redaction/stream.ts';
import { processorClock } from '../processor-clock.ts';
import { readRulesFile } from './own-rules-file.ts';

/** How a command ended; a complaint is a wrong use, with nothing done. */
export type CommandEnd = { code: number; complaint?: { message: string; hint: string } };
type Flags = Readonly<Record<string, unknown>>;

const wrong = (message: string, hint: string): CommandEnd => ({ code: 2, complaint: { message, hint } });
const EXAMPLE = 'Example: node host.mjs redact --for bundle --report - < gateway.log';

export async function redactCommand(flags: Flags): Promise<CommandEnd> {
  const text = (name: string): string | undefined =>
    typeof flags[name] === 'string' ? (flags[name] as string) : undefined;
  if (flags.example === true) {
    process.stdout.write(RULES_EXAMPLE);
    return { code: 0 };
  }
  const reader = text('for') ?? (text('rules') === undefined ? 'slack' : 'bundle');
  if (reader !== 'slack' && reader !== 'bundle')
    return wrong(`--for takes slack or bundle, and not “${reader}”. Nothing was done.`, EXAMPLE);
  if (reader === 'slack' && text('rules') !== undefined)
    return wrong('Own rules hold for bundles and tickets, not for slack. Nothing was done.', EXAMPLE);
  const known = knownIn(text('known'));
  const reading =
    reader === 'bundle' ? readRulesFile({ rules: text('rules'), policy: text('policy') }) : null;
  if (reading?.ok === false) return wrong(`${reading.why} Nothing was done.`, reading.hint);
  const rules = reading?.rules ?? null;
  const redactor =
    reader === 'bundle'
      ? publishRedactor({ known, rules, clock: processorClock })
      : createRedactor({ known, clock: processorClock });
  const input = createReadStream('', { fd: 0, encoding: 'utf8' });
  for await (const piece of redactStream(redactor, input)) process.stdout.write(piece);
  const report = text('report');
  if (report === '-') process.stderr.write(inWords(redactor, rules));
  else if (report) {
    const told = { counts: redactor.counts(), rules: redactor.tally(), idle: idle(redactor, rules) };
    writeFileSync(report, `${JSON.stringify(told)}\n`, { mode: 0o600 });
  }
  return { code: 0 };
}

/** Own rules that found nothing: the first sign that one is written wrong. */
function idle(redactor: Redactor, rules: OwnRules | null): string[] {
  const used = new Set(redactor.tally().map(({ rule }) => rule));
  return (rules?.names ?? []).filter((name) => !used.has(name));
}

function inWords(redactor: Redactor, rules: OwnRules | null): string {
  const rows = redactor.tally().sort((a, b) => b.count - a.count);
  const masked = rows.map(
    ({ rule, kind, count }) => `${String(count).padStart(7)}  ${kind.padEnd(10)}  ${rule}\n`,
  );
  const unread = redactor.counts().unredactable ?? 0;
  const silent = idle(redactor, rules);
  return [
    rows.length === 0 ? 'Nothing was masked.\n' : 'Masked, by rule:\n',
    ...masked,
    ...(unread > 0 ? [`${unread} stretches could not be read in time and were left out.\n`] : []),
    ...(silent.length > 0
      ? [
          `Own rules that masked nothing here: ${silent.join(', ')}. Those with config or file show in a bundle only.\n`,
        ]
      : []),
  ].join('');
}

/** Further secrets, one JSON string a line. */
export function knownIn(file: string | undefined): string[] {
  if (file === undefined) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => String(JSON.parse(line)));
}
