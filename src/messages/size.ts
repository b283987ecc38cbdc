/**
 * @module messages/size
 * How large something is, as people read it: in the units of their file managers, with two digits that count.
 */
import { text } from './sentence.ts';

const KB = 1_000;
const MB = 1_000_000;

/** `812 bytes`, `42 kB`, `1.4 MB` */
export function size(bytes: number): string {
  if (bytes < KB) return text('size.b', { n: bytes });
  if (bytes < MB) return text('size.kb', { n: rounded(bytes / KB) });
  return text('size.mb', { n: rounded(bytes / MB) });
}

const rounded = (value: number): number => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
