/**
 * @module storage/address
 * An object's address as one word, `host:node-3`, for mailboxes and log lines.
 */
import type { Address, ObjectKind } from './objects.ts';

export const addressText = ({ kind, name }: Address): string => `${kind}:${name}`;

/** The reverse; whatever stands before the first colon is the kind. */
export function readAddress(text: string): Address {
  const at = text.indexOf(':');
  return { kind: text.slice(0, at) as ObjectKind, name: text.slice(at + 1) };
}
