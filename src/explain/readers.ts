/**
 * @module explain/readers
 * Readers of what people say, beside those of what programs print (evidence/readers): what they complain of, what they
 * speak of, and what they touch that is often misread. Each is pure and total, as those are.
 */
import type { Reader } from '../evidence/reader.ts';
import { mentions } from './mentions.ts';
import { symptoms } from './symptoms.ts';
import { vocabulary } from './vocabulary.ts';

export const COMPLAINTS: Reader = symptoms;
export const SPEECH_READERS: readonly Reader[] = [COMPLAINTS, vocabulary, mentions];
