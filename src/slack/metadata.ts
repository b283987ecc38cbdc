/**
 * @module slack/metadata
 * What the bot writes on its own messages where people do not see it, so that a message is found again after
 * a lost answer and a thread tells which incident it belongs to.
 */

export const EVENT_TYPE = 'openclaw_incident_message';

/** What is written on a message. */
export const metadataOf = (key: string, incident: string) => ({
  event_type: EVENT_TYPE,
  event_payload: { key, incident },
});

/** The incident that a message's metadata names; null when it is none of ours. */
export function incidentIn(metadata: unknown): string | null {
  const read = payloadIn(metadata);
  return read === null ? null : read.incident;
}

/** Reads metadata as Slack gives it back; null when it is none of ours. */
export function payloadIn(metadata: unknown): { key: string; incident: string } | null {
  if (typeof metadata !== 'object' || metadata === null) return null;
  const { event_type: type, event_payload: payload } = metadata as Record<string, unknown>;
  if (type !== EVENT_TYPE || typeof payload !== 'object' || payload === null) return null;
  const { key, incident } = payload as Record<string, unknown>;
  return typeof key === 'string' && typeof incident === 'string' ? { key, incident } : null;
}
