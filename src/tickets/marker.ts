/**
 * @module tickets/marker
 * What is written into a ticket, so that it can be found again after a lost answer. Random letters and digits only: a
 * marker is put into query languages, labels and comments, where nothing of a title or a host may ever stand.
 */

/** Digits and letters of base32 (RFC 4648), small. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 26;

export const MARKER = /^oc-[a-z2-7]{26}$/;

/** A marker that nobody has had before: 130 random bits. */
export function newMarker(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return `oc-${Array.from(bytes, (byte) => LETTERS[byte % 32]).join('')}`;
}

/** The same marker as a UUID v4, for desks that take an id of ours. @throws Error when it is no marker. */
export function uuidOf(marker: string): string {
  if (!MARKER.test(marker)) throw new Error('This is no marker.');
  const bits = Array.from(marker.slice(3), (letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0'));
  const hex = [...(bits.join('').match(/.{4}/g) ?? [])].map((four) => Number.parseInt(four, 2).toString(16));
  // Version and variant (RFC 9562 §5.4) stand where they must; the 122 bits around them are the marker's.
  hex[12] = '4';
  hex[16] = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  const text = hex.join('').slice(0, 32);
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Whether a text ends with a marker, on a line of its own, as we write it. A log line in it that names another ticket's
 * marker is none.
 */
export const endsWithMarker = (text: string, marker: string): boolean =>
  text.trimEnd().split('\n').at(-1)?.trim() === marker;
