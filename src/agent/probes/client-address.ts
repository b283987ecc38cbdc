/**
 * @module agent/probes/client-address
 * The address that clients of this host are sent to, when one is set: who answers there? A dead tunnel, a sign-in page
 * or an old port looks like a broken gateway to everybody who uses it, and the gateway itself is well. Only addresses
 * of this host are asked, and no credential is shown.
 */

import { talk } from '../gateway-rpc/gateway-socket.ts';
import { uptimeAt } from '../gateway-rpc/health-pages.ts';
import { at, textAt } from '../gateways/config-file.ts';
import { dotenvAt, varsOf } from '../gateways/variables.ts';
import { wordOf } from '../network/answer-word.ts';
import { storedDevice } from '../network/device.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';
import { shownCertificate } from './certificate.ts';

type Address = { source: 'env' | 'remote'; url: URL };

function addressOf({ target, shell }: ProbeContext): Address | null {
  // The environment goes before the configuration (connection details of 2026.9.6).
  const env = shell.OPENCLAW_GATEWAY_URL;
  const remote =
    textAt(target.config.value, 'gateway.mode') === 'remote'
      ? textAt(target.config.value, 'gateway.remote.url')
      : null;
  const text = env || remote;
  if (!text || !URL.canParse(text)) return null;
  return { source: env ? 'env' : 'remote', url: new URL(text) };
}

/** Beside an address of the environment no credential of the configuration is taken (2026.9.6). */
async function withCredential({ host, target, shell }: ProbeContext): Promise<boolean> {
  const dotenv = await dotenvAt(host, `${target.root}${target.stateDir}/.env`);
  const env = { ...varsOf(target.config.value), ...dotenv, ...shell };
  return Boolean(env.OPENCLAW_GATEWAY_TOKEN || env.OPENCLAW_GATEWAY_PASSWORD);
}

const HERE = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
type Spot = { host: string; port: number; tls: boolean; signal: AbortSignal };

/** Uptimes are milliseconds of one clock: ours before and after theirs, and theirs in between, is one process. */
const SAME_MS = 250;

/** Is it another gateway than this one that answers there? Undefined where one of them does not tell its uptime. */
async function isAnother({ target, signal }: ProbeContext, there: Spot): Promise<boolean | undefined> {
  const own = { port: target.port, tls: at(target.config.value, 'gateway.tls.enabled') === true, signal };
  const before = await uptimeAt(own);
  const theirs = await uptimeAt(there);
  const after = await uptimeAt(own);
  if (before === undefined || theirs === undefined || after === undefined) return undefined;
  return theirs < before - SAME_MS || theirs > after + SAME_MS;
}

/** The certificate that clients are told to expect there (only in remote mode, 2026.9.6), in lower case without colons. */
function pinned({ target }: ProbeContext): string | null {
  const pin = textAt(target.config.value, 'gateway.remote.tlsFingerprint');
  if (!pin || textAt(target.config.value, 'gateway.mode') !== 'remote') return null;
  return bare(pin.trim().replace(/^sha256:/i, ''));
}
const bare = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

/** Would a client turn away from the certificate there? Who signs it is not judged: trust is the client's own matter. */
async function distrusted(context: ProbeContext, { host, port }: Spot): Promise<boolean> {
  const shown = await shownCertificate(port, host);
  if (shown === null) return false;
  const pin = pinned(context);
  return pin === null ? Date.parse(shown.validTo) < context.now() : bare(shown.fingerprint256) !== pin;
}

export const clientAddress = defineProbe({
  id: 'client-address',
  title: 'who answers at the address that clients of this host are sent to',
  gives: [
    'clients.url.source',
    'clients.url.credential',
    'clients.url.device',
    'clients.url.answers',
    'clients.url.status',
    'clients.url.port',
  ],
  needs: 'loopback',
  timeoutMs: 7_000,
  async look(context) {
    const address = addressOf(context);
    if (address === null) return { source: 'OPENCLAW_GATEWAY_URL, gateway.remote.url', facts: [] };
    const { source, url } = address;
    const tls = url.protocol === 'wss:' || url.protocol === 'https:';
    const port = Number(url.port) || (tls ? 443 : 80);
    const shown = `${url.protocol}//${url.host}`;
    if (!HERE.test(url.hostname))
      return {
        source: shown,
        look: 'unavailable',
        why: 'it leads to another host, and this probe does not leave its own',
        facts: factsOn(context.target.subject, { 'clients.url.source': source }),
      };
    const { signal } = context;
    // A web server in front may have the gateway under a path of its own.
    const path = `${url.pathname}${url.search}`;
    const ask = (withTls: boolean) =>
      talk({ host: url.hostname, port, path, tls: withTls, auth: null, reads: [], greetOnly: true, signal });
    const told = await ask(tls);
    if (told.stopped) return { source: shown, look: 'timed-out', why: 'the look was stopped', facts: [] };
    const word = wordOf(told);
    // A gateway behind TLS cuts a plain connection without a word, as a dead tunnel does: the other scheme tells.
    const mixedUp = (word === 'closed' || word === 'tls') && wordOf(await ask(!tls)) === 'gateway';
    const there = { host: url.hostname.replace(/^\[|\]$/g, ''), port, tls, signal };
    const met = async (): Promise<string | undefined> => {
      // A proxy that knows nothing of WebSockets passes the pages on.
      if (word === 'not-openclaw' && (await uptimeAt(there)) !== undefined) return 'pages-only';
      // A TLS client is answered as rubbish by whatever does not speak it.
      if (mixedUp || word !== 'gateway') return mixedUp ? 'tls' : word === 'tls' ? 'not-openclaw' : word;
      if (tls && (await distrusted(context, there))) return 'tls';
      return port !== context.target.port && (await isAnother(context, there)) ? 'other-gateway' : word;
    };
    const answers = await met();
    return {
      source: shown,
      text: `${shown}: ${answers ?? 'not told'}`,
      facts: factsOn(context.target.subject, {
        'clients.url.source': source,
        'clients.url.credential': source === 'env' ? await withCredential(context) : undefined,
        'clients.url.device': source === 'env' ? await storedDevice(context) : undefined,
        'clients.url.answers': answers,
        'clients.url.status': told.upgradeStatus ?? undefined,
        'clients.url.port': port,
      }),
    };
  },
});
