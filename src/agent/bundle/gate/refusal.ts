/**
 * @module agent/bundle/gate/refusal
 * How the gate says no from wherever it is: a reason by its code, and where something was found.
 */
import type { GateWord } from '../../../protocol/bundle.ts';
import type { Because } from '../../../protocol/recovery.ts';

/** Where something was found, and of what kind. Never the value. */
export type Hit = Extract<GateWord, { passed: false }>['hits'][number];

export class GateRefusal extends Error {
  readonly because: Because;

  constructor(code: string, params: Record<string, string> = {}) {
    super(code);
    this.name = 'GateRefusal';
    this.because = { code, params };
  }
}

export const refused = (because: Because, hits: readonly Hit[] = []): GateWord => ({
  passed: false,
  hits: [...hits],
  because,
});
