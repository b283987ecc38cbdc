/**
 * @module agent/gateway-rpc/conversation-facts
 * What a conversation with the gateway tells: how far it came, who refused it and why, and what the reads after
 * the greeting say of configuration, models and channels. Shapes are those of OpenClaw 2026.9.6.
 */
import * as z from 'zod';
import { commandJson } from '../../evidence/readers/command-json.ts';
import { signs } from '../../evidence/readers/signs.ts';
import type { Fact } from '../../protocol/evidence.ts';
import type { Target } from '../gateways/discover.ts';
import { openclawAgents } from '../gateways/openclaw-agents.ts';
import { factsOn } from '../probe.ts';
import { deviceFacts, NodeList } from './device-nodes.ts';
import { scopesWithheld, type Talk } from './gateway-socket.ts';
import { UNKNOWN_METHOD } from './wire.ts';
import { modelFacts, payload, workFacts } from './work-facts.ts';

/** Reads after the greeting; none of them costs the gateway more than a second or reaches outside it. */
export const READS = [
  { method: 'health' },
  { method: 'status' },
  { method: 'config.get' },
  { method: 'agents.list' },
  { method: 'models.list' },
  { method: 'channels.status' },
  { method: 'cron.status' },
  { method: 'cron.list', params: { includeDisabled: true } },
  { method: 'sessions.list', params: { limit: 30 } },
  { method: 'node.list' },
  { method: 'last-heartbeat' },
];

const ConfigGet = z.object({
  valid: z.boolean().optional(),
  issues: z.array(z.object({ path: z.string().optional(), message: z.string().optional() })).optional(),
  configRevisionHash: z.string().nullable().optional(),
  appliedConfigHash: z.string().nullable().optional(),
});
const AgentsList = z.object({
  agents: z.array(
    z.object({
      id: z.string(),
      model: z.union([z.string(), z.object({ primary: z.string().optional() })]).optional(),
      agentRuntime: z.object({ id: z.string().optional() }).optional(),
    }),
  ),
});

/** What is told of any conversation: how far it came, how it ended, and whether the reads in it worked. */
export const CONVERSATION_GIVES = [
  'connect.reached',
  'connect.hello',
  'connect.timed-out',
  'connect.transport-error',
  'connect.upgrade-status',
  'connect.refusal.code',
  'connect.refusal.reason',
  'connect.refusal.message',
  'connect.close.code',
  'connect.close.reason',
  'connect.scopes',
  'connect.scopes-withheld',
  'connect.protocol',
  'connect.credential',
  'connect.last-at',
  'rpc.read.ok',
  'rpc.error.method',
  'rpc.error.code',
  'rpc.error.missing-scope',
  'gateway.auth.rate-limited',
  'gateway.suspension',
] as const;

/** How far the client came and how it was refused or closed. `presented` is the credential copy, if one was shown. */
export function talkFacts(
  subject: string,
  told: Talk,
  presented: { copy: string | null; open: boolean },
  at: number,
): Fact[] {
  const tried = presented.copy !== null || presented.open;
  return factsOn(subject, {
    'connect.reached': told.stopped && told.reached === 'none' ? undefined : told.reached,
    'connect.hello': (tried || told.hello !== null) && !told.stopped ? told.hello !== null : undefined,
    'connect.timed-out': told.timedOut ?? undefined,
    'connect.transport-error': told.transportError ?? undefined,
    'connect.upgrade-status': told.upgradeStatus ?? undefined,
    'connect.refusal.code': told.refused?.code ?? undefined,
    'connect.refusal.reason': told.refused?.reason ?? undefined,
    'connect.refusal.message': told.refused?.message,
    'connect.close.code': told.close?.code,
    'connect.close.reason': told.close?.reason,
    'connect.scopes': told.hello?.auth?.scopes,
    'connect.protocol': told.hello?.protocol,
    'connect.credential': presented.copy ?? undefined,
    'connect.last-at': new Date(at).toISOString(),
  });
}

/** Reads that say nothing of whether work is allowed: one needs no scope, what a release asks of the others is its own. */
const ASIDE = new Set(['health', 'node.list', 'last-heartbeat']);

/** Did the reads after the greeting work? Greeted and then not answered is the false green that probes miss. */
export function readFacts(subject: string, told: Talk): Fact[] {
  const { answers, hello, stopped } = told;
  if (hello === null || stopped) return [];
  if (scopesWithheld(told)) return factsOn(subject, { 'connect.scopes-withheld': true });
  const failed = Object.entries(answers).find(
    ([method, rpc]) => !ASIDE.has(method) && !rpc.ok && rpc.code !== UNKNOWN_METHOD,
  );
  // A busy machine answers late: that nothing came in time is neither an answer nor a refusal.
  if (answers.status === undefined && told.close === null) return [];
  const rpc = failed?.[1];
  return factsOn(subject, {
    'rpc.read.ok': answers.status?.ok === true,
    'rpc.error.method': failed?.[0],
    'rpc.error.code': rpc && !rpc.ok ? rpc.code : undefined,
    'rpc.error.missing-scope': rpc && !rpc.ok ? (rpc.missingScope ?? undefined) : undefined,
  });
}

type Model = { agent: string; primary: string | null; runtime: string | null };

const primaryOf = (model: string | { primary?: string | undefined } | undefined): string | null =>
  typeof model === 'string' ? model : (model?.primary ?? null);

/** The models as the gateway resolved them, else as the configuration names them. */
function modelsInUse(target: Target, answers: Talk['answers']): Model[] {
  const listed = payload(AgentsList, answers['agents.list']);
  if (listed)
    return listed.agents.slice(0, 64).map(({ id, model, agentRuntime }) => ({
      agent: `${target.subject}/agent:${id.replace(/[\s/]/g, '_').slice(0, 64)}`,
      primary: primaryOf(model),
      runtime: agentRuntime?.id ?? null,
    }));
  return openclawAgents(target).map(({ subject, model }) => ({
    agent: subject,
    primary: model,
    runtime: null,
  }));
}

/** A read that fails because files are gone from under the process says so in its error; each read says it again. */
function brokenFacts(gateway: string, answers: Talk['answers']): Fact[] {
  const errors = Object.values(answers).flatMap((rpc) => (rpc.ok ? [] : [rpc.message ?? '']));
  const found = signs.read(errors.join('\n'), { gateway, kind: 'log' });
  return found.filter(({ fact }) => fact === 'upgrade.sign');
}

/** What the gateway's own answers say about itself. */
export function gatewayFacts(target: Target, told: Talk, now: number): Fact[] {
  const { answers, hello } = told;
  const config = payload(ConfigGet, answers['config.get']);
  const applied = config?.appliedConfigHash;
  const nodes = payload(NodeList, answers['node.list']);
  const issues = config?.valid === false ? (config.issues ?? []) : [];
  const models = modelsInUse(target, answers).flatMap(({ agent, primary, runtime }) => [
    ...factsOn(agent, {
      'agent.model.primary': primary ?? undefined,
      'agent.model.route': runtime?.endsWith('-cli') ? 'cli' : undefined,
    }),
    ...modelFacts(agent, primary, answers['models.list']),
  ]);
  const schedule = answers['cron.list']?.ok ? [] : ['cron.status'];
  const read = ['health', 'channels.status', ...schedule].flatMap((method) => {
    const rpc = answers[method];
    if (!rpc?.ok) return [];
    return commandJson.read(JSON.stringify(rpc.payload), { gateway: target.subject, kind: 'command' });
  });
  return [
    ...factsOn(target.subject, {
      'gateway.build.running': hello?.server?.buildId?.slice(0, 200),
      'gateway.suspension': hello?.snapshot?.suspension?.phase?.slice(0, 40),
      'config.valid': config?.valid,
      'config.issues':
        issues.length > 0
          ? issues.slice(0, 16).map(({ path, message }) => `${path ?? ''}: ${message ?? ''}`.slice(0, 500))
          : undefined,
      // A null revision is a file that could not be applied at all.
      'config.in-force':
        config?.configRevisionHash === undefined || applied == null
          ? undefined
          : config.configRevisionHash === applied,
    }),
    ...models,
    ...workFacts(target.subject, told, now),
    ...(nodes ? deviceFacts(target.subject, nodes) : []),
    ...brokenFacts(target.subject, answers),
    // The reader's clients are those of pasted commands; ours is told of above.
    ...read.filter(
      ({ subject }) => subject === target.subject || subject.startsWith(`${target.subject}/channel:`),
    ),
  ];
}
