/** The search for planted secrets finds them: in every coat, behind a mask, and in a database's rows. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { coatsOf, expectNoLeak, filesUnder, leaksIn } from '../fakes/canaries.ts';
import { payloadsOf } from '../fakes/wire-tap.ts';
import { drawFrom } from './draw.ts';

const draw = drawFrom(9);
const canaries = [{ name: 'it', value: `W%i"n't&er<${draw('alnum', 20)}>/é\\x$` }];
const value = canaries[0]?.value as string;

const written: [coat: string, text: string | Buffer][] = [
  ['raw', `a ${value} b`],
  ['JSON', JSON.stringify({ a: value })],
  ['JSON in JSON', JSON.stringify({ a: JSON.stringify({ b: value }) })],
  ['URI', `?a=${encodeURIComponent(value)}&b`],
  ['shell', `a='${value.replaceAll("'", `'\\''`)}'`],
  ['hex', Buffer.from(`a${value}b`).toString('hex')],
  ...['', 'a', 'ab'].flatMap((before): [string, string][] => [
    [`base64 behind ${before.length}`, Buffer.from(`${before}${value}rest`).toString('base64')],
    [`base64url behind ${before.length}`, Buffer.from(`${before}${value}rest`).toString('base64url')],
  ]),
  ['UTF-16', Buffer.from(`a${value}b`, 'utf16le')],
  ['its first 16 characters', `${value.slice(0, 16)}…`],
];

it.each(written)('a secret in %s is found', (_, text) => {
  expect(leaksIn({ there: text }, canaries)).not.toEqual([]);
});

it('nothing is found where nothing is', () => {
  expect(leaksIn({ there: draw('alnum', 10_000) }, canaries)).toEqual([]);
  expect(new Set(coatsOf(value).map(([coat]) => coat)).size).toBeGreaterThanOrEqual(9);
});

it('a masked frame of WebSocket is read', () => {
  const payload = Buffer.from(JSON.stringify({ a: value }).padEnd(200));
  const mask = Buffer.from([1, 2, 3, 4]);
  const frame = Buffer.concat([
    Buffer.from('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n'),
    Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]),
    mask,
    payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0)),
  ]);
  expect(leaksIn({ wire: frame }, canaries)).toEqual([]);
  expect(leaksIn({ wire: payloadsOf(frame) }, canaries)).not.toEqual([]);
});

it('rows of a database are read where pages cut them', () => {
  const dir = mkdtempSync(join(tmpdir(), 'canaries-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const database = new DatabaseSync(join(dir, 'some.db'));
  database.exec('CREATE TABLE said (text TEXT)');
  database.prepare('INSERT INTO said VALUES (?)').run(`${'x'.repeat(4_070)}${value}${'x'.repeat(9_000)}`);
  database.close();
  writeFileSync(join(dir, 'own.key'), value);
  const found = leaksIn(filesUnder(dir, ['own.key']), canaries);
  expect(found).toContainEqual({ canary: 'it', coat: 'JSON', sink: `${join(dir, 'some.db')} (rows)` });
  expect(found.filter(({ sink }) => sink.endsWith('own.key'))).toEqual([]);
});

it('a sink that gives nothing up makes the check fail, and so does a leak', () => {
  expect(() => expectNoLeak({ 'bot keeps: a': 'node-3' }, canaries, { 'bot keeps': 'node-3' })).not.toThrow();
  expect(() => expectNoLeak({ 'bot keeps: a': '' }, canaries, { 'bot keeps': 'node-3' })).toThrow();
  expect(() => expectNoLeak({ a: `node-3 ${value}` }, canaries, { a: 'node-3' })).toThrow();
});
