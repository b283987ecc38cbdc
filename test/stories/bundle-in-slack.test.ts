/** The story of a bundle on Node: over signed requests, and over a socket that the bot opens. */
import { explain } from '../../src/bot.ts';
import { bundleLinks } from '../../src/conversation/bundle-links.ts';
import { bundleRoutes } from '../../src/conversation/bundle-routes.ts';
import { createConversation } from '../../src/conversation/create-conversation.ts';
import { generateSigningKey, loadSigner } from '../../src/protocol/signer.ts';
import { createRedactor } from '../../src/redaction/redact.ts';
import { createSlackApp } from '../../src/slack/app.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { type SlackHandler, slackHandler } from '../../src/slack/http.ts';
import { socketMode } from '../../src/slack/node-socket-mode.ts';
import { slackRights } from '../../src/slack/rights.ts';
import { bundling } from '../fakes/bundling-host.ts';
import { APP_TOKEN, BOT_TOKEN, MIRA, SIGNING_SECRET, whyNoLocalSlack } from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { evidence } from '../incidents/world.ts';
import { type BundleWorld, bundleStory } from './bundle-story.ts';
import { type Answers, aSlackWorld } from './slack-world.ts';

async function start(mode: 'http' | 'socket'): Promise<BundleWorld> {
  let handle: SlackHandler | null = null;
  const host = await bundling('node-1');
  const answers = { ...host.answers, triage: () => [evidence('down')] } as Answers;
  const deliver = (request: Request): Promise<Response> =>
    handle === null ? Promise.resolve(new Response(null, { status: 503 })) : handle(request, () => undefined);
  const world = await aSlackWorld(mode === 'http' ? deliver : undefined, { answers });
  const log = recordedLog();
  const access = { botToken: BOT_TOKEN, apiUrl: world.slack.gate.apiUrl, fetch, log };
  const directory = createDirectory({ ...access, now: () => Date.now() });
  const links = bundleLinks(loadSigner(await generateSigningKey()));
  const now = (): number => Date.now();
  const rights = slackRights({ directory, admins: [], operators: [MIRA], approvers: ['U02OLAF'] });
  const conversation = createConversation({
    ...{ objects: world.objects, now, log, links, files: world.files, explain, may: rights },
    publicUrl: 'https://bot.example.org',
    command: '/openclaw',
    redact: createRedactor({}).text,
    joinTokens: { create: () => Promise.reject(new Error('Nobody enrolls here')) },
  });
  const app = { conversation, directory, ...access, command: '/openclaw', teams: [], channels: [] };
  const ends: (() => Promise<unknown>)[] = [];
  if (mode === 'http') handle = slackHandler({ ...app, signingSecrets: [SIGNING_SECRET], now });
  else {
    const receiver = socketMode({ appToken: APP_TOKEN, apiUrl: access.apiUrl, fetch, log });
    createSlackApp({ ...app, receiver });
    await receiver.start();
    await world.slack.hasBot();
    ends.push(() => receiver.stop());
  }
  const routes = bundleRoutes({ objects: world.objects, links, files: world.files, may: rights, now, log });
  await world.enrol('node-1');
  return {
    slack: world.slack,
    bytes: host.bytes,
    web: async (method, address, body) =>
      routes.request(new URL(address).pathname, {
        method,
        ...(body !== undefined && {
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      }),
    ops: () => world.jobs.map(({ op }) => op),
    async kept() {
      let n = 0;
      for await (const _ of world.files.list()) n += 1;
      return n;
    },
    async stop() {
      for (const end of ends) await end();
      await world.stop();
    },
  };
}

const why = whyNoLocalSlack();
bundleStory('over HTTP', why, () => start('http'));
bundleStory('over Socket Mode', why, () => start('socket'));
