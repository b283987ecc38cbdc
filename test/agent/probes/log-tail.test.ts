/** The end of the log becomes facts: of this life, by the gateway, to others than us. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logTail } from '../../../src/agent/probes/log-tail.ts';
import { contextOf, emptyPlace, type Place, processLike, said } from '../place.ts';

const line = (message: string, at: Date, subsystem: string | null = 'gateway') =>
  JSON.stringify({
    '0': subsystem === null ? message : JSON.stringify({ subsystem }),
    '1': message,
    // What a command prints on its standard error is kept as an error.
    _meta: { logLevelName: subsystem === null ? 'ERROR' : 'INFO' },
    time: at.toISOString(),
    message,
  });
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const soon = () => new Date(Date.now() + 60_000);

function withLog(...lines: string[]): Place {
  const place = emptyPlace();
  const file = place.write('gateway.log', `${lines.join('\n')}\n`);
  place.configure({ logging: { file } });
  return place;
}
const look = async (place: Place) => logTail.look(await contextOf(place));

const INVALID = 'Gateway failed to start: Invalid config at /c.json:\n';

describe('without a process', () => {
  it('the last start that was refused is told, with its time', async () => {
    const at = ago(3);
    const place = withLog(
      line('[shutdown] completed cleanly in 200ms', ago(60)),
      line(INVALID, at, null),
      line('openclaw.json:2 — gateway: Unrecognized key: "tokn"', at, null),
    );
    const sight = await look(place);
    expect(sight).toMatchObject({ how: 'log', source: join(place.dir, 'gateway.log') });
    expect(said(sight)).toMatchObject({
      'gateway.start.refusal': 'config-invalid',
      'gateway.start.refused-at': at.toISOString(),
      'config.issues': [expect.stringContaining('tokn')],
    });
  });

  it('a refusal that a good start has overtaken is over', async () => {
    const place = withLog(
      line(INVALID, ago(60), null),
      line('loading configuration…', ago(50)),
      line('gateway ready', ago(49)),
    );
    expect(said(await look(place))).not.toHaveProperty('gateway.start.refusal');
  });
});

describe('with a process', () => {
  it('only what was written since it began counts', async () => {
    const refused = 'unauthorized conn=11111111-aaaa client=openclaw-macos ua=n/a reason=token_mismatch';
    const place = withLog(line(INVALID, ago(60), null), line(refused, soon(), 'gateway/ws'));
    await processLike(place);
    const sight = await look(place);
    expect(said(sight)).not.toHaveProperty('gateway.start.refusal');
    expect(said(sight, '/client:11111111')).toMatchObject({ 'connect.refusal.reason': 'token_mismatch' });
  });

  it.each([
    ['before it booted anew within its process is over', ['failed', 'restart'], undefined],
    ['after that counts', ['restart', 'failed'], 'load-failed'],
    ['without that counts', ['failed'], 'load-failed'],
  ])('what it said of a plugin %s', async (_title, order, sign) => {
    const words: Record<string, string> = {
      failed: '[plugins] plugin path not found: /opt/night-watch',
      restart: 'restart mode: in-process restart (OPENCLAW_NO_RESPAWN)',
    };
    const lines = order.map((word, n) => line(words[word] ?? '', new Date(Date.now() + 60_000 + n * 1_000)));
    const place = withLog(...lines);
    await processLike(place);
    expect(said(await look(place))['plugin.sign']).toBe(sign);
  });

  it.each([
    ['before its settings were loaded anew is over', ['said', 'loaded'], undefined],
    ['after that counts', ['loaded', 'said'], 'heartbeat-unknown-account'],
    ['counts on when others were loaded', ['said', 'others'], 'heartbeat-unknown-account'],
  ])('what it said of a heartbeat %s', async (_title, order, sign) => {
    const words: Record<string, string> = {
      said: 'heartbeat: unknown accountId "night"',
      loaded: 'config hot reload applied (agents.defaults.heartbeat.accountId, logging.level)',
      others: 'config hot reload applied (cron.enabled)',
    };
    const lines = order.map((word, n) => line(words[word] ?? '', new Date(Date.now() + 60_000 + n * 1_000)));
    const place = withLog(...lines);
    await processLike(place);
    expect(said(await look(place))['schedule.sign']).toBe(sign);
  });

  it.each([
    ['before it let them up again is over', ['held', 'back'], undefined],
    ['after that counts', ['back', 'held'], 'safe-mode'],
  ])('that channels are held back after crashes, said %s', async (_title, order, sign) => {
    const words: Record<string, string> = {
      held: 'channel autostart suppressed by crash-loop breaker; refusing automatic start for telegram',
      back: 'gateway restart-loop breaker recovered; channel auto-start restored',
    };
    const lines = order.map((word, n) => line(words[word] ?? '', new Date(Date.now() + 60_000 + n * 1_000)));
    const place = withLog(...lines);
    await processLike(place);
    expect(said(await look(place))['service.sign']).toBe(sign);
  });

  it('our own conversations do not', async () => {
    const ours = 'unauthorized conn=22222222-aaaa client=cli ua=openclaw-host-agent reason=token_mismatch';
    const place = withLog(line(ours, soon(), 'gateway/ws'));
    await processLike(place);
    const sight = await look(place);
    expect(sight).toMatchObject({ text: '', facts: [] });
  });

  it('what a command prints into the same file is not what the gateway says', async () => {
    const place = withLog(line('Read probe: failed - missing scope: operator.read', soon(), null));
    await processLike(place);
    expect((await look(place)).facts).toEqual([]);
  });
});

it('people read lines, not JSON', async () => {
  const place = withLog(
    line('config reload failed: no such thing', ago(1), 'reload'),
    line('heartbeat: started', ago(1)),
  );
  expect((await look(place)).text).toMatch(
    /^\d{4}-\d\d-\d\dT[\d:.]+Z INFO \[reload\] config reload failed: no such thing$/,
  );
});

it('of a log that rolls by the day the newest file is read', async () => {
  const place = emptyPlace();
  for (const [day, words] of [
    ['2026-11-19', 'restart old'],
    ['2026-11-20', 'restart new'],
  ] as const) {
    const file = place.write(`logs/openclaw-${day}.log`, line(words, ago(1)));
    utimesSync(file, 1, 1);
  }
  place.configure({ logging: { file: join(place.dir, 'logs/openclaw-2026-01-01.log') } });
  const sight = await look(place);
  expect(sight.source).toMatch(/2026-11-20\.log$/);
  expect(sight.text).toContain('restart new');
});

it('a huge log is read from its end', async () => {
  const noise = line('x'.repeat(1_000), ago(5));
  const place = withLog(
    ...Array.from({ length: 600 }, () => noise),
    line('config reload failed', ago(1), 'reload'),
  );
  expect((await look(place)).text).toMatch(/config reload failed$/);
});

it('no log is no evidence', async () => {
  const place = emptyPlace();
  place.configure({ logging: { file: join(place.dir, 'none.log') } });
  expect(await look(place)).toMatchObject({
    look: 'unavailable',
    why: expect.stringContaining('is not there'),
    facts: [],
  });
});
