/**
 * @module conversation/node-verify-audit
 * Checks a saved audit without a bot: whether its rows are those that were written, in their order.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { text } from '../messages/sentence.ts';
import { checkChain } from '../protocol/chain.ts';

const Saved = z.object({
  before: z.string(),
  rows: z.array(
    z.object({
      ...{ at: z.number(), receivedAt: z.number(), type: z.string(), host: z.string().nullable() },
      ...{ person: z.unknown(), body: z.unknown(), prev: z.string(), hash: z.string() },
    }),
  ),
});

/** `file`: what `bot.mjs audit --json` printed. */
export function verifyAudit(file: string): { ok: boolean; told: string } {
  const saved = Saved.safeParse(read(file));
  if (!saved.success) return { ok: false, told: text('audit.no-file', { file }) };
  const checked = checkChain(saved.data.rows, saved.data.before);
  if (!checked.ok) return { ok: false, told: text('audit.changed', { row: checked.row }) };
  return { ok: true, told: text('audit.verified', { n: checked.length, head: checked.head ?? '–' }) };
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
