/**
 * @module slack/interaction
 * What presses, windows and shortcuts have in common: who did it, and in which workspace. An app that is
 * installed for a whole organisation gets no workspace; the person's own stands in.
 */
import * as z from 'zod';
import type { Asker } from './admission.ts';

/** Field names of docs.slack.dev, "Interaction payloads". */
export const Interaction = z.object({
  trigger_id: z.string().default(''),
  user: z.object({ id: z.string().min(1), name: z.string().optional(), team_id: z.string().optional() }),
  team: z.object({ id: z.string().min(1) }).nullish(),
  enterprise: z.object({ id: z.string().min(1) }).nullish(),
});
export type Interaction = z.infer<typeof Interaction>;

/** Null when no workspace is named at all: nobody can be let in then. */
export function askerIn({ user, team, enterprise }: Interaction, channel: string): Asker | null {
  const workspace = team?.id ?? user.team_id ?? enterprise?.id;
  if (workspace === undefined) return null;
  return { team: workspace, enterprise: enterprise?.id, channel, user: user.id, userTeam: user.team_id };
}

/** The names of the fields that are wrong, for the log; never what stands in them. */
export const wrongFields = (error: z.ZodError | undefined): string =>
  [...new Set((error?.issues ?? []).map((issue) => issue.path.join('.')))].join(' ');
