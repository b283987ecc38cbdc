/**
 * @module agent/recovery/beyond-restart
 * What a restart cannot mend, seen on this host before anybody is interrupted for it. What clients alone meet would be
 * gone from the log after a restart, and called recovered until they come back.
 */
import type { Because } from '../../protocol/recovery.ts';
import { saysNobodyGetsIn } from '../../runbooks/before-restart.ts';
import { conversation } from '../probes/conversation.ts';
import { modelRoute } from '../probes/model-route.ts';
import { usualPort } from '../probes/usual-port.ts';
import type { Site } from './site.ts';
import { because } from './told-value.ts';
import { untrustedPlugin } from './untrusted-plugins.ts';

/** Clients meet them; a gateway that greets this host by the saved configuration and works has not got them. */
const OF_CLIENTS: ReadonlySet<string> = new Set(['handshake-timeout', 'protocol-mismatch']);

/** Plugins are read at each start, so what kept them out does so again. */
const OF_PLUGINS: ReadonlySet<string> = new Set(['plugin-load-failed', 'channel-plugin-load-failed']);

/** A handshake behind a busy loop takes this long. Milliseconds. */
const TALK_LIMIT_MS = 17_000;

async function greetsAndWorks(site: Site): Promise<boolean> {
  const signal = AbortSignal.any([site.signal, AbortSignal.timeout(TALK_LIMIT_MS)]);
  const { facts } = await conversation.look({ ...site, signal });
  return ['connect.hello', 'rpc.read.ok'].every((name) =>
    facts.some(({ fact, value }) => fact === name && value === true),
  );
}

/** Where an agent's model should answer on this host, and nobody listens. */
async function closedModel(site: Site): Promise<Because | null> {
  const { facts } = await modelRoute.look(site);
  const closed = facts.find(({ fact }) => fact === 'agent.model.closed-at');
  return closed ? because('model.nobody-listens', { address: String(closed.value) }, site) : null;
}

/** Clients go to another port than the gateway's own, are greeted there, and get no further. */
async function roadBetween(site: Site): Promise<Because | null> {
  const { target } = site;
  const { facts } = await usualPort.look(site);
  const cut = facts.some(({ fact, value }) => fact === 'rpc.read.ok' && value === false);
  if (!cut || !(await greetsAndWorks(site))) return null;
  return because('gateway.works-behind', { own: String(target.port), asked: String(target.clientPort) });
}

/** Null: nothing speaks against a restart. */
export async function beyondRestart(site: Site, finding: string | null): Promise<Because | null> {
  if (finding === 'probe-false-green') return (await closedModel(site)) ?? roadBetween(site);
  if (finding !== null && OF_PLUGINS.has(finding)) {
    const path = await untrustedPlugin(site);
    return path === null ? null : because('plugin.not-trusted', { path }, site);
  }
  if (finding === null || !saysNobodyGetsIn(finding) || !(await greetsAndWorks(site))) return null;
  return OF_CLIENTS.has(finding)
    ? because('gateway.works-for-others')
    : because('gateway.serves', { finding });
}
