/**
 * @module agent/gateways/json-text
 * Somebody else's JSON: half written, or none at all, it says nothing rather than stopping a look.
 */

/** Null where the text is no JSON. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
