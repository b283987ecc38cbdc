/** The log: one line each, grouped by its sentence, and no secret in any field. */
import { expect, it } from 'vitest';
import { createLog, type Level } from '../src/log.ts';

function lines(level: Level): { log: ReturnType<typeof createLog>; written: unknown[] } {
  const written: unknown[] = [];
  const log = createLog({
    level,
    redact: (text) => text.replaceAll('hunter2', '‹token›'),
    write: (line) => written.push(JSON.parse(line)),
    now: () => 0,
  });
  return { log, written };
}

it('writes time, level, sentence and the fields of the log it came from', () => {
  const { log, written } = lines('info');
  log.child({ host: 'node-3' }).child({ job: 'j1' }).warn({ tries: 2 }, 'A job was refused');
  const time = '1970-01-01T00:00:00.000Z';
  expect(written).toEqual([
    { host: 'node-3', job: 'j1', tries: 2, time, level: 'warn', msg: 'A job was refused' },
  ]);
});

it.each<[Level, string[]]>([
  ['debug', ['debug', 'info', 'warn', 'error']],
  ['warn', ['warn', 'error']],
  ['silent', []],
])('at level %s writes %j', (level, expected) => {
  const { log, written } = lines(level);
  log.debug({}, 'd');
  log.info({}, 'i');
  log.warn({}, 'w');
  log.error({}, 'e');
  expect(written.map((line) => (line as { level: string }).level)).toEqual(expected);
});

it('takes secrets out of fields and sentences, and cuts what is no field but a body', () => {
  const { log, written } = lines('info');
  log.info({ error: 'refused hunter2', body: 'x'.repeat(5_000) }, 'Said hunter2');
  expect(written).toEqual([
    expect.objectContaining({ error: 'refused ‹token›', body: 'x'.repeat(2_000), msg: 'Said ‹token›' }),
  ]);
});

it('keeps a line one line, whatever is in it', () => {
  const raw: string[] = [];
  const log = createLog({ level: 'info', redact: (text) => text, write: (line) => raw.push(line) });
  log.info({ why: 'first\nsecond\u2028' }, 'Twice');
  expect(raw.map((line) => line.split('\n').length)).toEqual([1]);
});
