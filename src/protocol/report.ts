/**
 * @module protocol/report
 * What an operation other than a look tells of itself, in a closed form. It rides in evidence; nothing is diagnosed
 * from it.
 */
import * as z from 'zod';
import { BundleMade, BundlePiece } from './bundle.ts';
import { Hold, Plan, Progress } from './recovery.ts';
import { Digest } from './words.ts';

export const Report = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plan'), digest: Digest, plan: Plan }),
  z.strictObject({ kind: z.literal('progress'), progress: Progress }),
  z.strictObject({ kind: z.literal('hold'), hold: Hold }),
  z.strictObject({ kind: z.literal('bundle'), bundle: BundleMade }),
  z.strictObject({ kind: z.literal('bundle-piece'), piece: BundlePiece }),
]);
export type Report = z.infer<typeof Report>;
