/**
 * @module conversation/incident-id
 * The id of the incident that a command opens, made from the command's own id: Slack's retry of the same
 * command finds the incident instead of opening another.
 */
import { shortId } from '../storage/short-id.ts';

export const incidentId = (askId: string): Promise<string> => shortId('inc', `incident ${askId}`);

/** Whether this can be the id of an incident: anything else touches no object. */
export const isIncidentId = (text: string): boolean => /^inc-[a-z0-9-]{1,40}$/.test(text);
