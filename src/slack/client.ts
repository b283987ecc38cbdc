/**
 * @module slack/client
 * One client of Slack's Web API for one piece of work. A kept one has a queue, which would carry one call's
 * waiting into the next; Slack's refusals come back as values, and nothing is tried again in here.
 */
import { webApi } from '@slack/bolt';
import type { Log } from '../log.ts';
import { boltLog } from './bolt-log.ts';
import { webFetch } from './web-fetch.ts';

export type SlackAccess = {
  botToken: string;
  /** Base address of the Web API; Slack's own when absent. */
  apiUrl?: string | undefined;
  fetch: typeof fetch;
  log: Log;
};

/** What every client of the bot is made with, Bolt's own among them. */
export const clientOptions = ({ apiUrl, fetch }: Pick<SlackAccess, 'apiUrl' | 'fetch'>) => ({
  ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  fetch: webFetch(fetch),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
});

export function slackClient(access: SlackAccess): webApi.WebClient {
  return new webApi.WebClient(access.botToken, { ...clientOptions(access), logger: boltLog(access.log) });
}
