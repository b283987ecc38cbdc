/** On Workers every request is put together anew; who somebody is must not be asked of Slack anew each time. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestHarness, type TestHarness } from 'wrangler';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import {
  BOT_TOKEN,
  SIGNING_SECRET,
  type Slack,
  slashCommand,
  startSlack,
} from '../stories/slack-behind-gate.ts';

let slack: Slack;
let harness: TestHarness;
let origin: string;
beforeAll(async () => {
  slack = await startSlack();
  const secrets = {
    JOB_SIGNING_KEY: await generateSigningKey(),
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.gate.apiUrl,
    LOG_LEVEL: 'warn',
  };
  const configPath = new URL('../../wrangler.toml', import.meta.url);
  harness = createTestHarness({ workers: [{ configPath, secrets }] });
  origin = (await harness.listen()).url.origin;
});
afterAll(async () => {
  await harness?.close();
  await slack?.stop();
});

const help = async (): Promise<string> => {
  const answer = await fetch(`${origin}/slack/events`, slashCommand('help', crypto.randomUUID()));
  return answer.text();
};

it('asks Slack once who types, for commands that come together and those that come later', async () => {
  const together = await Promise.all(Array.from({ length: 5 }, help));
  for (const answer of [...together, await help()]) expect(answer).toContain('triage');
  expect(slack.gate.done('users.info')).toHaveLength(1);
  expect(slack.gate.done('auth.test')).toHaveLength(1);
});
