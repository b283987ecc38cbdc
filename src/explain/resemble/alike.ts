/**
 * @module explain/resemble/alike
 * What somebody's own words resemble, as facts: findings with their shares, the most alike first, each quoting the
 * example that is nearest. Only what a person wrote is held against the examples; what programs print is read closely.
 */

import type { ReadContext, Reader } from '../../evidence/reader.ts';
import { proseBefore } from '../../evidence/readers/lines.ts';
import type { Fact } from '../../protocol/evidence.ts';
import { partsOf } from '../asides.ts';
import learned from './learned.json' with { type: 'json' };
import { NONE, openResemblance, type Resemblance } from './resemble.ts';

/** Below this it resembles everything a little. */
const LEAST = 0.02;

let open: ((text: string) => Resemblance) | undefined;

function read(text: string, { gateway }: ReadContext): Fact[] {
  const said = proseBefore(text).trim();
  if (partsOf(said.toLowerCase()).wrong.length === 0) return [];
  // Opened when somebody first asks: it takes some tenths of a second.
  open ??= openResemblance(learned);
  const { to, none } = open(said);
  const fact = (id: string, share: number, quote?: string): Fact => ({
    fact: 'text.alike',
    subject: gateway,
    value: [id, share.toFixed(3)],
    ...(quote === undefined ? {} : { quote }),
  });
  return [
    ...to.filter(({ share }) => share >= LEAST).map(({ id, share, example }) => fact(id, share, example)),
    fact(NONE, none),
  ];
}

export const alike: Reader = {
  id: 'alike',
  title: 'Which example complaints a text resembles',
  gives: ['text.alike'],
  read,
};
