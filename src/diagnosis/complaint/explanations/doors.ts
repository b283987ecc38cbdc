/**
 * @module diagnosis/complaint/explanations/doors
 * Doors that the configuration leaves shut: commands without the credential, the HTTP API, the browser, plugins.
 */
import type { Condition } from '../../condition.ts';
import type { Explanation } from './explanation.ts';

const shut = (endpoint: 'chat-completions' | 'responses'): Condition => ({
  fact: `http.${endpoint}-open`,
  is: false,
});
/** The token's variable is known to one side: a gateway serves that has it, and commands typed here have it not. */
const variableKnown = (set: boolean): Condition => ({
  any: 'credential',
  where: {
    all: [
      { fact: 'credential.reference', is: 'env' },
      { fact: 'credential.variable-set', is: set },
    ],
  },
});

export const DOORS: readonly Explanation[] = [
  {
    id: 'config-write-rejected',
    topics: ['settings'],
    of: 'gateway',
    when: { fact: 'config.fixed', is: true },
    sure: 0.75,
    setting: 'the configuration is mounted read-only, so no command can save a change',
  },
  {
    id: 'wrong-target-url',
    topics: ['target'],
    of: 'gateway',
    // A shell may be meant for another gateway; whoever wonders where the commands go does not mean it.
    when: { fact: 'clients.url.answers', is: 'other-gateway' },
    sure: 0.75,
    setting: 'the address that commands on this host use leads to another gateway',
  },
  {
    id: 'secretref-unresolved',
    topics: ['client'],
    of: 'gateway',
    // A host agent that runs as a service has not what people's shells have: without a complaint this says nothing.
    when: { all: [{ fact: 'gateway.process.count', above: 0 }, variableKnown(false), variableKnown(true)] },
    sure: 0.7,
    setting: 'the gateway has the variable of its token, and commands on this host do not',
  },
  {
    id: 'http-endpoint-disabled',
    topics: ['openai-api'],
    of: 'gateway',
    when: { all: [shut('chat-completions'), shut('responses')] },
    sure: 0.75,
    setting: 'gateway.http.endpoints opens neither chatCompletions nor responses',
  },
  {
    id: 'http-endpoint-disabled',
    topics: ['openai-api'],
    of: 'gateway',
    // Which of the two is asked for is not heard.
    when: { all: [shut('chat-completions'), { not: shut('responses') }] },
    sure: 0.45,
    setting: 'gateway.http.endpoints opens responses, and not chatCompletions',
  },
  {
    id: 'http-endpoint-disabled',
    topics: ['openai-api'],
    of: 'gateway',
    when: { all: [shut('responses'), { not: shut('chat-completions') }] },
    sure: 0.45,
    setting: 'gateway.http.endpoints opens chatCompletions, and not responses',
  },
  {
    id: 'http-endpoint-disabled',
    topics: ['http-api'],
    of: 'gateway',
    // So it is everywhere unless somebody opens them, and there are other ways in over HTTP.
    when: { all: [shut('chat-completions'), shut('responses')] },
    sure: 0.45,
    setting: 'gateway.http.endpoints opens neither chatCompletions nor responses',
  },
  {
    id: 'tool-policy-denies',
    topics: ['tools', 'commands', 'http-api'],
    of: 'gateway',
    when: { fact: 'gateway.tools-denied', present: true },
    // Which tool is called is not heard.
    sure: 0.45,
    setting: 'gateway.tools.deny closes to scripts: {gateway.tools-denied}',
  },
  {
    id: 'browser-plugin-excluded',
    topics: ['browser'],
    of: 'gateway',
    when: { fact: 'browser.enabled', is: false },
    sure: 0.85,
    setting: 'browser.enabled=false',
  },
  {
    id: 'browser-plugin-excluded',
    topics: ['web'],
    of: 'gateway',
    // Pages are fetched without a browser too.
    when: { fact: 'browser.enabled', is: false },
    sure: 0.45,
    setting: 'browser.enabled=false',
  },
  {
    id: 'browser-plugin-excluded',
    topics: ['browser'],
    of: 'gateway',
    when: { fact: 'browser.shut-out', is: true },
    sure: 0.85,
    setting: 'the plugins that are allowed leave the browser out',
  },
  {
    id: 'plugin-allow-excludes',
    topics: ['plugin', 'tools'],
    of: 'gateway',
    when: { fact: 'plugins.shut-out', present: true },
    oneOf: 'plugins.shut-out',
    sure: 0.75,
    remark: true,
    setting: 'configured and not allowed: {plugins.shut-out}',
  },
  {
    id: 'http-endpoint-disabled',
    topics: ['dashboard'],
    of: 'gateway',
    when: { fact: 'dashboard.open', is: false },
    sure: 0.85,
    setting: 'gateway.controlUi.enabled=false',
  },
  {
    id: 'wrong-target-url',
    topics: ['dashboard'],
    of: 'gateway',
    when: {
      all: [
        { fact: 'dashboard.open', is: true },
        { fact: 'dashboard.path', present: true },
      ],
    },
    sure: 0.45,
    setting: 'it is served under {dashboard.path} (gateway.controlUi.basePath)',
  },
  {
    id: 'http-endpoint-disabled',
    topics: ['webhook'],
    of: 'gateway',
    // So it is everywhere unless somebody opens them, and chats have webhooks of their own.
    when: { fact: 'webhooks.open', is: false },
    sure: 0.45,
    setting: 'hooks.enabled is not true',
  },
  {
    id: 'browser-executable-invalid',
    topics: ['browser'],
    of: 'gateway',
    when: { fact: 'browser.program-missing', is: true },
    sure: 0.85,
    remark: true,
    setting: 'the program of browser.executablePath is not there',
  },
  {
    id: 'browser-cdp-unreachable',
    topics: ['browser'],
    of: 'gateway',
    when: { fact: 'browser.port-silent', is: true },
    sure: 0.75,
    setting: 'nobody listens at the cdpUrl of the usual profile',
  },
];
