/**
 * @module agent/probes/conversation
 * One real conversation with the gateway: greeting, credential, and reads after it. It is the test that a
 * green probe skips. The credential is the one that a local client would present, and never again once refused.
 */
import type { Fact } from '../../protocol/evidence.ts';
import { precedenceHere } from '../credentials/client-precedence.ts';
import {
  type CredentialCopy,
  credentialCopies,
  otherCopies,
  presentedCopy,
} from '../credentials/credential-copies.ts';
import { whyNotAnother, whyNotAnswerer, whyNotPresent } from '../credentials/may-present.ts';
import { authOf, MISMATCH, mayGuess, remember, remembered } from '../credentials/presenting.ts';
import type { Refusal } from '../credentials/refusals.ts';
import {
  CONVERSATION_GIVES,
  gatewayFacts,
  READS,
  readFacts,
  talkFacts,
} from '../gateway-rpc/conversation-facts.ts';
import { scopesWithheld, type Talk, talk } from '../gateway-rpc/gateway-socket.ts';
import type { OwnEnd } from '../gateway-rpc/wire.ts';
import { bootedAt } from '../gateways/boot.ts';
import { at, textAt } from '../gateways/config-file.ts';
import { defineProbe, factsOn, type ProbeContext, type ProbeResult } from '../probe.ts';

/** A command has a device of its own, and we have none: that one is asked for says nothing about the gateway. */
const wantsDevice = ({ refused }: Talk): boolean => refused?.code === 'DEVICE_IDENTITY_REQUIRED';

const base = (context: ProbeContext) => ({
  port: context.target.port,
  tls: at(context.target.config.value, 'gateway.tls.enabled') === true,
  signal: context.signal,
  whyNot: (own: OwnEnd) => whyNotAnswerer(context, own.port),
});

function rememberedFacts(subject: string, refusal: Refusal, copy: CredentialCopy): Fact[] {
  const when = new Date(refusal.at).toISOString();
  const quote = `the same copy was refused by the same process at ${when}; it was not presented again`;
  return factsOn(subject, {
    'connect.reached': 'challenge',
    'connect.hello': false,
    'connect.refusal.code': refusal.code ?? undefined,
    'connect.refusal.reason': refusal.reason ?? undefined,
    'connect.refusal.message': refusal.message ?? undefined,
    'connect.close.code': refusal.closeCode ?? undefined,
    'connect.close.reason': refusal.closeReason ?? undefined,
    'connect.credential': copy.id,
    'connect.last-at': when,
  }).map((fact) => ({ ...fact, at: when, quote }));
}

/** From when on refusals count: those of an earlier boot are void. Looked up only where there are any. Epoch ms. */
async function whatCounts(context: ProbeContext, copy: CredentialCopy | null): Promise<number> {
  const { target, refusals } = context;
  const none =
    copy === null ||
    (remembered(context, copy) === null && refusals.mayTry(target.configPath, context.now()));
  return none ? 0 : ((await bootedAt(context)) ?? 0);
}

/** Presents one other copy after a mismatch: being greeted proves which one is in force. */
async function whichIsInForce(
  context: ProbeContext,
  copies: readonly CredentialCopy[],
  refused: CredentialCopy,
  since: number,
): Promise<Fact[]> {
  const { target, refusals } = context;
  const proves = (copy: CredentialCopy, accepted: boolean) =>
    factsOn(`${target.subject}/credential:${copy.id}`, { 'credential.in-force': accepted });
  const facts = proves(refused, false);
  if (!mayGuess(context) || (await whyNotAnother(context)) !== null) return facts;
  const others = otherCopies(copies, refused);
  for (const copy of others) if (remembered(context, copy, since)) facts.push(...proves(copy, false));
  const other = others.find((copy) => remembered(context, copy, since) === null);
  if (!other || !refusals.mayTry(target.configPath, context.now(), since)) return facts;
  const told = await talk({ ...base(context), auth: authOf(other), reads: [] });
  remember(context, other, told);
  if (told.hello !== null) return [...facts, ...proves(other, true)];
  return MISMATCH.has(told.refused?.code ?? '') ? [...facts, ...proves(other, false)] : facts;
}

/** What was heard when a credential was shown, or none was needed. */
async function heard(
  context: ProbeContext,
  told: Talk,
  copy: CredentialCopy | null,
  { copies, since }: { copies: readonly CredentialCopy[]; since: number },
): Promise<Fact[]> {
  const { target } = context;
  const subject = `${target.subject}/client:probe`;
  // One moment for what is told and what is remembered: the next look must say the same.
  const now = context.now();
  const facts = [
    ...talkFacts(subject, told, { copy: copy?.id ?? null, open: copy === null }, now),
    ...readFacts(subject, told),
    ...gatewayFacts(target, told, now),
  ];
  if (told.refused?.code === 'AUTH_RATE_LIMITED')
    facts.push(...factsOn(target.subject, { 'gateway.auth.rate-limited': true }));
  if (copy === null) return facts;
  remember(context, copy, told, now);
  if (told.hello)
    facts.push(...factsOn(`${target.subject}/credential:${copy.id}`, { 'credential.in-force': true }));
  if (MISMATCH.has(told.refused?.code ?? ''))
    facts.push(...(await whichIsInForce(context, copies, copy, since)));
  return facts;
}

export const conversation = defineProbe({
  id: 'conversation',
  title: 'one WebSocket conversation: greeting, credential, reads after it',
  gives: [
    ...CONVERSATION_GIVES,
    'credential.in-force',
    'config.in-force',
    'gateway.build.running',
    'config.valid',
    'config.issues',
    'agent.model.primary',
    'agent.model.route',
    'agent.model.in-catalogue',
    'agent.model.provider-in-catalogue',
    'agent.model.unavailable',
    'runs.failing',
    'runs.last-error',
    'model.sign',
    'policy.sign',
    'workspace.sign',
    'resource.sign',
    'auth.sign',
    'channel.sign',
    'channels.well',
    'channels.failing',
    'channel.cut-off',
    'channel.running',
    'channel.unanswered',
    'heartbeat.last-skip',
    'schedule.running',
    'device.connected',
    'device.runs-commands',
    'device.platform',
    'plugin.sign',
    'model.hint',
    'protocol.sign',
    'schedule.own-jobs',
    'schedule.failing',
    'schedule.failing-jobs',
    'schedule.sign',
    'upgrade.sign',
  ],
  needs: 'loopback, and the credential that a local client would use',
  timeoutMs: 17_000,
  async look(context): Promise<ProbeResult> {
    const { host, target, shell, fingerprint, refusals } = context;
    const subject = `${target.subject}/client:probe`;
    const mode = textAt(target.config.value, 'gateway.auth.mode');
    const source = `${base(context).tls ? 'wss' : 'ws'}://127.0.0.1:${target.port}`;
    const copies = await credentialCopies(host, target, shell, fingerprint);
    const copy = mode === 'none' ? null : presentedCopy(copies, mode, await precedenceHere(context));
    const since = await whatCounts(context, copy);
    const before = copy ? remembered(context, copy, since) : null;
    const may = copy !== null && before === null && refusals.mayTry(target.configPath, context.now(), since);
    const listens = may ? await whyNotPresent(context) : null;
    const ready = may && listens === null;
    const wanted = {
      ...base(context),
      auth: ready ? authOf(copy) : null,
      reads: READS,
      greetOnly: !ready && mode !== 'none',
    };
    // Without a credential only the gateway's own parts need no device (2026.9.6).
    const as = mode === 'none' ? 'backend' : 'cli';
    const met = await talk({ ...wanted, as });
    // Everybody stands still for a moment once: who is let in a moment later has no trouble with handshakes.
    const held = met.timedOut === 'upgrade' || met.timedOut === 'challenge';
    const first = held && !context.signal.aborted ? await talk({ ...wanted, as }) : met;
    // They also may read where a command without a paired device may not.
    const again = as === 'cli' && (scopesWithheld(first) || wantsDevice(first));
    const told = again ? await talk({ ...wanted, as: 'backend' }) : first;
    const text = summary(told);
    const stranger = listens ?? told.withheld;
    const show = may && stranger === null;
    if (wantsDevice(told)) {
      const facts = factsOn(subject, { 'connect.reached': told.reached });
      const why = 'the gateway lets only devices in, and the host agent has none';
      return { source, text, look: 'refused', why, facts };
    }
    if (show || mode === 'none')
      return { source, text, facts: await heard(context, told, show ? copy : null, { copies, since }) };
    // Nobody there, or somebody else: that is seen without a credential.
    if (told.reached !== 'challenge')
      return {
        source,
        text,
        facts: talkFacts(
          subject,
          told,
          { copy: stranger && copy ? copy.id : null, open: false },
          context.now(),
        ),
      };
    if (copy && before) {
      const facts = rememberedFacts(subject, before, copy);
      if (MISMATCH.has(before.code ?? ''))
        facts.push(...(await whichIsInForce(context, copies, copy, since)));
      const why = `the gateway refused this credential (${before.code}) at ${new Date(before.at).toISOString()}; it is not presented again within ten minutes`;
      return { source, text, look: 'refused', why, facts };
    }
    const facts = talkFacts(subject, told, { copy: null, open: false }, context.now());
    if (copy)
      return {
        source,
        text,
        look: 'refused',
        why:
          stranger ?? 'two credentials were refused within ten minutes; nothing more is presented until then',
        facts,
      };
    const why =
      copies.length > 0
        ? 'the credential is kept where only OpenClaw can fetch it, so none was presented'
        : 'there is no credential on this host that could be presented';
    return { source, text, look: 'unavailable', why, facts };
  },
});

function summary(told: Talk): string {
  const lines = [`reached: ${told.reached}`];
  if (told.timedOut) lines.push(`waited in vain for: ${told.timedOut}`);
  if (told.transportError) lines.push(`transport: ${told.transportError}`);
  if (told.refused)
    lines.push(`refused: ${told.refused.code ?? told.refused.errorCode}: ${told.refused.message}`);
  if (told.close) lines.push(`closed: ${told.close.code} ${told.close.reason}`);
  for (const [method, rpc] of Object.entries(told.answers))
    lines.push(`${method}: ${rpc.ok ? 'ok' : rpc.code}`);
  return lines.join('\n');
}
