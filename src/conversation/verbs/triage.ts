/**
 * @module conversation/verbs/triage
 * Looks at a host: joins the incident that is open for it, else opens one. The answer says at once what is
 * being done and whether the host can be reached; everything else the incident says itself.
 */
import type { IncidentView } from '../../incidents/mouth.ts';
import { type Begun, beginLook } from '../begin-look.ts';
import { lastCheckIn } from '../compose-status.ts';
import type { Answer, Ask } from '../conversation.ts';
import { findHost } from '../find-host.ts';
import { eachOf, hostCard, hostNames } from '../fleet.ts';
import { headlineOf } from '../host-words.ts';
import { incidentId } from '../incident-id.ts';
import { bold, code, type Part, say } from '../message.ts';
import { notAllowed } from '../permission.ts';
import { press } from '../press.ts';
import { utc } from '../say-time.ts';
import { nameOf } from '../small-print.ts';
import type { ConversationDeps, Verb } from '../verb.ts';
import { wrongUse } from '../wrong-use.ts';

/** Hosts that one command may ask. */
const MOST_HOSTS = 50;
const PROFILE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const triage: Verb = {
  verb: 'triage',
  usage: 'HOST[/PROFILE] | all',
  help: 'looks at a gateway host and says what is wrong, how sure that is, and what to do',
  more: [
    'It only looks: nothing on the host is changed.',
    'A second triage of the same host joins the first while its incident is open.',
    'HOST/PROFILE looks at one gateway of a host that runs several.',
  ],
  examples: ['triage node-3', 'triage node-3/work', 'triage all'],
  also: ['diagnose', 'check', 'look', 'inspect', 'probe', 'analyze', 'analyse', 'doctor'],
  async run({ words }, asked, deps) {
    const [target = '', ...more] = words;
    const permission = await deps.may(asked.person, 'look');
    if (!permission.ok) return notAllowed(permission, 'have hosts looked at', [`${deps.command} hosts`]);
    if (target === '' && asked.incident !== undefined) return triageIncident(asked, asked.incident, deps);
    const { incident: _, ...ask } = asked;
    if (more.length > 0) return oneAtATime(words, deps);
    if (target.toLowerCase() === 'all') return triageAll(ask, deps);
    const [name = '', profile, ...rest] = target.split('/');
    const found = await findHost(name, 'triage', deps);
    if ('answer' in found) return found.answer;
    const { host } = found;
    if (rest.length > 0 || (profile !== undefined && !PROFILE.test(profile))) {
      return wrongUse({
        problem: 'bad-profile',
        headline: 'That is no name of a profile',
        lines: [[say('After the slash comes one profile, made of letters, digits, dots and dashes.')]],
        examples: [`${deps.command} triage ${host}`],
      });
    }
    const card = await hostCard(deps.objects, host);
    if (!card.enrolled) return notJoined(host, deps);
    const begun = await beginLook(host, card, ask, deps, profile);
    return answerOne(begun, deps);
  },
};

/** In an incident's thread no host need be named: all of the incident's are looked at again. */
async function triageIncident(ask: Ask, incident: string, deps: ConversationDeps): Promise<Answer> {
  const { id, person, place } = ask;
  const pressed = await press({ id, action: 'rerun', incident, look: null, person, place }, deps);
  if ('form' in pressed) throw new Error('A look at an incident asked for a form.');
  return pressed;
}

function answerOne({ host, incident, reply, card }: Begun, deps: ConversationDeps): Answer {
  const { view, order, underWay } = reply;
  const now = deps.now();
  const look = view.hosts.find((one) => one.host === host);
  const again = (look?.look ?? 1) > 1;
  const parts: Part[] = [];
  let headline = `Looking at ${host}`;
  if (underWay) {
    headline = `${host} is being looked at already`;
    parts.push(since(view, now), { kind: 'line', spans: [say('You will see the same answer.')] });
  } else if (again) {
    headline = `Looking at ${host} again`;
    parts.push(since(view, now), {
      kind: 'line',
      spans: [say('Its message is brought up to date; the details follow in its thread.')],
    });
  } else if (card.connected) {
    parts.push({
      kind: 'line',
      spans: [say('The answer appears here within seconds and keeps itself up to date.')],
    });
  }
  if (!card.connected && !underWay) {
    headline = `${host}: host agent is not connected`;
    parts.push(lastCheckIn(card.lastSeen, now), {
      kind: 'line',
      spans: [
        say('The job waits 5 minutes for it. Without the bot: run '),
        code('node host.mjs triage'),
        say(` on ${host}.`),
      ],
    });
  }
  return {
    message: { headline, emoji: card.connected ? '🔎' : '❔', parts, context: [incident] },
    for: 'asker',
    incident,
    data: { incident, host, order, underWay, connected: card.connected, lastSeen: card.lastSeen },
  };
}

function since(view: IncidentView, now: number): Part {
  const words = `Incident ${view.incident}, open since ${utc(view.startedAt, now)}, asked by ${nameOf(view.requester)}.`;
  return { kind: 'line', spans: [say(words)] };
}

function oneAtATime(words: string[], deps: ConversationDeps): Answer {
  const examples = words
    .slice(0, 4)
    .filter((word) => /^[a-zA-Z0-9._/-]{1,80}$/.test(word))
    .map((word) => `${deps.command} triage ${word}`);
  return wrongUse({
    problem: 'too-many-words',
    headline: 'One host at a time, or all',
    examples: [...examples, `${deps.command} triage all`],
  });
}

function notJoined(host: string, deps: ConversationDeps): Answer {
  return wrongUse({
    problem: 'not-enrolled',
    headline: `${host} has not joined yet`,
    lines: [[say('A token was made for it, but its host agent has never called in. A new token:')]],
    examples: [`${deps.command} enroll ${host}`],
  });
}

async function triageAll(ask: Ask, deps: ConversationDeps): Promise<Answer> {
  const names = await hostNames(deps.objects);
  const cards = await eachOf(names, async (host) => ({ host, card: await hostCard(deps.objects, host) }));
  const joined = cards.filter(({ card }) => card.enrolled);
  const chosen = joined.slice(0, MOST_HOSTS);
  if (chosen.length === 0) {
    const found = await findHost('', 'triage', deps);
    if ('answer' in found) return found.answer;
  }
  const begun = await eachOf(chosen, ({ host, card }) => beginLook(host, card, ask, deps));
  const own = await incidentId(ask.id);
  const here = begun.filter((one) => one.incident === own).map((one) => one.host);
  const elsewhere = begun.filter((one) => one.incident !== own);
  const parts: Part[] = [];
  if (here.length > 0)
    parts.push({ kind: 'line', spans: [say('The answer appears here: '), bold(here.join(', ')), say('.')] });
  if (elsewhere.length > 0) {
    parts.push({ kind: 'line', spans: [say('In the incident that is open for them:')] });
    parts.push({
      kind: 'list',
      items: elsewhere.map((one) => {
        const look = one.reply.view.hosts.find((it) => it.host === one.host);
        return [say(`${look === undefined ? one.host : headlineOf(look)} – ${one.incident}`)];
      }),
    });
  }
  const left = joined.length - chosen.length;
  if (left > 0)
    parts.push({ kind: 'line', spans: [say(`${left} more hosts were not asked: ${MOST_HOSTS} at a time.`)] });
  const incident = here.length > 0 ? own : elsewhere[0]?.incident;
  const orders = begun.map((one) => ({ host: one.host, incident: one.incident, order: one.reply.order }));
  return {
    message: {
      headline: `Looking at ${begun.length} hosts`,
      emoji: '🔎',
      parts,
      context: incident === undefined ? [] : [incident],
    },
    for: 'asker',
    ...(incident === undefined ? {} : { incident }),
    data: { incident: incident ?? null, orders },
  };
}
