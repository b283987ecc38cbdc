/**
 * @module conversation/incident-id
 * The id of the incident that a command opens, made from the command's own id: Slack's retry of the same
 * command finds the incident instead of opening another. Short, without letters that look alike.
 */

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;

/** `inc-` and ten letters or digits (50 bits of SHA-256). */
export async function incidentId(askId: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`incident ${askId}`));
  const letters = Array.from(new Uint8Array(digest).slice(0, LENGTH), (byte) => LETTERS[byte % 32]);
  return `inc-${letters.join('')}`;
}

/** Whether this can be the id of an incident: anything else touches no object. */
export const isIncidentId = (text: string): boolean => /^inc-[a-z0-9-]{1,40}$/.test(text);
