/** Every kind of desk is listed once, can be set by its example, and stands in README as it says of itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, readmeWithDesks } from '../../infra/desks.ts';
import { DESK_KINDS } from '../../src/tickets/desks.ts';
import { readDesks } from '../../src/tickets/read-desks.ts';

const KINDS = new URL('../../src/tickets/kinds/', import.meta.url);

/** Stands for a value that is taken from the environment. */
const VALUES: Record<string, string> = { HOOK_SECRET: `whsec_${'A'.repeat(43)}=` };

describe('the kinds of desks', () => {
  it('are those in the folder', () => {
    const files = readdirSync(KINDS).filter((name) =>
      /= deskKind\(/.test(readFileSync(new URL(name, KINDS), 'utf8')),
    );
    expect(DESK_KINDS.map(({ kind }) => `${kind}.ts`).sort()).toEqual(files.sort());
  });

  it.each(DESK_KINDS.map((kind) => [kind.kind, kind] as const))('%s can be set by its example', (name) => {
    const text = EXAMPLES[name] ?? '';
    const given = [...text.matchAll(/"\$([A-Z_]+)"/g)].map(([, variable = '']) => variable);
    const env = Object.fromEntries(
      given.map((variable) => [variable, VALUES[variable] ?? 'abcdefgh12345678']),
    );
    const read = readDesks({ DESKS: text, ...env });
    expect(read).toMatchObject({ ok: true, desks: [{ name, kind: { kind: name } }] });
  });

  it.each(DESK_KINDS.map((kind) => [kind.kind, kind] as const))(
    '%s says where each of its settings is found, and what it cannot do',
    (_, { settings, where, title, abilities, remarks }) => {
      const unknown = settings.safeParse({ 'no such setting': 1 }).error?.issues ?? [];
      expect(
        unknown.some(({ code }) => code === 'unrecognized_keys'),
        'its settings are strict',
      ).toBe(true);
      expect(Object.values(where).filter((text) => text.trim() === '')).toEqual([]);
      expect(title).not.toBe('');
      expect(remarks.every((remark) => remark.endsWith('.'))).toBe(true);
      if (abilities.attaches !== true) expect(abilities.attaches.because).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('stand in README as they are (node infra/desks.ts)', () => {
    const readme = readFileSync(new URL('../../src/tickets/README.md', import.meta.url), 'utf8');
    expect(readme).toBe(readmeWithDesks(readme));
  });
});
