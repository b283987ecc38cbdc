/**
 * @module agent/probes/conversation
 * One real conversation with the gateway: greeting, credential, and reads after it. It is the test that a
 * green probe skips. The credential is the one that a local client would present, and never again once refused.
 */
import * as z from 'zod';
import type { Fact } from '../../protocol/evidence.ts';
import { textAt } from '../config-file.ts';
import { type CredentialCopy, credentialCopies, presentedCopy } from '../credential-copies.ts';
import { type Talk, talk } from '../gateway-socket.ts';
import { openclawAgents } from '../openclaw-agents.ts';
import { defineProbe, factsOn, type Glass, type Sight } from '../probe.ts';
import type { Refusal } from '../refusals.ts';

const READS = [
  { method: 'health' },
  { method: 'status' },
  { method: 'config.get' },
  { method: 'models.list' },
];

const ConfigGet = z.object({
  valid: z.boolean().optional(),
  configRevisionHash: z.string().nullable().optional(),
  appliedConfigHash: z.string().nullable().optional(),
});
const ModelsList = z.object({
  models: z.array(z.object({ key: z.string().optional(), id: z.string().optional() })),
});

function readFacts(subject: string, { answers }: Talk): Fact[] {
  const methods = Object.entries(answers);
  if (methods.length === 0) return [];
  // `health` needs no scope, so only the other reads show that work is allowed.
  const failed = methods.find(([method, rpc]) => method !== 'health' && !rpc.ok);
  const status = answers.status;
  const rpc = failed?.[1];
  return factsOn(subject, {
    'rpc.read.ok': status ? status.ok : undefined,
    'rpc.error.method': failed?.[0],
    'rpc.error.code': rpc && !rpc.ok && 'code' in rpc ? rpc.code : undefined,
    'rpc.error.missing-scope': rpc && !rpc.ok && 'code' in rpc ? (rpc.missingScope ?? undefined) : undefined,
  });
}

function gatewayFacts({ target }: Glass, { answers }: Talk): Fact[] {
  const config = answers['config.get']?.ok
    ? ConfigGet.safeParse(answers['config.get'].payload).data
    : undefined;
  const models = answers['models.list']?.ok
    ? ModelsList.safeParse(answers['models.list'].payload).data
    : undefined;
  const keys = new Set((models?.models ?? []).flatMap(({ key, id }) => [key ?? '', id ?? '']));
  const applied = config?.appliedConfigHash;
  return [
    ...factsOn(target.subject, {
      'config.valid': config?.valid,
      // A null revision is a file that could not be applied at all.
      'config.in-force':
        config?.configRevisionHash === undefined || applied == null
          ? undefined
          : config.configRevisionHash === applied,
    }),
    ...openclawAgents(target).flatMap((agent) =>
      factsOn(agent.subject, {
        'agent.model.in-catalogue':
          models && agent.model !== null ? inCatalogue(keys, agent.model) : undefined,
      }),
    ),
  ];
}

/** Rows carry `provider/model` as key, or the bare model id on some releases. */
const inCatalogue = (keys: ReadonlySet<string>, model: string): boolean =>
  keys.has(model) || keys.has(model.slice(model.indexOf('/') + 1));

function talkFacts(subject: string, told: Talk, copy: CredentialCopy | null, at: number): Fact[] {
  return factsOn(subject, {
    'connect.reached': told.reached,
    'connect.hello': copy === null && told.hello === null ? undefined : told.hello !== null,
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
    'connect.credential': copy?.id,
    'connect.last-at': new Date(at).toISOString(),
  });
}

function remembered(subject: string, refusal: Refusal, copy: CredentialCopy): Fact[] {
  const at = new Date(refusal.at).toISOString();
  const quote = `the same copy was refused at ${at} by the same process; it was not presented again`;
  return factsOn(subject, {
    'connect.reached': 'challenge',
    'connect.hello': false,
    'connect.refusal.code': refusal.code ?? undefined,
    'connect.refusal.reason': refusal.reason ?? undefined,
    'connect.refusal.message': refusal.message ?? undefined,
    'connect.close.code': refusal.closeCode ?? undefined,
    'connect.close.reason': refusal.closeReason ?? undefined,
    'connect.credential': copy.id,
    'connect.last-at': at,
  }).map((fact) => ({ ...fact, at, quote }));
}

const authOf = (copy: CredentialCopy) =>
  copy.kind === 'password' ? { password: copy.value ?? '' } : { token: copy.value ?? '' };

const MISMATCH = new Set(['AUTH_TOKEN_MISMATCH', 'AUTH_PASSWORD_MISMATCH']);

/** Presents a second, different copy after a mismatch: being greeted proves which one is in force. */
async function whichIsInForce(
  glass: Glass,
  copies: readonly CredentialCopy[],
  refused: CredentialCopy,
  startedAt: number,
) {
  const { target, refusals } = glass;
  const other = copies.find((copy) => copy.value !== null && copy.fingerprint !== refused.fingerprint);
  if (!other?.fingerprint || !refusals.mayTry(target.configPath, glass.now())) return [];
  if (refusals.of(target.configPath, other.fingerprint, startedAt, glass.now())) return [];
  const told = await talk({ ...talkBase(glass), auth: authOf(other), reads: [] });
  if (told.refused) keep(glass, other.fingerprint, startedAt, told);
  const decided = told.hello !== null || (told.refused !== null && MISMATCH.has(told.refused.code ?? ''));
  return decided
    ? factsOn(`${target.subject}/credential:${other.id}`, { 'credential.in-force': told.hello !== null })
    : [];
}

const talkBase = ({ target, signal }: Glass) => ({ port: target.port, version: '2026.9.6', signal });

function keep({ target, refusals, now }: Glass, fingerprint: string, startedAt: number, told: Talk): void {
  refusals.remember({
    gateway: target.configPath,
    fingerprint,
    startedAt,
    at: now(),
    code: told.refused?.code ?? null,
    reason: told.refused?.reason ?? null,
    message: told.refused?.message ?? null,
    closeCode: told.close?.code ?? null,
    closeReason: told.close?.reason ?? null,
  });
}

export const conversation = defineProbe({
  id: 'conversation',
  title: 'one WebSocket conversation: greeting, credential, reads after it',
  gives: [
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
    'connect.protocol',
    'connect.credential',
    'connect.last-at',
    'rpc.read.ok',
    'rpc.error.method',
    'rpc.error.code',
    'rpc.error.missing-scope',
    'credential.in-force',
    'config.in-force',
    'config.valid',
    'agent.model.in-catalogue',
  ],
  needs: 'loopback, and the credential that a local client would use',
  timeoutMs: 17_000,
  async look(glass): Promise<Sight> {
    const { host, target, shell, fingerprint, refusals } = glass;
    const subject = `${target.subject}/client:probe`;
    const source = `ws://127.0.0.1:${target.port}`;
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    const startedAt = main?.startedAt ?? 0;
    const mode = textAt(target.config.value, 'gateway.auth.mode');
    const copies = await credentialCopies(host, target, shell, fingerprint);
    const copy = presentedCopy(copies, mode);
    const before = copy?.fingerprint
      ? refusals.of(target.configPath, copy.fingerprint, startedAt, glass.now())
      : null;
    const mayPresent = copy !== null && before === null && refusals.mayTry(target.configPath, glass.now());
    const open = mode === 'none';
    const told = await talk({
      ...talkBase(glass),
      auth: mayPresent ? authOf(copy) : null,
      reads: READS,
      greetOnly: !mayPresent && !open,
    });
    if (
      told.transportError === 'ECONNREFUSED' ||
      told.reached === 'none' ||
      told.reached === 'tcp' ||
      mayPresent ||
      open
    ) {
      const facts = [
        ...talkFacts(subject, told, mayPresent ? copy : null, glass.now()),
        ...readFacts(subject, told),
        ...gatewayFacts(glass, told),
      ];
      if (copy && told.hello)
        facts.push(...factsOn(`${target.subject}/credential:${copy.id}`, { 'credential.in-force': true }));
      if (copy?.fingerprint && told.refused) {
        keep(glass, copy.fingerprint, startedAt, told);
        if (MISMATCH.has(told.refused.code ?? '')) {
          facts.push(...factsOn(`${target.subject}/credential:${copy.id}`, { 'credential.in-force': false }));
          facts.push(...(await whichIsInForce(glass, copies, copy, startedAt)));
        }
      }
      return { source, facts, text: summary(told) };
    }
    if (copy && before)
      return {
        source,
        facts: remembered(subject, before, copy),
        why: 'the refusal is remembered; nothing was presented again',
      };
    const why = copy
      ? 'two credentials were refused within ten minutes; nothing more is presented until then'
      : 'no credential on this host that could be presented';
    return { source, look: 'refused', why, facts: talkFacts(subject, told, null, glass.now()) };
  },
});

function summary(told: Talk): string {
  const lines = [`reached: ${told.reached}`];
  if (told.timedOut) lines.push(`waited in vain for: ${told.timedOut}`);
  if (told.refused)
    lines.push(`refused: ${told.refused.code ?? told.refused.errorCode}: ${told.refused.message}`);
  if (told.close) lines.push(`closed: ${told.close.code} ${told.close.reason}`);
  for (const [method, rpc] of Object.entries(told.answers))
    lines.push(`${method}: ${rpc.ok ? 'ok' : 'code' in rpc ? rpc.code : 'no answer'}`);
  return lines.join('\n');
}
