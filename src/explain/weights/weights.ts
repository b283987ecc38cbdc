/**
 * @module explain/weights/weights
 * Where nothing decides, the words still point somewhere. Each finding lists the words that speak for it; the
 * sum says where to look first. Explainable on purpose: the words found are the evidence shown.
 */
import type { Word } from '../keywords/index.ts';

export type Weights = Readonly<Record<string, Readonly<Partial<Record<Word, number>>>>>;
