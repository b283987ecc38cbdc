/** A document in a thread: tables become lines, evidence stays in quotes, and no heading stands alone. */
import { expect, it } from 'vitest';
import { bold, code, commands, evidence, heading, paragraph, table } from '../../src/bundles/blocks.ts';
import { documentParts } from '../../src/messages/document-parts.ts';

it('has each row of a table as a line, with the heads of its columns', () => {
  const parts = documentParts([
    heading(2, 'Configuration'),
    table(['Key', 'Before', 'After'], [[[code('gateway.port')], '18789', '18790']]),
    table(['What', 'How'], [['Verdict', [bold('healthy')]]]),
  ]);
  const lines = parts.flatMap((part) =>
    part.kind === 'list' ? part.items.map((item) => item.map(({ text }) => text).join('')) : [],
  );
  expect(lines).toEqual(['gateway.port – Before: 18789 · After: 18790', 'Verdict – healthy']);
});

it('keeps evidence in quotes and commands as code, as they are', () => {
  const parts = documentParts([evidence('gateway.log', '<!here> *x*'), ...commands(['openclaw logs'])]);
  expect(parts).toEqual([
    { kind: 'line', spans: [{ text: 'gateway.log', style: 'code' }] },
    { kind: 'quote', text: '<!here> *x*' },
    { kind: 'list', items: [[{ text: 'openclaw logs', style: 'code' }]] },
  ]);
});

it('says how many rows it leaves out, and leaves no heading alone at its end', () => {
  const rows = Array.from({ length: 30 }, (_, at) => [String(at), 'x']);
  const [list] = documentParts([table(['a', 'b'], rows)]);
  expect(list?.kind === 'list' ? list.items.at(-1) : null).toEqual([{ text: '+ 18' }]);
  const cut = documentParts([paragraph('a'), heading(2, 'b'), paragraph('c')], 2);
  expect(cut).toEqual([{ kind: 'line', spans: [{ text: 'a' }] }]);
});
