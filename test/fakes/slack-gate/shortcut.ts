/**
 * A message shortcut, "More actions" on a message, which the emulator does not have. It is asked for a press
 * instead, whose payload becomes what Slack sends for a shortcut: docs.slack.dev, "Shortcuts interaction
 * payloads". So the trigger and the `response_url` are the emulator's own and work.
 */
type Payload = Record<string, unknown>;

const MARK = 'gate-shortcut:';

/** The action of a press that stands for a shortcut. */
export const shortcutAction = (callbackId: string) => ({ type: 'button', action_id: `${MARK}${callbackId}` });

/** The payload of the shortcut that a press stands for; other payloads as they are. */
export function asShortcut(payload: Payload): Payload {
  const [action] = (payload.actions ?? []) as { action_id?: string; action_ts?: string }[];
  if (payload.type !== 'block_actions' || !action?.action_id?.startsWith(MARK)) return payload;
  const { token, team, user, channel, trigger_id, response_url, message } = payload;
  return {
    type: 'message_action',
    token,
    action_ts: action.action_ts,
    team,
    user,
    channel,
    is_enterprise_install: false,
    enterprise: null,
    callback_id: action.action_id.slice(MARK.length),
    trigger_id,
    response_url,
    message_ts: (message as { ts?: string } | undefined)?.ts,
    message,
  };
}
