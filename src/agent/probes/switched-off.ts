/**
 * @module agent/probes/switched-off
 * What the configuration switches off or leaves out: the scheduler, the dashboard and the HTTP API, webhooks, the
 * browser, plugins that do not get in, what it may be sent. All of it may be meant so; it is told for the case that somebody misses it (OpenClaw 2026.9.6).
 */
import { join } from 'node:path';
import * as z from 'zod';
import { at, recordAt, textAt } from '../gateways/config-file.ts';
import { jsonOrNull } from '../gateways/json-text.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

const listAt = (config: unknown, path: string): string[] => {
  const value = at(config, path);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

/** A list that is empty leaves nobody out. */
function isShutOut(config: unknown, id: string): boolean {
  const allow = listAt(config, 'plugins.allow');
  if (at(config, 'plugins.enabled') === false || listAt(config, 'plugins.deny').includes(id)) return true;
  return allow.length > 0 && !allow.includes(id);
}

/** Both are shut unless they are opened; each also brings the lists of models and embeddings (2026.9.6). */
const isOpen = (config: unknown, endpoint: string): boolean =>
  at(config, `gateway.http.endpoints.${endpoint}.enabled`) === true;

/** What it may be sent beside words. */
const MEDIA = ['audio', 'image', 'video'] as const;

const MANIFEST = z.object({ id: z.string().min(1).max(64) });
const MOST_FOLDERS = 32;

/** Plugins of the house's own, by the id in their manifest: OpenClaw finds what lies among its extensions (2026.9.6). */
async function extensionsOf({ host, target }: Pick<ProbeContext, 'host' | 'target'>): Promise<string[]> {
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
    'dashboard.open',
    'dashboard.path',
    'webhooks.open',
    'media.off',
    'nodes.commands-denied',
    'gateway.tools-denied',
    'http.chat-completions-open',
    'http.responses-open',
    'browser.enabled',
    'browser.shut-out',
    'plugins.shut-out',
  ],
  needs: 'to read the configuration',
  timeoutMs: 3_000,
  async look({ host, target }) {
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
    const media = MEDIA.filter((kind) => at(config, `tools.media.${kind}.enabled`) === false);
    // Before 2026.9 it was one list beside the nodes.
    const denied = ['gateway.nodes.commands.deny', 'gateway.nodes.denyCommands']
      .flatMap((path) => listAt(config, path))
      .map((command) => command.slice(0, 64))
      .slice(0, 16);
    const closed = listAt(config, 'gateway.tools.deny')
      .map((tool) => tool.slice(0, 64))
      .slice(0, 16);
    const offByName = at(config, 'plugins.entries.browser.enabled') === false;
    // A block of its own brings the browser in beside a list that does not name it; nothing outweighs a "no".
    const invited = at(config, 'browser') !== undefined;
    const noBrowser =
      at(config, 'plugins.enabled') === false || listAt(config, 'plugins.deny').includes('browser');
    return {
      source: target.configPath,
      facts: [
        ...factsOn(target.subject, {
          'schedule.enabled': at(config, 'cron.enabled') !== false,
          'dashboard.open': at(config, 'gateway.controlUi.enabled') !== false,
          'dashboard.path': textAt(config, 'gateway.controlUi.basePath')?.slice(0, 100),
          'webhooks.open': at(config, 'hooks.enabled') === true,
          'media.off': media.length > 0 ? media : undefined,
          'nodes.commands-denied': denied.length > 0 ? denied : undefined,
          'gateway.tools-denied': closed.length > 0 ? closed : undefined,
          'http.chat-completions-open': isOpen(config, 'chatCompletions'),
          'http.responses-open': isOpen(config, 'responses'),
          'browser.enabled': at(config, 'browser.enabled') !== false,
          'browser.shut-out': offByName || noBrowser || (!invited && isShutOut(config, 'browser')),
          'plugins.shut-out': left.length > 0 ? left : null,
        }),
      ],
    };
  },
});
