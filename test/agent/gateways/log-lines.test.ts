/** Which lines of a log count: those of the present life, said by the gateway, to somebody else than us. */
import { describe, expect, it } from 'vitest';
import {
  hostOf,
  logLine,
  ofHost,
  ofOthers,
  presentLife,
  readable,
} from '../../../src/agent/gateways/log-lines.ts';

const line = (
  message: string,
  time = '2026-11-21T06:00:00.000Z',
  subsystem: string | null = 'gateway',
  level = 'INFO',
) =>
  JSON.stringify({
    '0': subsystem === null ? message : JSON.stringify({ subsystem }),
    '1': message,
    _meta: { logLevelName: level },
    time,
    message,
  });
const lines = (...raw: string[]) => raw.map(logLine);
const said = (kept: readonly { message: string }[]) => kept.map(({ message }) => message);

describe('a line', () => {
  it('of JSON tells its time, level, subsystem and words', () => {
    const parsed = logLine(line('starting...', '2026-11-21T06:00:00.123+00:00', 'gateway/ws', 'WARN'));
    expect(parsed).toMatchObject({ subsystem: 'gateway/ws', level: 'WARN', message: 'starting...' });
    expect(readable(parsed)).toBe('2026-11-21T06:00:00.123Z WARN [gateway/ws] starting...');
  });

  it('of a command has no subsystem', () => {
    expect(logLine(line('Warning:', undefined, null)).subsystem).toBeNull();
  });

  it.each([
    ['2026-11-21T06:00:00.123+00:00 [gateway] ready', 'gateway', 'ready'],
    ['{"0": cut in half', null, '{"0": cut in half'],
    ['  at Object.<anonymous> (file:///x.js:1)', null, '  at Object.<anonymous> (file:///x.js:1)'],
  ])('of plain text: %s', (raw, subsystem, message) => {
    expect(logLine(raw)).toMatchObject({ subsystem, message });
  });
});

describe('the present life', () => {
  const earlier = line('Invalid config', '2026-11-21T05:00:00Z', null);

  it('of a running gateway begins with its process; a line without time goes with the one before', () => {
    const all = lines(earlier, '  its second row', line('starting', '2026-11-21T06:00:00Z'), '  and its row');
    const kept = presentLife(all, Date.parse('2026-11-21T06:00:00Z'));
    expect(said(kept)).toEqual(['starting', '  and its row']);
  });

  it('without a process is what was tried since the orderly end', () => {
    const all = lines(
      line('loading configuration…'),
      line('gateway ready'),
      line('[shutdown] completed cleanly in 200ms'),
      line('Gateway failed to start: Invalid config at …', undefined, null),
    );
    expect(said(presentLife(all, null))).toEqual(['Gateway failed to start: Invalid config at …']);
  });

  it('of a gateway that died is its last run, and what was tried after', () => {
    const all = lines(earlier, line('loading configuration…'), line('gateway ready'), line('out of memory'));
    expect(said(presentLife(all, null))).toEqual([
      'loading configuration…',
      'gateway ready',
      'out of memory',
    ]);
  });

  it('of a gateway that never ran is everything', () => {
    expect(presentLife(lines(earlier), null)).toHaveLength(1);
  });
});

describe('left out', () => {
  const refused = (method: string, conn: string) =>
    line(
      `⇄ res ✗ ${method} 1ms errorCode=FORBIDDEN errorMessage=missing scope: operator.read conn=${conn}…19a8`,
    );

  it('are our own connections, by what they call themselves, in all their lines', () => {
    const all = lines(
      line('unauthorized conn=39f749ed-0f78 client=cli ua=openclaw-host-agent reason=token_mismatch'),
      line('closed before connect conn=39f749ed-0f78 code=1008'),
      line('unauthorized conn=11111111-0f78 client=openclaw-macos ua=n/a reason=token_mismatch'),
      line('⇄ res ✗ status 1ms errorCode=FORBIDDEN conn=22222222…4e6c id=openclaw-host-agent:status'),
    );
    expect(ofOthers(all)).toHaveLength(1);
  });

  it("are the refusals of a command's bare probe, which every healthy gateway gives", () => {
    const all = lines(
      refused('status', 'bab2d34c'),
      refused('system-presence', 'bab2d34c'),
      refused('status', 'cccccccc'),
    );
    expect(ofOthers(all)).toMatchObject([{ message: expect.stringContaining('cccccccc') }]);
  });
});

describe('a file that several machines write into', () => {
  const by = (host: string, message: string) =>
    logLine(`${line(message).slice(0, -1)},"hostname":"${host}"}`);
  const shared = [by('claw-1', 'gateway ready'), by('claw-2', 'uncaught exception'), logLine('bare words')];

  it('counts as far as this machine wrote it, with lines that name none', () => {
    expect(said(ofHost(shared, hostOf(shared, 'claw-1')))).toEqual(['gateway ready', 'bare words']);
  });

  it('counts whole where this machine has another name by now', () => {
    expect(said(ofHost(shared, hostOf(shared, 'renamed')))).toEqual(said(shared));
  });
});
