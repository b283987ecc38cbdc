/** One slash command, as Slack sends it, and how long its 200 took. */
import { slashCommand } from '../stories/slack-behind-gate.ts';

/** Throws unless the bot answers 200. */
export async function typeInSlack(url: string, line: string): Promise<{ text: string; tookMs: number }> {
  const command = slashCommand(line, crypto.randomUUID());
  const began = performance.now();
  const answer = await fetch(`${url}/slack/events`, command);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`The bot answered ${answer.status} to "${line}"`);
  return { text, tookMs: performance.now() - began };
}
