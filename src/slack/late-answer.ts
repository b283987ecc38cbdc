/**
 * @module slack/late-answer
 * An answer that came after Slack stopped waiting, brought by the address that Slack gave for it. Whoever has
 * that address can speak in the channel, so it is used once, never stored, never logged, and only Slack's own
 * is believed.
 */
import { text } from '../messages/sentence.ts';
import type { SlackContent } from './render.ts';

const SLACK = 'https://hooks.slack.com';
const LIMIT_MS = 5_000;

type Answer = SlackContent & { response_type: 'ephemeral' | 'in_channel' };

/**
 * Posts the answer (docs.slack.dev, "Handling user interaction": 5 uses within 30 minutes). `apiUrl` names a
 * stand-in whose origin is believed as well; redirects are not followed.
 */
export async function respond(
  url: string | undefined,
  answer: Answer,
  access: { apiUrl?: string | undefined; fetch: typeof fetch },
): Promise<{ ok: true } | { ok: false; why: string }> {
  if (url === undefined || !isSlacks(url, access.apiUrl))
    return { ok: false, why: text('slack-error.no-address') };
  try {
    const reply = await access.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...answer, replace_original: false }),
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    return reply.ok ? { ok: true } : { ok: false, why: text('slack-error.http', { status: reply.status }) };
  } catch (cause) {
    // The error's text may hold the address.
    return { ok: false, why: cause instanceof Error ? cause.name : 'no answer' };
  }
}

function isSlacks(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return origin === SLACK || (apiUrl !== undefined && origin === new URL(apiUrl).origin);
}
