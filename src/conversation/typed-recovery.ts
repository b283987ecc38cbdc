/**
 * @module conversation/typed-recovery
 * What a button of a recovery does, typed: `abort node-3 because TEXT`, or in the incident's own thread without a host.
 * A window that asked for a reason comes back here, too, with what its button was on.
 */
import type { ViewReply } from '../incidents/messages.ts';
import { spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import type { Answer, Ask, Press } from './conversation.ts';
import { findHost } from './find-host.ts';
import { hostCard } from './fleet.ts';
import { isIncidentId } from './incident-id.ts';
import { readMark } from './marked.ts';
import { allReason, reasonIn } from './parse.ts';
import type { RecoveryAction } from './recovery-action.ts';
import { pressRecovery } from './recovery-press.ts';
import type { Args, ConversationDeps, Verb } from './verb.ts';

type Target = { incident: string; mark?: string };

/** The verb that does what a button does. */
export function typed(action: RecoveryAction, verb: Pick<Verb, 'verb' | 'help' | 'more' | 'also'>): Verb {
  const needed = action.reasoned !== undefined && action.mayBeSilent !== true;
  const example = `${verb.verb} node-3${needed ? ' because it is wrong' : ''}`;
  return {
    ...verb,
    usage: needed ? 'HOST because TEXT' : 'HOST [because TEXT]',
    examples: [example],
    run: (args, ask, deps) => runTyped(action, verb.verb, args, ask, deps),
  };
}

export async function runTyped(
  action: RecoveryAction,
  verb: string,
  { rest }: Args,
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const { target, reason } = readTarget(rest, ask);
  const found = await incidentOf(target, verb, deps);
  if ('answer' in found) return found.answer;
  const to = { kind: 'incident', name: found.incident } as const;
  const { view } = (await deps.objects.send(to, { type: 'view' })) as ViewReply;
  if (view === null) return nothingOpen(deps);
  const press: Press = {
    id: ask.id,
    action: action.action,
    incident: found.incident,
    ...(found.mark === undefined ? {} : { mark: found.mark }),
    ...(reason === null ? {} : { because: reason }),
    look: null,
    person: ask.person,
    place: ask.place,
  };
  const answer = await pressRecovery(action, press, view, deps, 'typed');
  if ('form' in answer) throw new Error('Something typed asked for a form.');
  return answer;
}

/** What comes first says whom it is about, unless the thread does; what follows is the reason. */
function readTarget(rest: string, ask: Ask): { target: string | Target | null; reason: string | null } {
  const { before } = reasonIn(rest);
  const [, first = ''] = /^\s*(\S*)/u.exec(before) ?? [];
  if (first === '')
    return {
      target: ask.incident === undefined ? null : { incident: ask.incident },
      reason: allReason(rest),
    };
  const after = allReason(rest.trimStart().slice(first.length));
  const marked = readMark(first);
  return { target: isIncidentId(marked.incident) ? marked : first, reason: after };
}

async function incidentOf(
  target: string | Target | null,
  verb: string,
  deps: ConversationDeps,
): Promise<Target | { answer: Answer }> {
  if (target !== null && typeof target === 'object') return target;
  const [name = ''] = (target ?? '').split('/');
  const found = await findHost(name, verb, deps);
  if ('answer' in found) return found;
  const { openIncident } = await hostCard(deps.objects, found.host);
  return openIncident === null ? { answer: nothingOpen(deps, found.host) } : { incident: openIncident };
}

const nothingOpen = ({ command }: ConversationDeps, host = 'HOST'): Answer =>
  usageError({
    problem: 'no-recovery',
    headline: text('recover.none'),
    lines: [spans('recover.none-open')],
    examples: [`${command} recover ${host}`],
  });
