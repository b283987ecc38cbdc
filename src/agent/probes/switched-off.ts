/**
 * @module agent/probes/switched-off
 * What the configuration switches off or leaves out: the scheduler, the HTTP API, the browser, plugins that do not get in, heartbeats
 * outside their hours. All of it may be meant so; it is told for the case that somebody misses it (OpenClaw 2026.9.6).
 */
import { join } from 'node:path';
import * as z from 'zod';
import type { Fact } from '../../protocol/evidence.ts';
import { type ActiveHours, isQuiet } from '../gateways/active-hours.ts';
import { at, recordAt, textAt } from '../gateways/config-file.ts';
import { jsonOrNull } from '../gateways/json-text.ts';
import { type OpenClawAgent, openclawAgents } from '../gateways/openclaw-agents.ts';
import { defineProbe, factsOn, type Glass } from '../probe.ts';

const NEVER = /^0+\s*[a-z]*$/i;

const listAt = (config: unknown, path: string): string[] => {
  const value = at(config, path);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

/** The hours of an agent's own heartbeat, else those of all; null where it may always speak. */
function hoursOf(config: unknown, own: unknown): ActiveHours | null {
  const hours = at(own, 'activeHours') ?? at(config, 'agents.defaults.heartbeat.activeHours');
  const [start, end] = [textAt(hours, 'start'), textAt(hours, 'end')];
  if (start === null || end === null) return null;
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const named = textAt(hours, 'timezone') ?? 'user';
  const user = textAt(config, 'agents.defaults.userTimezone') ?? here;
  return { start, end, timeZone: named === 'user' ? user : named === 'local' ? here : named };
}

function heartbeatFacts(config: unknown, agent: OpenClawAgent, now: number): Fact[] {
  const every = textAt(agent.heartbeat, 'every') ?? textAt(config, 'agents.defaults.heartbeat.every');
  const hours = hoursOf(config, agent.heartbeat);
  const defaults = at(config, 'agents.defaults.heartbeat');
  // To nobody in particular it goes to the last chat, which may be a group.
  const to = textAt(agent.heartbeat, 'to') ?? textAt(defaults, 'to');
  const policy = textAt(agent.heartbeat, 'directPolicy') ?? textAt(defaults, 'directPolicy');
  return factsOn(agent.subject, {
    'agent.heartbeat.silent':
      (textAt(agent.heartbeat, 'target') ?? textAt(defaults, 'target')) === 'none' || undefined,
    'agent.heartbeat.no-directs': policy === 'block' && to !== null ? true : undefined,
    'agent.heartbeat.off': every === null ? undefined : NEVER.test(every.trim()),
    'agent.heartbeat.quiet': hours === null ? undefined : (isQuiet(hours, now) ?? undefined),
    'agent.heartbeat.hours':
      hours === null ? undefined : `${hours.start}–${hours.end} ${hours.timeZone}`.slice(0, 100),
  });
}

/** A list that is empty leaves nobody out. */
function isShutOut(config: unknown, id: string): boolean {
  const allow = listAt(config, 'plugins.allow');
  if (at(config, 'plugins.enabled') === false || listAt(config, 'plugins.deny').includes(id)) return true;
  return allow.length > 0 && !allow.includes(id);
}

/** Both are shut unless they are opened; each also brings the lists of models and embeddings (2026.9.6). */
const isOpen = (config: unknown, endpoint: string): boolean =>
  at(config, `gateway.http.endpoints.${endpoint}.enabled`) === true;

const MANIFEST = z.object({ id: z.string().min(1).max(64) });
const MOST_FOLDERS = 32;

/** Plugins of the house's own, by the id in their manifest: OpenClaw finds what lies among its extensions (2026.9.6). */
async function extensionsOf({ host, target }: Pick<Glass, 'host' | 'target'>): Promise<string[]> {
  const folder = `${target.root}${target.stateDir}/extensions`;
  const listed = await host.list(folder);
  const names = (listed.ok ? (listed.value ?? []) : []).filter((name) => !name.startsWith('.'));
  const found = await Promise.all(
    names.slice(0, MOST_FOLDERS).map(async (name) => {
      const text = await host.read(join(folder, name, 'openclaw.plugin.json'), { maxBytes: 65_536 });
      return text.ok && text.value !== null ? MANIFEST.safeParse(jsonOrNull(text.value)).data?.id : undefined;
    }),
  );
  return found.filter((id) => id !== undefined);
}

export const switchedOff = defineProbe({
  id: 'switched-off',
  title: 'what the configuration switches off or leaves out',
  gives: [
    'schedule.enabled',
    'http.chat-completions-open',
    'http.responses-open',
    'browser.enabled',
    'browser.shut-out',
    'plugins.shut-out',
    'agent.heartbeat.no-directs',
    'agent.heartbeat.silent',
    'agent.heartbeat.off',
    'agent.heartbeat.quiet',
    'agent.heartbeat.hours',
  ],
  needs: 'to read the configuration',
  timeoutMs: 3_000,
  async look({ host, target, now }) {
    if (target.config.parse !== 'ok')
      return {
        source: target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so what it switches off is not known',
        facts: [],
      };
    const config = target.config.value;
    const entries = recordAt(config, 'plugins.entries');
    const there = new Set([...Object.keys(entries), ...(await extensionsOf({ host, target }))]);
    const left = [...there]
      .filter((id) => at(entries[id], 'enabled') !== false && isShutOut(config, id))
      .map((id) => id.slice(0, 64))
      .slice(0, 16);
    const offByName = at(config, 'plugins.entries.browser.enabled') === false;
    // A block of its own brings the browser in beside a list that does not name it; nothing outweighs a "no".
    const invited = at(config, 'browser') !== undefined;
    const denied =
      at(config, 'plugins.enabled') === false || listAt(config, 'plugins.deny').includes('browser');
    return {
      source: target.configPath,
      facts: [
        ...factsOn(target.subject, {
          'schedule.enabled': at(config, 'cron.enabled') !== false,
          'http.chat-completions-open': isOpen(config, 'chatCompletions'),
          'http.responses-open': isOpen(config, 'responses'),
          'browser.enabled': at(config, 'browser.enabled') !== false,
          'browser.shut-out': offByName || denied || (!invited && isShutOut(config, 'browser')),
          'plugins.shut-out': left.length > 0 ? left : null,
        }),
        ...openclawAgents(target).flatMap((agent) => heartbeatFacts(config, agent, now())),
      ],
    };
  },
});
