/**
 * @module agent/probes/client-address
 * The address that clients of this host are sent to, when one is set: who answers there? A dead tunnel, a sign-in page
 * or an old port looks like a broken gateway to everybody who uses it, and the gateway itself is well. Only addresses
 * of this host are asked, and no credential is shown.
 */

import { type Talk, talk } from '../answers/gateway-socket.ts';
import { textAt } from '../gateways/config-file.ts';
import { defineProbe, factsOn, type Glass } from '../probe.ts';

type Address = { source: 'env' | 'remote'; url: URL };

function addressOf({ target, shell }: Glass): Address | null {
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

const HERE = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const SIGN_IN = new Set([301, 302, 303, 307, 308, 401]);

/** One word for what a conversation without a credential met. */
function wordOf({ reached, transportError, upgradeStatus, timedOut, close }: Talk): string | undefined {
  if (reached === 'challenge') return 'gateway';
  if (upgradeStatus !== null) return SIGN_IN.has(upgradeStatus) ? 'sign-in' : 'not-openclaw';
  if (transportError === 'ECONNREFUSED') return 'refused';
  if (/^(EPROTO|ERR_SSL_)/.test(transportError ?? '')) return 'tls';
  if (transportError?.startsWith('HPE_')) return 'not-openclaw';
  if (timedOut !== null) return 'timeout';
  return transportError !== null || close !== null ? 'closed' : undefined;
}

export const clientAddress = defineProbe({
  id: 'client-address',
  title: 'who answers at the address that clients of this host are sent to',
  gives: ['clients.url.source', 'clients.url.answers', 'clients.url.status', 'clients.url.port'],
  needs: 'loopback',
  timeoutMs: 7_000,
  async look(glass) {
    const address = addressOf(glass);
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
        facts: factsOn(glass.target.subject, { 'clients.url.source': source }),
      };
    const ask = (withTls: boolean) =>
      talk({ port, tls: withTls, auth: null, reads: [], greetOnly: true, signal: glass.signal });
    const told = await ask(tls);
    if (told.stopped) return { source: shown, look: 'timed-out', why: 'the look was stopped', facts: [] };
    const word = wordOf(told);
    // A gateway behind TLS cuts a plain connection without a word, as a dead tunnel does: the other scheme tells.
    const mixedUp = (word === 'closed' || word === 'tls') && wordOf(await ask(!tls)) === 'gateway';
    // A TLS client is answered as rubbish by whatever does not speak it.
    const answers = mixedUp ? 'tls' : word === 'tls' ? 'not-openclaw' : word;
    return {
      source: shown,
      text: `${shown}: ${answers ?? 'not told'}`,
      facts: factsOn(glass.target.subject, {
        'clients.url.source': source,
        'clients.url.answers': answers,
        'clients.url.status': told.upgradeStatus ?? undefined,
        'clients.url.port': port,
      }),
    };
  },
});
