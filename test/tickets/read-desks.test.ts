/** The desks of the settings: everything wrong is told at once, with where to get the value, and no value is shown. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Desk } from '../../src/tickets/desk.ts';
import { deskKind } from '../../src/tickets/kind.ts';
import { readDesks } from '../../src/tickets/read-desks.ts';

const shelf = deskKind({
  kind: 'shelf',
  title: 'Shelf',
  settings: z.strictObject({
    board: z.string().regex(/^[A-Z]+$/, 'must be capital letters'),
    token: z.string(),
  }),
  where: { board: 'the letters on the board', token: 'Shelf → Settings → Tokens' },
  abilities: { attaches: true, largestFile: 1, internal: 'always', atomic: true, lagMs: 0 },
  remarks: [],
  make: () => ({}) as Desk,
});
const SECRET = 'very-secret-token';

const read = (env: Record<string, unknown>, file?: (path: string) => string) => readDesks(env, file, [shelf]);
const wrong = (env: Record<string, unknown>, file?: (path: string) => string): string[] => {
  const desks = read(env, file);
  expect(JSON.stringify(desks)).not.toContain(SECRET);
  return desks.ok ? [] : desks.problems.map(({ name, problem, where }) => `${name} ${problem} → ${where}`);
};

describe('desks', () => {
  it('are none when nothing is set', () => {
    expect(read({ DESKS: '', DESK_X: '' })).toEqual({ ok: true, desks: [] });
  });

  it.each([
    ['TOML text', { DESKS: `[shelf]\nboard = "A"\ntoken = "${SECRET}"` }],
    ['JSON text', { DESKS: `{"shelf":{"kind":"shelf","board":"A","token":"${SECRET}"}}` }],
    ['a variable of JSON', { DESK_SHELF: `{"board":"A","token":"${SECRET}"}` }],
    ['a variable of TOML', { DESK_SHELF: `board = "A"\ntoken = "${SECRET}"` }],
    ['a secret elsewhere', { DESKS: '[shelf]\nboard = "A"\ntoken = "$SHELF_TOKEN"', SHELF_TOKEN: SECRET }],
  ])('are read from %s', (_, env) => {
    expect(read(env)).toMatchObject({
      ok: true,
      desks: [{ name: 'shelf', kind: { kind: 'shelf' }, settings: { board: 'A', token: SECRET } }],
    });
  });

  it('are read from a file, several of one kind, and the first stays the first', () => {
    const text =
      '[zeta]\nkind = "shelf"\nboard = "A"\ntoken = "a"\n[alpha]\nkind = "shelf"\nboard = "B"\ntoken = "b"';
    const desks = read(
      { DESKS: '/etc/desks.toml', DESK_MORE_OPS: '{"kind":"shelf","board":"C","token":"c"}' },
      (path) => (path === '/etc/desks.toml' ? text : ''),
    );
    expect(desks.ok && desks.desks.map(({ name }) => name)).toEqual(['zeta', 'alpha', 'more-ops']);
  });

  it('tell all that is wrong at once, each with where the value is', () => {
    const env = {
      DESKS: `[shelf]\nboard = "small ${SECRET}"\nTokn = "${SECRET}"\n[pile]\nboard = "A"`,
      DESK_OTHER: `{"kind":"shelf","board":"A","token":"$NOT_SET"}`,
    };
    expect(wrong(env)).toEqual([
      'DESKS [shelf] board must be capital letters → the letters on the board',
      'DESKS [shelf] token is missing → Shelf → Settings → Tokens',
      'DESKS [shelf] Tokn is no setting of this kind of desk → README of src/tickets has an example for every kind',
      'DESKS [pile] kind must be one of shelf → README of src/tickets has an example for every kind',
      'DESKS [other] token names the variable NOT_SET, which is not set → Shelf → Settings → Tokens',
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['neither TOML nor JSON', { DESKS: '[[[' }, 'is neither TOML nor JSON'],
    ['a list', { DESKS: '{"shelf":[]}' }, 'is no table of settings'],
    ['a name that cannot be typed', { DESKS: '{"Our Desk":{}}' }, 'names a desk otherwise'],
    [
      'a name that is special in JavaScript',
      { DESKS: '{"__proto__":{"kind":"shelf"}}' },
      'names a desk otherwise',
    ],
    ['a desk twice', { DESKS: '{"shelf":{"board":"A","token":"t"}}', DESK_SHELF: '{}' }, 'a second time'],
    ['a path without files', { DESKS: '/etc/desks.toml' }, 'there are no files here'],
  ])('refuse %s', (_, env, problem) => {
    expect(wrong(env).join('\n')).toContain(problem);
  });

  it('say why a file cannot be used', () => {
    const refuse = () => {
      throw new Error('others may read it');
    };
    expect(wrong({ DESKS: 'desks.toml' }, refuse).join()).toContain(
      'a file that cannot be used: others may read it',
    );
  });
});
