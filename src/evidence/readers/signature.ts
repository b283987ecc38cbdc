/**
 * @module evidence/readers/signature
 * One signature: words of a program that name (or only suggest) one thing. A cheap word is looked for first,
 * so that hundreds of signatures cost little on long logs; patterns are bounded, so that none can run away.
 */
import type { Sign } from '../signs.ts';

export type Signature = {
  sign: Sign;
  /** Names it, or only suggests it. */
  strength: 'names' | 'suggests';
  /** One of these, in lower case, must be in the line. */
  near: readonly string[];
  /** Then this must match, if given. */
  find?: RegExp;
  /** Something that must be (or must not be) said anywhere around: whom a bare word speaks of. */
  around?: RegExp;
  unless?: RegExp;
};

type Options = Pick<Signature, 'find' | 'around' | 'unless'>;

const make =
  (strength: Signature['strength']) =>
  (sign: Sign, near: string | readonly string[], options: Options = {}): Signature => ({
    sign,
    strength,
    near: typeof near === 'string' ? [near] : near,
    ...options,
  });

/** A line of the log about one run of an agent. */
export const LOGGED_RUN = /lane task error|embedded (?:run|agent)|errorMessage=|\brunId=|\bdurationMs=/i;

/** The words name this one thing. */
export const names = make('names');
/** The words fit several things; worth a mention only. */
export const suggests = make('suggests');
