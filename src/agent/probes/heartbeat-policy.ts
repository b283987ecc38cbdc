/**
 * @module agent/probes/heartbeat-policy
 * Why an agent may have nothing to say of its own accord: its heartbeat is off, outside its hours, told to nobody, or
 * another agent's. All of it may be meant so; it is told for the case that somebody misses it (OpenClaw 2026.9.6,
 * docs/gateway/heartbeat).
 */
import type { Fact } from '../../protocol/evidence.ts';
import { type ActiveHours, isQuiet } from '../gateways/active-hours.ts';
import { channelAccounts } from '../gateways/channel-accounts.ts';
import { at, recordAt, textAt } from '../gateways/config-file.ts';
import { type OpenClawAgent, openclawAgents } from '../gateways/openclaw-agents.ts';
import { defineProbe, factsOn } from '../probe.ts';

const NEVER = /^0+\s*[a-z]*$/i;

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

/** One person, and not everybody. */
const namesSomebody = (list: unknown): boolean =>
  Array.isArray(list) && list.some((one) => String(one).trim() !== '' && String(one) !== '*');

/** Does anything say who the owner is? By default a heartbeat goes to that person alone. */
function hasOwner(config: unknown): boolean {
  if (namesSomebody(at(config, 'commands.ownerAllowFrom'))) return true;
  return channelAccounts(config).some(({ enabled, dmSenders }) => enabled && dmSenders > 0);
}

/** Is there a channel that shows what a heartbeat says? The account's own word first, then its channel's. */
function shownNowhere(config: unknown): boolean {
  const shows = (holder: unknown): unknown => at(holder, 'heartbeatVisibility.showAlerts');
  const common = shows(at(config, 'channels.defaults')) ?? true;
  const running = channelAccounts(config).filter(({ enabled }) => enabled);
  const each = running.map(({ channel, account }) => {
    const own = recordAt(config, `channels.${channel}`);
    return shows(recordAt(own, 'accounts')[account]) ?? shows(own) ?? common;
  });
  return each.length > 0 ? each.every((one) => one === false) : common === false;
}

function heartbeatFacts(config: unknown, agent: OpenClawAgent, others: boolean, now: number): Fact[] {
  const defaults = at(config, 'agents.defaults.heartbeat');
  const said = (key: string): string | null => textAt(agent.heartbeat, key) ?? textAt(defaults, key);
  const [every, hours] = [said('every'), hoursOf(config, agent.heartbeat)];
  const target = said('target') ?? 'owner';
  return factsOn(agent.subject, {
    'agent.heartbeat.silent': target === 'none' || undefined,
    'agent.heartbeat.ownerless': (target === 'owner' && !hasOwner(config)) || undefined,
    // To nobody in particular it goes to the last chat, which may be a group.
    'agent.heartbeat.no-directs': (said('directPolicy') === 'block' && said('to') !== null) || undefined,
    'agent.heartbeat.left-out': (others && agent.heartbeat === undefined) || undefined,
    'agent.heartbeat.off': every === null ? undefined : NEVER.test(every.trim()),
    'agent.heartbeat.quiet': hours === null ? undefined : (isQuiet(hours, now) ?? undefined),
    'agent.heartbeat.hours':
      hours === null ? undefined : `${hours.start}–${hours.end} ${hours.timeZone}`.slice(0, 100),
  });
}

export const heartbeatPolicy = defineProbe({
  id: 'heartbeat-policy',
  title: 'when and to whom the agents may write by themselves',
  gives: [
    'agent.heartbeat.no-directs',
    'agent.heartbeat.silent',
    'agent.heartbeat.ownerless',
    'agent.heartbeat.left-out',
    'agent.heartbeat.off',
    'agent.heartbeat.quiet',
    'agent.heartbeat.hours',
    'heartbeat.shown-nowhere',
  ],
  needs: 'to read the configuration',
  timeoutMs: 3_000,
  async look({ target, now }) {
    if (target.config.parse !== 'ok')
      return {
        source: target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so what is said of heartbeats is not known',
        facts: [],
      };
    const config = target.config.value;
    const agents = openclawAgents(target);
    // Once one agent has a heartbeat of its own, only those that have one run (2026.9.6).
    const others = agents.some(({ heartbeat }) => heartbeat !== undefined);
    return {
      source: target.configPath,
      facts: [
        ...factsOn(target.subject, { 'heartbeat.shown-nowhere': shownNowhere(config) || undefined }),
        ...agents.flatMap((agent) => heartbeatFacts(config, agent, others, now())),
      ],
    };
  },
});
