/** The audit holds who asked for what, refusals too, and shows when a row was changed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyAudit } from '../../src/conversation/node-verify-audit.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';

const STRANGER = {
  person: { id: 'U9', via: 'slack', team: 'T1' },
  place: { via: 'slack', team: 'T1', channel: 'C1' },
} as const;
type Rows = { type: string; host: string | null; person: { id: string }; body: Record<string, unknown> }[];

async function busyBot() {
  const bot = await aScriptedBot({ 'node-1': {}, 'node-2': { silent: true } });
  await bot.types('enroll node-7');
  await bot.types('maintenance node-1 for 2h because the disks are swapped');
  await bot.types('host node-1 label prod', STRANGER);
  await bot.types('triage node-2: my private words');
  await bot.types('hosts');
  return bot;
}

const saved = (data: unknown): string => {
  const dir = mkdtempSync(join(tmpdir(), 'audit-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'audit.json'), JSON.stringify(data));
  return join(dir, 'audit.json');
};

describe('the audit', () => {
  it('has every act with its outcome, and nothing of what people wrote in their own words', async () => {
    const { data } = await (await busyBot()).types('audit');
    const rows = data?.rows as Rows;
    expect(rows.map(({ type, body }) => [type, body.outcome])).toEqual([
      ['enroll', 'ok'],
      ['maintenance', 'ok'],
      ['host', 'not-allowed'],
      ['triage', 'ok'],
    ]);
    expect(rows[1]?.body).toMatchObject({ because: 'the disks are swapped' });
    expect(rows[2]?.person).toMatchObject({ id: 'U9' });
    expect(JSON.stringify(rows)).not.toMatch(/private words|ocjoin/);
  });

  it('can be checked from a file, and shows a row that was changed or taken out', async () => {
    const { data } = await (await busyBot()).types('audit');
    expect(verifyAudit(saved(data))).toMatchObject({ ok: true, told: expect.stringContaining('4 rows') });
    const rows = data?.rows as Rows;
    const changed = rows.map((row, at) =>
      at === 2 ? { ...row, body: { ...row.body, outcome: 'ok' } } : row,
    );
    expect(verifyAudit(saved({ ...data, rows: changed }))).toMatchObject({ ok: false });
    expect(verifyAudit(saved({ ...data, rows: rows.filter((_, at) => at !== 1) }))).toMatchObject({
      ok: false,
    });
    expect(verifyAudit(saved({ ...data, rows: rows.slice(1) }))).toMatchObject({ ok: false });
    expect(verifyAudit(saved('nothing'))).toMatchObject({ ok: false });
  });

  it('is for admins', async () => {
    expect((await (await busyBot()).types('audit', STRANGER)).data).toMatchObject({ problem: 'not-allowed' });
  });

  it('says since when it reads', async () => {
    const bot = await busyBot();
    expect((await bot.types('audit since yesterday')).data).toMatchObject({ problem: 'bad-time' });
    expect((await bot.types('audit since 1h')).data?.rows).toHaveLength(4);
    const rest = (await bot.types('audit since 1h after 3')).data;
    expect(rest?.rows).toHaveLength(1);
    expect(verifyAudit(saved(rest))).toMatchObject({ ok: true });
  });
});
