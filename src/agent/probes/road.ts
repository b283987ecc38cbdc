/**
 * @module agent/probes/road
 * The road from a place that is only a client to its gateway elsewhere, step by step: the address, its name, who takes
 * the connection, TLS, the greeting with the credential that this client would present, a read, and some quiet seconds.
 * The first step that fails is the one to mend; what lies behind it was not seen.
 */

import { type CredentialCopy, credentialCopies } from '../credentials/credential-copies.ts';
import { whyNotAnswerer } from '../credentials/may-present.ts';
import { WINDOW_MS } from '../credentials/refusals.ts';
import { type RemoteCopies, remoteCopies } from '../credentials/remote-precedence.ts';
import { CONVERSATION_GIVES, readFacts, talkFacts } from '../gateway-rpc/conversation-facts.ts';
import { type Talk, talk } from '../gateway-rpc/gateway-socket.ts';
import type { OwnEnd } from '../gateway-rpc/wire.ts';
import { textAt } from '../gateways/config-file.ts';
import { dotenvAt, filledIn, varsOf } from '../gateways/variables.ts';
import { listenerOn } from '../host/listeners.ts';
import { type Address, readAddress } from '../network/address.ts';
import { storedDevice } from '../network/device.ts';
import { metAt } from '../network/met.ts';
import { cutAfter, quietLines } from '../network/quiet.ts';
import { bareFingerprint, judgeShown, shownAt, type Trust, trustOf } from '../network/trust.ts';
import { wayTo } from '../network/way.ts';
import { defineProbe, factsOn, type ProbeContext, type ProbeResult } from '../probe.ts';

/** What the road is told by, up to the step that failed. */
type Found = { answers: string; tls?: string; told?: Talk; why?: string; cutAfterS?: number };

/** For people; a rule asks only whether TLS does not fit. */
const TLS_WORDS: Readonly<Record<string, string>> = {
  expired: 'the certificate there has expired',
  'not-yet-valid': 'the certificate there is not valid yet',
  'wrong-name': 'the certificate there is for another name',
  untrusted: 'nobody whom this host believes signed the certificate there, and none is pinned',
  'pinned-other': 'the certificate there is not the one that is pinned',
  'pin-malformed': 'gateway.remote.tlsFingerprint is no SHA-256 fingerprint',
  'pin-without-tls': 'a certificate is pinned, and the address is a plain one',
  'plain-port': 'the address says TLS, and the gateway there speaks none',
  'tls-port': 'the address is a plain one, and TLS is spoken there',
  'plain-outside': 'a plain address outside private networks is turned down by every client',
};

const NO_DEVICE = 'the gateway lets only devices in there, and the host agent has none';

const READS = [{ method: 'health' }, { method: 'status' }];
/** The whole look, and how long a line is kept when everything is said. Milliseconds. */
const LIMIT_MS = 7_600;
const STAY_MS = 6_900;
/** A refused credential is answered late, up to this much of the look. Milliseconds. */
const HELLO_MS = 6_000;

const authOf = ({ shown }: RemoteCopies): { token?: string; password?: string } | null => {
  const value = (kind: CredentialCopy['kind']) => shown.find((copy) => copy.kind === kind)?.value;
  const [token, password] = [value('token'), value('password')];
  if (!token && !password) return null;
  return { ...(token ? { token } : {}), ...(password ? { password } : {}) };
};

const printOf = ({ shown }: RemoteCopies): string => shown.map(({ fingerprint }) => fingerprint).join(' ');

/** Only what a limiter counts is remembered, for the place that was asked. */
function remember(context: ProbeContext, { shown }: Address, copies: RemoteCopies, told: Talk): void {
  if (!told.refused?.code?.startsWith('AUTH_')) return;
  const now = context.now();
  context.refusals.remember({
    gateway: `${context.target.configPath}#${shown}`,
    fingerprint: printOf(copies),
    startedAt: 0,
    at: now,
    until: now + WINDOW_MS,
    code: told.refused.code,
    reason: told.refused.reason,
    message: told.refused.message,
    closeCode: told.close?.code ?? null,
    closeReason: told.close?.reason ?? null,
  });
}

/** May the credential be shown now, and if not, why. */
async function mayShow(
  context: ProbeContext,
  { shown }: Address,
  copies: RemoteCopies,
): Promise<string | null> {
  const place = `${context.target.configPath}#${shown}`;
  const before = context.refusals.of(place, printOf(copies), 0, context.now());
  if (before)
    return `this credential was refused there (${before.code}) at ${new Date(before.at).toISOString()}; it is not presented again within ten minutes`;
  if (!context.refusals.mayTry(place, context.now()))
    return 'two credentials were refused there within ten minutes; nothing more is presented until then';
  if (copies.shown.length > 0) return null;
  if (copies.withheld !== null && copies.withheld.reference !== 'env')
    return 'the credential is kept where only OpenClaw can fetch it, so none was presented';
  return (await storedDevice(context))
    ? 'a paired device stands in for a credential, and only OpenClaw has it'
    : null;
}

/** Connects as this client would, asks, and stays quiet for a while. */
async function greet(
  context: ProbeContext,
  address: Address,
  trust: Trust,
  copies: RemoteCopies,
): Promise<{ told: Talk; why: string | null; cutAfterS: number | undefined }> {
  const { host, port, tls, path } = address;
  const stayUntil = performance.now() + STAY_MS;
  const why =
    trust.blind && tls
      ? 'certificates are not looked at here, so none was presented'
      : await mayShow(context, address, copies);
  const line = {
    ...{ host, port, tls, path, ca: trust.ca, stayUntil, helloMs: HELLO_MS },
    ...(tls
      ? { trusts: (server: Parameters<typeof judgeShown>[0]) => judgeShown(server, trust) === 'believed' }
      : {}),
    signal: context.signal,
    // A tunnel that is down leaves its port to whoever of this host takes it; elsewhere the client's own word counts.
    whyNot: async (own: OwnEnd) => (own.here ? whyNotAnswerer(context, own.port, port) : null),
  };
  // Who shows nothing is asked for a device first; only the gateway's own parts need none (2026.9.6).
  const as = why === null && copies.shown.length === 0 ? ('backend' as const) : ('cli' as const);
  const wanted = {
    as,
    ...line,
    auth: why === null ? authOf(copies) : null,
    reads: READS,
    greetOnly: why !== null,
  };
  const { first, second } = await quietLines(
    () => talk(wanted),
    (signal) => talk({ ...line, auth: null, reads: [], greetOnly: true, signal }),
    context.signal,
  );
  // Everybody stands still for a moment once; what it costs is the quiet seconds.
  const held = (first.timedOut === 'upgrade' || first.timedOut === 'challenge') && !context.signal.aborted;
  const told = held ? await talk({ ...wanted, stayUntil: 0 }) : first;
  const withheld = why ?? told.withheld;
  if (withheld === null) remember(context, address, copies, told);
  return { told, why: withheld, cutAfterS: cutAfter(first, second) };
}

/** TLS by itself: what is wrong with it for this client, or null. */
async function tlsTrouble(context: ProbeContext, address: Address, trust: Trust): Promise<Found | null> {
  const shown = await shownAt(address, trust, context.signal);
  if (shown === 'believed') return null;
  if (shown !== null) return { answers: 'tls', tls: shown };
  const { host, port, path } = address;
  const plain = await talk({
    host,
    port,
    path,
    tls: false,
    auth: null,
    reads: [],
    greetOnly: true,
    signal: context.signal,
  });
  if (plain.reached === 'challenge') return { answers: 'tls', tls: 'plain-port' };
  const word = metAt(plain, address);
  return { answers: word === 'gateway' || word === undefined ? 'closed' : word, told: plain };
}

async function walk(context: ProbeContext, address: Address, copies: RemoteCopies): Promise<Found> {
  const { target, host, shell, signal } = context;
  const written =
    textAt(target.config.value, 'gateway.mode') === 'remote'
      ? textAt(target.config.value, 'gateway.remote.tlsFingerprint')?.trim()
      : undefined;
  const pin = written ? bareFingerprint(written) : null;
  if (written && (pin === null || !address.tls))
    return { answers: 'tls', tls: pin === null ? 'pin-malformed' : 'pin-without-tls' };
  const way = await wayTo(address, signal);
  if (way !== 'open') return { answers: way };
  const trust = address.tls ? await trustOf(host, shell, pin) : { pin, ca: [], blind: false };
  const trouble = address.tls ? await tlsTrouble(context, address, trust) : null;
  if (trouble) return trouble;
  const { told, why, cutAfterS } = await greet(context, address, trust, copies);
  const word = metAt(told, address);
  // A server with TLS drops a plain connection without a word, or answers it with a page of its own.
  const plain = !address.tls && ['closed', 'tls', 'not-openclaw'].includes(word ?? '');
  if (plain && (await shownAt(address, await trustOf(host, shell, pin), signal)) !== null)
    return { answers: 'tls', tls: 'tls-port' };
  return {
    answers: word ?? 'stopped',
    ...(word === 'tls' ? { tls: 'tls-port' } : {}),
    told,
    ...(why === null ? {} : { why }),
    ...(wantsDevice(told) ? { why: NO_DEVICE } : {}),
    ...(cutAfterS === undefined ? {} : { cutAfterS }),
  };
}

/** A command has a device of its own, and we have none: that one is asked for says nothing of this client. */
const wantsDevice = (told: Talk | undefined): boolean => told?.refused?.code === 'DEVICE_IDENTITY_REQUIRED';

/** From elsewhere a gateway lets in who has the credential, and lets only paired devices read (2026.9.6). */
const letsOnlyDevicesRead = ({ hello }: Talk): boolean =>
  hello?.auth?.scopes !== undefined && !hello.auth.scopes.some((scope) => scope.startsWith('operator.'));

/** Facts of the conversation itself, where one was had; what a proxy answered is none of the gateway's words. */
function conversationFacts(
  context: ProbeContext,
  { answers, told }: Found,
  copies: RemoteCopies,
): ProbeResult['facts'] {
  const subject = `${context.target.subject}/client:road`;
  if (!told || !['gateway', 'timeout', 'sign-in', 'unattributed'].includes(answers)) return [];
  // Kept back by us: whether it would have been taken is not known.
  if (wantsDevice(told) || told.withheld !== null)
    return factsOn(subject, { 'connect.reached': 'challenge' });
  const open = copies.shown.length === 0;
  const facts = talkFacts(subject, told, { copy: copies.shown[0]?.id ?? null, open }, context.now());
  const reason = answers === 'unattributed' ? 'proxy_attribution_required' : undefined;
  const reads = letsOnlyDevicesRead(told)
    ? factsOn(subject, { 'connect.scopes-withheld': true })
    : readFacts(subject, told);
  return [
    ...facts,
    ...(reason ? factsOn(subject, { 'connect.refusal.reason': reason }) : []),
    ...reads,
    ...factsOn(context.target.subject, {
      'gateway.suspension': told.hello?.snapshot?.suspension?.phase?.slice(0, 40),
      'gateway.auth.rate-limited': told.refused?.code === 'AUTH_RATE_LIMITED' || undefined,
    }),
  ];
}

export const road = defineProbe({
  id: 'road',
  of: 'clients',
  title: 'the road to the gateway of which this host is only a client',
  gives: [
    'clients.url.source',
    'clients.url.shown',
    'clients.url.credential',
    'clients.url.empty-handed',
    'clients.url.answers',
    'clients.url.status',
    'clients.url.port',
    'clients.url.tls',
    'clients.url.listener',
    'clients.url.no-device-shown',
    'clients.url.cut-after-s',
    ...CONVERSATION_GIVES,
  ],
  needs: 'the way that clients of this host take, and the credential that they would use',
  timeoutMs: LIMIT_MS,
  async look(context): Promise<ProbeResult> {
    const { host, target, shell, fingerprint } = context;
    const client = target.clientOf;
    const source = 'OPENCLAW_GATEWAY_URL, gateway.remote.url';
    if (client === null) return { source, text: 'a gateway is meant to run here', facts: [] };
    const dotenv = await dotenvAt(host, `${target.stateDir}/.env`);
    const env = { ...varsOf(target.config.value), ...dotenv, ...shell };
    // Without an address OpenClaw asks this host's own port, where a tunnel may end (2026.9.6).
    const written = filledIn(client.url ?? `ws://127.0.0.1:${target.clientPort}`, env);
    const read = readAddress(written, env);
    const copies = remoteCopies(await credentialCopies(host, target, shell, fingerprint), client.source);
    const common = {
      'clients.url.source': client.source,
      'clients.url.credential':
        client.source === 'env' ? copies.shown.length > 0 || (await storedDevice(context)) : undefined,
    };
    if ('refused' in read) {
      const plain = read.refused === 'plain-outside';
      const facts = {
        'clients.url.answers': plain ? 'tls' : 'malformed',
        'clients.url.tls': plain ? TLS_WORDS['plain-outside'] : undefined,
      };
      return {
        source,
        text: `the address is turned down: ${read.refused}`,
        facts: factsOn(target.subject, { ...common, ...facts }),
      };
    }
    const [found, taker] = await Promise.all([
      walk(context, read, copies),
      read.here ? listenerOn(host, read.port, []) : null,
    ]);
    if (context.signal.aborted && found.told?.stopped !== false)
      return {
        source: read.shown,
        look: 'timed-out',
        why: 'the look was stopped on the way',
        facts: factsOn(target.subject, { ...common, 'clients.url.shown': read.shown }),
      };
    // Whoever has neither is asked for one of them by every gateway that asks at all.
    const emptyHanded =
      wantsDevice(found.told) &&
      copies.shown.length === 0 &&
      copies.withheld === null &&
      !(await storedDevice(context));
    // At a loopback address commands show the shared credential and no device, as we do (2026.9.6).
    const noDeviceShown =
      read.here && copies.shown.length > 0 && found.told && letsOnlyDevicesRead(found.told);
    const nobody = client.url === null && found.answers !== 'gateway';
    return {
      source: read.shown,
      text: `${read.shown}: ${found.answers}${found.tls ? ` (${found.tls})` : ''}`,
      ...(found.why === undefined || emptyHanded ? {} : { look: 'refused' as const, why: found.why }),
      facts: [
        ...factsOn(target.subject, {
          ...common,
          'clients.url.shown': read.shown,
          'clients.url.empty-handed': emptyHanded || undefined,
          'clients.url.answers': nobody ? 'no-address' : found.answers,
          'clients.url.status': found.told?.upgradeStatus ?? undefined,
          'clients.url.port': read.port,
          'clients.url.tls': found.tls && TLS_WORDS[found.tls],
          'clients.url.listener': taker?.ok ? (taker.value?.program ?? undefined) : undefined,
          'clients.url.no-device-shown': noDeviceShown || undefined,
          'clients.url.cut-after-s': found.cutAfterS,
        }),
        ...conversationFacts(context, found, copies),
      ],
    };
  },
});
