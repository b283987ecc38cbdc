/**
 * What people put beside a complaint because it is fine: remarks that deny something, and the outputs of commands that
 * find nothing wrong. An answer must not change for them. Those with an even number are for development, the odd ones
 * were only counted when the work was done.
 */
import { readFileSync } from 'node:fs';
import type { Case } from './unseen.ts';

type Beside = { about: readonly string[] };
type Denied = Beside & { said: string };
type Healthy = Beside & { command: string; text: string };
export type Part = 'dev' | 'kept';

const rowsOf = <T>(name: string, part: Part): T[] =>
  readFileSync(new URL(`./beside/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .filter((_, n) => n % 2 === (part === 'dev' ? 0 : 1))
    .map((line) => JSON.parse(line) as T);

/** `count` of them for the `n`th case, none of which speaks of what is wanted. */
function some<T extends Beside>(all: readonly T[], { want }: Case, n: number, count: number): T[] {
  const fit = all.filter(({ about }) => !about.some((id) => want.includes(id)));
  return Array.from({ length: count }, (_, k) => fit[(n * 7 + k * 5) % fit.length] as T);
}

/** In brackets behind the complaint, or as sentences of their own. */
export const withDenied =
  (part: Part, count: number) =>
  (one: Case, n: number): Case => {
    const remarks = some(rowsOf<Denied>('denied', part), one, n, count).map(({ said }) => said);
    return {
      ...one,
      said: n % 2 === 0 ? `${one.said} (${remarks.join('; ')})` : `${one.said}\n${remarks.join('. ')}.`,
    };
  };

/** As pieces of their own beside the complaint, as a report holds them. */
export const withHealthy =
  (part: Part, count: number) =>
  (one: Case, n: number): Case => ({
    ...one,
    pasted: [
      ...one.pasted,
      ...some(rowsOf<Healthy>('healthy', part), one, n, count).map(({ command, text }) => ({
        kind: 'command',
        command,
        text,
      })),
    ],
  });
