/**
 * @module conversation/verbs/audit
 * Who asked the bot for what: how many rows, and whether their chain holds. For scripts the rows themselves, which can be
 * checked by whoever has them (`bot.mjs audit verify FILE`).
 */
import { AUDIT, type AuditReply } from '../../hub/audit-log.ts';
import type { Part } from '../../messages/message.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { utc } from '../../messages/time.ts';
import { usageError } from '../../messages/usage-error.ts';
import { readDuration } from '../freeze-words.ts';
import type { Verb } from '../verb.ts';

const USUAL = '30d';
/** Rows that people are shown; scripts get all. */
const SHOWN = 10;

export const audit: Verb = {
  verb: 'audit',
  usage: '[since 30d] [after ROW]',
  help: 'verb.audit',
  more: ['verb.audit.rows'],
  examples: ['audit', 'audit since 7d'],
  also: ['trail', 'auditlog'],
  async run({ words }, ask, deps) {
    const { command, objects } = deps;
    const permission = await deps.may(ask.person, 'enroll');
    if (!permission.ok) return notAllowed(permission, 'audit', [`${command} status`]);
    const [since = 'since', long = USUAL, afterWord = 'after', row = '0'] = words;
    const ms = readDuration(long);
    if (since !== 'since' || ms === null || afterWord !== 'after' || !/^\d{1,9}$/.test(row))
      return usageError({
        problem: 'bad-time',
        headline: text('audit.how'),
        lines: [spans('verb.audit.rows')],
        examples: [`${command} audit since 7d`],
      });
    const from = deps.now() - ms;
    const wanted = { type: 'audit', since: from, after: Number(row) };
    const reply = (await objects.send(AUDIT, wanted)) as AuditReply;
    const { rows, chain } = reply;
    const list = rows.slice(-SHOWN).map(({ at, type, person, host, body }) =>
      spans('audit.row', {
        ...{ at: utc(at, deps.now()), type, person: nameIn(person) },
        about: host ?? wordsIn(body),
        outcome: outcomeIn(body),
      }),
    );
    const parts: Part[] = [
      chain.ok
        ? line('audit.holds', { n: chain.length, head: chain.head ?? '–' })
        : line('audit.broken', { row: chain.row }),
      ...(list.length === 0 ? [] : [{ kind: 'list' as const, items: list }]),
      ...(reply.next === null
        ? []
        : [line('audit.more', { command: `${command} audit since ${long} after ${reply.next}` })]),
      line('audit.all', { command: 'bot.mjs audit --json' }),
    ];
    return {
      message: {
        headline: text('audit.headline', { n: rows.length, at: utc(from, deps.now()) }),
        emoji: chain.ok ? '📒' : '🚨',
        parts,
        context: [],
      },
      for: 'asker',
      data: { schema: 1, since: new Date(from).toISOString(), ...reply },
    };
  },
};

const partOf = (value: unknown, name: string): string => {
  const part = (value as Record<string, unknown> | null)?.[name];
  return typeof part === 'string' ? part : '';
};
const nameIn = (person: unknown): string => partOf(person, 'name') || partOf(person, 'id') || '–';
const wordsIn = (body: unknown): string => partOf(body, 'words') || partOf(body, 'incident') || '–';
const outcomeIn = (body: unknown): string => partOf(body, 'outcome') || '–';
