/**
 * @module diagnosis/wording/reason-words
 * A reason as half a sentence, at the edge. Values come from strangers and are put in as they are: whoever shows them
 * escapes them.
 */
import type { Reason } from '../reason.ts';
import { putIn } from './describe.ts';
import { EN_CONTRADICTIONS } from './en-contradictions.ts';
import { EN_LAYERS } from './en-layers.ts';

const EN = { ...EN_LAYERS, ...EN_CONTRADICTIONS };

export function reasonWords({ code, params }: Reason): string {
  const words = putIn(EN[code], params);
  return params.gateway === undefined ? words : `${params.gateway}: ${words}`;
}
