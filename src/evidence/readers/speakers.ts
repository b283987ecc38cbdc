/**
 * @module evidence/readers/speakers
 * Who speaks in a line of a log, and of what that part of a gateway may speak. A channel logs chats, an agent logs
 * what its tools print: an error that is spoken of there is not the gateway's own. Told by the name of the part
 * alone, as the file and the console of OpenClaw (2026.2.26 to 2026.9.6) write it.
 */
import type { Sign } from '../signs.ts';

/** `gateway` speaks of everything: also a line without a part, and a part that nobody knows. */
export type Speaker = 'gateway' | 'channel' | 'agent' | 'helper' | 'tool' | 'job' | 'plugin' | 'stranger';
/** In a live log an unknown part is called so: whose words it passes on nobody knows. */
export const STRANGER = 'stranger';

/** The console drops these from the front of a name: `gateway/channels/telegram` is `telegram` there. */
const DROPPED = new Set(['gateway', 'channels', 'providers']);

/** Each has a part that decides what is answered, too: `telegram-auto-reply` (2026.9.6). */
const CHANNELS = new Set([
  'channels',
  'auto-reply',
  'outbound',
  'source-reply',
  'silent-reply',
  'web-inbound',
  'web-outbound',
  'web-push',
  'group-threads',
  'conversations',
  'mentions',
  'hooks',
  'tts',
  'tts-local-cli',
  'media',
  'talk-voice',
  'voice-call',
  'link-understanding',
  'gmail-watcher',
  'imap',
  'clickclack',
  'discord',
  'feishu',
  'lark',
  'googlechat',
  'imessage',
  'bluebubbles',
  'irc',
  'line',
  'matrix',
  'mattermost',
  'msteams',
  'nextcloud-talk',
  'nostr',
  'openclaw-weixin',
  'qqbot',
  'signal',
  'slack',
  'synology-chat',
  'telegram',
  'tlon',
  'twitch',
  'webchat',
  'wecom',
  'whatsapp',
  'yuanbao',
  'zalo',
  'zalouser',
]);

/** Parts that run turns: models, tools, memory, and what becomes of sessions in words. */
const AGENTS =
  /^(?:agents?|skills?|memory|compaction|subagents?|harness|cli-runner|llm|models?|model-\w+|models-\w[\w-]*|provider-\w[\w-]*|agent-\w[\w-]*|memory-\w+|subagent-\w[\w-]*|compaction-\w+|post-compaction-\w+|embedded-agent\w*|session-(?:companion|observer|init)|activity-summary|command-logger|llm-slug-generator|commitments|workspace|sandbox-workspace|browser|canvas|[a-z]+-stream|openai-transport|openrouter-\w[\w-]*|(?:image|music|video)-generation)$/;
/** They ask models of their own, with keys of their own: the agent's model may be well. */
const HELPERS = /^(?:memory(?:-\w+)?|media(?:-\w+)?|tts(?:-[\w-]+)?|(?:image|music|video)-generation)$/;
const JOBS = new Set(['cron', 'heartbeat', 'automations', 'tasks']);

/** Who writes lines under this name; the name may be the file's or the console's. */
export function speakerOf(subsystem: string | undefined): Speaker {
  if (subsystem === undefined) return 'gateway';
  const parts = subsystem.trim().toLowerCase().split('/');
  while (parts.length > 1 && DROPPED.has(parts[0] ?? '')) parts.shift();
  const part = parts[0] ?? '';
  if (HELPERS.test(part)) return 'helper';
  if (CHANNELS.has(part.replace(/-auto-reply$/, ''))) return 'channel';
  if (JOBS.has(part)) return 'job';
  if (part === 'plugins') return 'plugin';
  if (part === STRANGER) return STRANGER;
  if (part === 'tools' || part === 'tool') return 'tool';
  return AGENTS.test(part) ? 'agent' : 'gateway';
}

/** The parts of the gateway proper, as OpenClaw 2026.2 to 2026.9.6 names them; any other name is a plugin's. */
const OWN_PARTS =
  /^(?:gateway|ws|reload|delivery|state|states|database|db|sqlite|sessions?|infra|restart|update|health|diagnostics?|secrets?|config|env|docker|doctor|audit|process|errors?|node|nodes|node-host|worker|system-agent|device|device-bootstrap|tui|lifecycle|admission|local|desktop|terminal|control-ui|internal-hooks|http|http-error-body|fetch-timeout|retry-policy|provider-[\w-]+|auth-profiles|boards|git|extensions|usage-[\w-]+|main-session-[\w-]+|session-[\w-]+|restart-[\w-]+|state-[\w-]+|env-[\w-]+|worker-[\w-]+|node-[\w-]+|health-[\w-]+|control-ui-[\w-]+|discovery|bonjour|tailscale|canvas-host|shutdown|startup|security|pairing|approvals?|exec-[\w-]+|infra:[\w-]+|qmd|events|entry|cli|daemon|service|openclaw|heap|memory-pressure|liveness)$/;

/** Is it a part of the gateway proper, or a line that names none? Of an unknown part nobody knows whose words it passes on. */
export function isOwnPart(subsystem: string | undefined): boolean {
  if (subsystem === undefined) return true;
  if (speakerOf(subsystem) !== 'gateway') return false;
  const parts = subsystem.trim().toLowerCase().split('/');
  return parts[0] === 'gateway' || OWN_PARTS.test(parts[0] ?? '');
}

/** What goes out of the host goes out of every part. */
const OUTWARD = ['network:egress-failed', 'network:dns-failed', 'network:ipv6-broken', 'network:tls'];
const OF_AGENTS = [
  ...OUTWARD,
  'model',
  'workspace',
  'policy',
  'work',
  'browser',
  'node',
  'plugin',
  'schedule',
  'lock:session-file',
];
const OF_CHANNELS = [
  ...OUTWARD,
  'channel',
  'plugin',
  'policy',
  'work',
  'model',
  'service:poll-conflict',
  'lock:session-file',
];
/** Speaker → areas of signs, or single signs. */
const MAY_SAY: Readonly<Record<Exclude<Speaker, 'gateway'>, ReadonlySet<string>>> = {
  agent: new Set(OF_AGENTS),
  helper: new Set(OF_AGENTS.filter((area) => area !== 'model')),
  // The rest of what a tool says is of pages and files that it met.
  tool: new Set(['browser', 'node', 'policy']),
  channel: new Set(OF_CHANNELS),
  job: new Set([...OF_AGENTS, ...OF_CHANNELS]),
  plugin: new Set([...OF_AGENTS, ...OF_CHANNELS, 'config', 'upgrade']),
  stranger: new Set(),
};

/** May this speaker be believed when its line holds this sign? */
export function maySay(speaker: Speaker, sign: Sign): boolean {
  if (speaker === 'gateway') return true;
  const may = MAY_SAY[speaker];
  return may.has(sign) || may.has(sign.slice(0, sign.indexOf(':')));
}
