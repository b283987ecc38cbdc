/**
 * @module agent/bundle/redact-command
 * `host.mjs redact`: takes secrets out of text on its way from standard input, and tells what was masked by which rule,
 * never the values. Here admins try their own rules before a bundle is made with them.
 */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { createRedactor } from '../../redaction/redact.ts';
import { redactStream } from '../../redaction/stream.ts';

/** How a command ended; a complaint is a wrong use, with nothing done. */
export type CommandEnd = { code: number; complaint?: { message: string; hint: string } };
type Flags = Readonly<Record<string, unknown>>;

export async function redactCommand(flags: Flags): Promise<CommandEnd> {
  const text = (name: string): string | undefined =>
    typeof flags[name] === 'string' ? (flags[name] as string) : undefined;
  const redactor = createRedactor({ known: knownIn(text('known')) });
  const input = createReadStream('', { fd: 0, encoding: 'utf8' });
  for await (const piece of redactStream(redactor, input)) process.stdout.write(piece);
  const reportFile = text('report');
  if (reportFile) writeFileSync(reportFile, `${JSON.stringify(redactor.counts())}\n`, { mode: 0o600 });
  return { code: 0 };
}

/** Further secrets, one JSON string a line. */
export function knownIn(file: string | undefined): string[] {
  if (file === undefined) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => String(JSON.parse(line)));
}
