/** First and last sight of failures, and how long starts took, from lines as 2026.9.6 writes them. */
import { describe, expect, it } from 'vitest';
import { failuresIn, startupsIn, worthParsing } from '../../../src/agent/changes/log-history.ts';

const at = (seconds: number) => new Date(Date.parse('2026-11-21T02:00:00Z') + seconds * 1000).toISOString();
const json = (seconds: number, message: string, subsystem = 'gateway', level = 'INFO') =>
  JSON.stringify({
    '0': JSON.stringify({ subsystem }),
    '1': message,
    _meta: { logLevelName: level },
    time: at(seconds),
    message,
  });
const refused = (seconds: number, conn: string, reason = 'token_mismatch') =>
  json(
    seconds,
    `unauthorized conn=${conn}-9209-4253-8971-a65a1c420552 peer=127.0.0.1:50${seconds}->127.0.0.1:18789 remote=127.0.0.1 client=openclaw-macos mode=ui auth=token device=no reason=${reason}`,
    'gateway/ws',
    'WARN',
  );
const failures = (...lines: string[]) => failuresIn(worthParsing(lines.join('\n')), 'gateway:default');

describe('failures', () => {
  it('of one kind are one, with its first and last time', () => {
    const seen = failures(refused(10, 'aaaaaaaa'), refused(20, 'bbbbbbbb'), refused(30, 'cccccccc'));
    expect(seen).toMatchObject([{ fact: 'connect.refusal.code', value: 'AUTH_TOKEN_MISMATCH', count: 3 }]);
    expect([seen[0]?.first, seen[0]?.last]).toEqual([Date.parse(at(10)), Date.parse(at(30))]);
  });

  it('of our own and of every command’s bare probe are none', () => {
    const own = refused(10, 'aaaaaaaa').replaceAll('openclaw-macos', 'openclaw-host-agent');
    const bare = json(
      11,
      'closed before connect conn=a0c148fc-9209-4253-8971-a65a1c420552 remote=127.0.0.1 code=1008 reason=connect failed cause=device-required',
      'gateway/ws',
      'WARN',
    );
    expect(failures(own, bare)).toEqual([]);
  });

  it('that somebody wrote about in a chat are none', () => {
    expect(
      failures(json(5, 'inbound message from mira: "gateway token mismatch AUTH_TOKEN_MISMATCH ENOSPC"')),
    ).toEqual([]);
  });

  it('that a command printed are none: its words carry no part of the gateway', () => {
    const printed = JSON.stringify({
      '0': 'x',
      _meta: { logLevelName: 'ERROR' },
      time: at(1),
      message: 'AUTH_TOKEN_MISMATCH',
    });
    expect(failures(printed)).toEqual([]);
  });
});

const START = (from: number, ready: number | null): string[] => [
  json(from, 'loading configuration…'),
  json(from + 1, 'starting HTTP server...'),
  json(from + 2, 'starting channels and sidecars...'),
  ...(ready === null ? [] : [json(ready, 'gateway ready')]),
];
const starts = (...lines: string[]) =>
  startupsIn(worthParsing(lines.join('\n'))).map(({ began, ready, phase }) => [
    (began - Date.parse(at(0))) / 1000,
    ready === null ? null : (ready - began) / 1000,
    phase,
  ]);

describe('starts', () => {
  it('are timed from the first word to ready', () => {
    expect(starts(...START(0, 9), ...START(100, 114)).map(([, took]) => took)).toEqual([9, 14]);
  });

  it('that are not ready yet say how far they are', () => {
    expect(starts(...START(0, 9), ...START(100, null)).at(-1)).toEqual([
      100,
      null,
      'starting channels and sidecars...',
    ]);
  });

  it('inside one process begin with the signal', () => {
    const inside = [
      json(50, 'received SIGUSR2; restarting'),
      json(51, 'shutdown completed cleanly in 79ms', 'gateway/shutdown'),
      json(51, 'restart mode: in-process restart'),
      json(52, 'starting HTTP server...'),
      json(54, 'gateway ready'),
    ];
    expect(starts(...START(0, 9), ...inside).map(([from, took]) => [from, took])).toEqual([
      [0, 9],
      [50, 4],
    ]);
  });

  it('in plain text are read too', () => {
    expect(
      starts(`${at(0)} [gateway] loading configuration…`, `${at(7)} [gateway] ready (5 plugins, 1.2s)`),
    ).toEqual([[0, 7, 'loading configuration…']]);
  });
});
