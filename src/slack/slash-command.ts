/**
 * @module slack/slash-command
 * What the bot reads of a slash command. Everything else that Slack sends with it is ignored.
 */
import * as z from 'zod';

/** Field names of docs.slack.dev, "Implementing slash commands". */
export const SlashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string().min(1),
  /** Set where the workspace belongs to an enterprise organisation. */
  enterprise_id: z.string().optional(),
  channel_id: z.string().min(1),
  user_id: z.string().min(1),
  /** Shown to people, never decided by: anybody can choose theirs. */
  user_name: z.string().optional(),
  trigger_id: z.string().min(1),
  /** Where an answer may go that comes too late. Whoever has it can speak in the channel: never stored or logged. */
  response_url: z.string().optional(),
});
export type SlashCommand = z.infer<typeof SlashCommand>;
