/** Signs requests as Slack does, for tests of what comes in over HTTP. */
import { createHmac } from 'node:crypto';

export const SECRET = 'f0e1d2c3b4a5';

export type Signing = {
  secret?: string;
  /** Epoch seconds. */
  at?: number;
  type?: string;
  headers?: Record<string, string>;
};

export function signature(body: string, secret: string, at: number): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`;
}

export function signedRequest(body: string, signing: Signing = {}): Request {
  const { secret = SECRET, at = 1_700_000_000, type = 'application/x-www-form-urlencoded' } = signing;
  return new Request('https://bot.example/slack/events', {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': signature(body, secret, at),
      ...signing.headers,
    },
  });
}

export function commandBody(text: string, more: Record<string, string> = {}): string {
  return new URLSearchParams({
    token: 'unused',
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U1',
    user_name: 'mira',
    command: '/openclaw',
    text,
    trigger_id: '13345224609.738474920.8088930838d88f008e0',
    response_url: 'https://hooks.slack.com/commands/T1/1/x',
    ...more,
  }).toString();
}
