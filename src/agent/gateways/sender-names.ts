/**
 * @module agent/gateways/sender-names
 * Entries of an allow list that let nobody in. Chat services know people by a number or an id; OpenClaw passes over an
 * entry that is a handle or a display name, and says so only in its audit (2026.9.6, docs/channels).
 */

/** How each channel writes the one who sent a message. */
const IDS: Readonly<Record<string, RegExp>> = {
  telegram: /^(?:(?:telegram|tg):)?\d+$/i,
  discord: /^(?:(?:discord|user|pk):)?(?:<@!?)?\d{5,}>?$/i,
  slack: /^(?:(?:slack|user):)?(?:<@)?[UW][A-Z0-9]{4,}>?$/i,
  whatsapp: /^(?:whatsapp:)?[+\d][\d\s().-]{4,}(?:@.*)?$/i,
};
/** No name: everybody, a list that the provider is asked for, or a variable whose value is not known here. */
const OTHER = /^(?:\*|accessGroup:.*)$|\$\{/i;

/** Asks of one entry of this channel's list; of a channel that is not known here nothing is said. */
export function countsForNobody(channel: string, byName: boolean): (entry: string) => boolean {
  const id = IDS[channel];
  if (id === undefined || byName) return () => false;
  return (entry) => !OTHER.test(entry.trim()) && !id.test(entry.trim());
}
