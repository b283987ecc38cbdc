/** What a text speaks of: in a log nobody has picked lines from, only what tells of trouble. */
import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../src/explain/vocabulary.ts';

const speaksOf = (text: string) =>
  vocabulary.read(text, { gateway: 'gateway:default', kind: 'log', tag: '1' }).map(({ value }) => value);

const USUAL = [
  '2026-11-21T03:00:01.000Z [gateway] starting channels and sidecars...',
  '2026-11-21T03:00:02.000Z [gateway] agent model: lab/one (thinking=off, fast=off)',
  '2026-11-21T03:00:03.000Z [plugins] memory-core: created managed dreaming cron job.',
  '2026-11-21T03:00:04.000Z [gateway] startup outcomes: hooks=skipped (not-configured)',
  '2026-11-21T03:00:05.000Z [cron] cron: job added',
  '2026-11-21T03:00:06.000Z [browser] browser profiles: openclaw, chrome',
  '2026-11-21T03:00:07.000Z [telegram] polling',
  '2026-11-21T03:00:08.000Z [agent/embedded] embedded run start: runId=5f1 provider=anthropic',
  '2026-11-21T03:00:09.000Z [agent/embedded] embedded run done: runId=5f1 aborted=false',
];

describe('a long log', () => {
  it('that tells of no trouble speaks of nothing', () => expect(speaksOf(USUAL.join('\n'))).toEqual([]));

  it('speaks of what its one bad line says, and of that alone', () => {
    const bad = '2026-11-21T03:00:10.000Z [cron] cron: could not deliver: no such channel';
    const alone = speaksOf(bad);
    expect(alone).toContain('cron');
    expect(speaksOf([...USUAL.slice(0, 5), bad, ...USUAL.slice(5)].join('\n'))).toEqual(alone);
  });

  it('and the words of the person who pasted it are read whole', () => {
    const prose = 'the scheduler of jobs sleeps, is that so?';
    expect(speaksOf([prose, ...USUAL].join('\n'))).toEqual(speaksOf(prose));
  });
});

it('a few lines were picked by somebody, and each is read', () => {
  expect(speaksOf(USUAL.slice(2, 4).join('\n'))).toContain('cron');
});

describe('plain words', () => {
  const said = (text: string, kind: string) =>
    vocabulary.read(text, { gateway: 'gateway:default', kind, tag: '1' }).map(({ value }) => value);

  it('count where somebody complains, not where a program prints them', () => {
    expect(said('two folders are full', 'symptom')).toEqual(expect.arrayContaining(['a-folder', 'is-full']));
    expect(said('two folders are full', 'log')).toEqual([]);
  });

  it('stand for one another', () => {
    for (const text of ['another passphrase', 'a previous key', 'an old token'])
      expect(said(text, 'symptom')).toContain('token-copies');
  });

  it('are not found inside longer ones', () => {
    expect(said('it works', 'symptom')).toContain('works');
    expect(said('the workspace, approved a second ago', 'symptom')).not.toContain('works');
    expect(said('one of the apps', 'symptom')).toContain('a-program');
    expect(said('approved by us, apparently', 'symptom')).not.toContain('a-program');
  });
});
