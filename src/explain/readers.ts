/**
 * @module explain/readers
 * Readers of what people say, beside those of what programs print (evidence/readers): what they complain of, which
 * complaints that resembles, what they speak of, and what they touch that is often misread. Each is pure and total.
 */
import type { Reader } from '../evidence/reader.ts';
import { mentions } from './mentions.ts';
import { alike } from './resemble/alike.ts';
import { symptoms } from './symptoms.ts';
import { vocabulary } from './vocabulary.ts';

/** Only of what a person wrote. */
export const COMPLAINT_READERS: readonly Reader[] = [symptoms, alike];
export const SPEECH_READERS: readonly Reader[] = [...COMPLAINT_READERS, vocabulary, mentions];
