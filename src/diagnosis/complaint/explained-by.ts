/**
 * @module diagnosis/complaint/explained-by
 * Which topics of a complaint a finding explains that the evidence alone has claimed: who cannot log in to a model gets
 * no answer anywhere, and a failed automation says nothing of direct messages.
 */
import { TOPICS, type Topic } from '../../evidence/complaint/topics.ts';
import type { Finding } from '../finding.ts';

const CHATS: readonly Topic[] = ['direct-messages', 'group-messages', 'messages', 'voice', 'pictures'];
const HANDS: readonly Topic[] = ['tools', 'files', 'commands', 'web', 'memory', 'sub-agents'];
/** Whoever comes in by the gateway's own door. */
const CLIENTS: readonly Topic[] = ['client', 'dashboard'];

const BY_ID: readonly [RegExp, readonly Topic[]][] = [
  [/^(?:disk-full|memory-pressure|state-db-error|event-loop-saturated)$/, TOPICS],
  [/^channel-/, CHATS],
  [/^dm-/, ['direct-messages', 'messages']],
  [/^(?:group-|mention-)/, ['group-messages', 'messages']],
  [/^(?:cli-only-backend|cli-backend-binary-missing)$/, [...HANDS, 'answers', ...CHATS]],
  [/^(?:model-|anthropic-|upstream-403|local-backend)/, ['answers', ...CHATS, 'schedule', 'heartbeat']],
  [/^session-stuck$/, ['answers', ...CHATS]],
  [/^tool-policy-/, [...HANDS, 'browser', 'device']],
  [/^(?:workspace-|container-mount|skill-)/, ['files', 'commands', 'tools']],
  [/^cron-disabled$/, ['schedule', 'heartbeat']],
  [/^cron-/, ['schedule']],
  [/^heartbeat-/, ['heartbeat']],
  [/^node-/, ['device']],
  [/^exec-/, ['commands', 'schedule']],
  [/^browser-/, ['browser']],
  [/^network-policy-/, ['web', 'browser']],
  [/^(?:wrong-target|remote-mode)-/, ['target', ...CLIENTS]],
  [/^plugin-/, ['plugin', 'tools']],
  [/^(?:version-skew|post-upgrade-|upgrade-|path-split|stale-install)/, ['update', ...CLIENTS]],
];
const ONLY_CHANNELS = /^(?:channel|dm|group|mention)-/;

/** Where a channel is named, a finding of another one explains nothing; one that names none may be of any. */
function ofAnother(finding: Finding, channels: readonly string[]): boolean {
  if (channels.length === 0 || !ONLY_CHANNELS.test(finding.id)) return false;
  const said = finding.for.map(({ quote = '', subject }) => `${quote} ${subject}`.toLowerCase()).join(' ');
  return !channels.some((channel) => said.includes(channel));
}

/** `about` are the topics that a person complains of, `channels` those that are named. */
export function explainedBy(
  finding: Finding,
  about: readonly Topic[],
  channels: readonly string[],
): readonly Topic[] {
  if (ofAnother(finding, channels)) return [];
  // Where nobody can work, nothing works.
  if (finding.severity === 1) return about;
  const listed = BY_ID.find(([pattern]) => pattern.test(finding.id))?.[1];
  const topics = listed ?? (finding.layer === 'work' || finding.layer === 'configuration' ? [] : CLIENTS);
  return about.filter((topic) => topics.includes(topic));
}
