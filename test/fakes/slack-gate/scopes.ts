/**
 * What a token may do. The emulator lets any token do anything; Slack answers `missing_scope` and names the
 * scope, and so does the gate. A method that is not in here does not exist for the bot.
 */
/** By method: the scope, `none`, or the family of scopes that depends on the kind of channel. */
const NEEDS: Record<string, string> = {
  'apps.connections.open': 'none',
  'auth.test': 'none',
  'bots.info': 'users:read',
  'chat.delete': 'chat:write',
  'chat.getPermalink': 'none',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.history': ':history',
  'conversations.info': ':read',
  'conversations.members': ':read',
  'conversations.open': 'im:write',
  'conversations.replies': ':history',
  'files.completeUploadExternal': 'files:write',
  'files.delete': 'files:write',
  'files.getUploadURLExternal': 'files:write',
  'files.info': 'files:read',
  'reactions.add': 'reactions:write',
  'reactions.remove': 'reactions:write',
  'usergroups.users.list': 'usergroups:read',
  'users.info': 'users:read',
  'views.open': 'none',
  'views.publish': 'none',
  'views.push': 'none',
  'views.update': 'none',
};

/** Scope families of a channel by the first letter of its id. */
const FAMILY: Record<string, string> = { G: 'groups', D: 'im' };

/** Without the scope, Slack does not tell the app of the event. */
const EVENT_NEEDS: Record<string, string> = {
  app_mention: 'app_mentions:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
};

type Reply = Record<string, unknown>;

/** Null when the app may call the method; else Slack's refusal. */
export function refuseScope(
  method: string,
  args: Record<string, unknown>,
  scopes: ReadonlySet<string>,
): Reply | null {
  const rule = NEEDS[method];
  if (rule === undefined) return { ok: false, error: 'unknown_method' };
  const needed = rule.startsWith(':') ? `${familyOf(args.channel)}${rule}` : rule;
  if (needed === 'none' || scopes.has(needed)) return null;
  return { ok: false, error: 'missing_scope', needed, provided: [...scopes].join(',') };
}

/** Whether Slack tells the app of such an event: it must have subscribed to it, and have the scope. */
export function hearsOf(
  event: { type?: unknown; channel_type?: unknown },
  events: ReadonlySet<string>,
  scopes: ReadonlySet<string>,
): boolean {
  const type = String(event.type);
  const needed = type === 'message' ? historyOf(event.channel_type) : EVENT_NEEDS[type];
  return events.has(type) && (needed === undefined || scopes.has(needed));
}

const historyOf = (kind: unknown): string => (kind === 'im' ? 'im:history' : 'channels:history');

const familyOf = (channel: unknown): string => FAMILY[String(channel)[0] ?? ''] ?? 'channels';
