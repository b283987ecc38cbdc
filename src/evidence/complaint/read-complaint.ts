/**
 * @module evidence/complaint/read-complaint
 * What a person complains of: topics that fail, and not those that are said to work or where it only happened. It
 * weighs nothing and names no cause; what the host shows does that. Pure, and total: strange text is about nothing.
 */
import { CHANNELS, DEVICES } from './channels-and-devices.ts';
import { type Clause, clauseOf, findAll, names, type State, stateOf } from './clause.ts';
import { DEEDS, type Deed } from './deeds.ts';
import { NAMED } from './topic-words.ts';
import { TOPICS, type Topic } from './topics.ts';

export type Complaint = {
  about: readonly Topic[];
  /** Channels that are named where something fails, by their ids. */
  channels: readonly string[];
  /** Platforms of devices that are named. */
  devices: readonly string[];
  /** What is asked for and not done. */
  deeds: readonly Deed[];
  /** Words behind `agent`, which may be the name of one: `the agent support cannot …`, `support agent`. */
  agents: readonly string[];
  /** Words beside `plugin`, one to three of them joined by dashes, which may be the name of one: `plugin door-bell`. */
  plugins: readonly string[];
  /** Whether it is somebody's trouble or everybody's, where that is said. */
  who: 'some' | 'all' | null;
  /** It is said that somebody else is served: "it answers Anna and ignores me". */
  others: boolean;
};

/** A person says what is wrong in the first lines; more is pasted. Characters. */
const LONGEST = 1_000;
/** As few words with a topic among them are a complaint though no trouble is named: `telegram dms`. */
const TERSE = 3;

/** Pieces between commas that are looked at each for itself. */
const PIECES = 16;

/** A point inside a word belongs to a name: `api.openai.com`, `openclaw.json`. */
const STOPS = /[!?;。！？；]+|\.+(?=\s|$)/u;
const BUT =
  /\b(?:but|while|whereas|although|though|however|yet|aber|doch|während|jedoch|sondern)\b|但是|但|不过|而/u;
const AND = /\n|,|，|、|\b(?:and|or|und|oder)\b|以及|和|并且/u;

/** Where something happens, rather than what happens. */
const WHERE = new Set([
  'in',
  'on',
  'at',
  'via',
  'from',
  'inside',
  'within',
  'im',
  'am',
  'auf',
  'über',
  'bei',
  'vom',
  'aus',
  'an',
  'with',
  'mit',
]);
const ARTICLE = new Set([
  'the',
  'a',
  'an',
  'my',
  'our',
  'your',
  'their',
  'his',
  'her',
  'its',
  'this',
  'that',
  'der',
  'die',
  'das',
  'den',
  'dem',
  'einer',
  'einem',
  'unsere',
  'unserer',
  'unserem',
  'meiner',
  'meinem',
  'team',
  'whole',
]);
const MINE = [
  'i',
  'my',
  'mine',
  'me',
  'his',
  'hers',
  'he',
  'she',
  'him',
  'colleague',
  'coworker',
  'teammate',
  'friend',
  'customer',
  'person',
  'somebody',
  'someone',
  'kollege',
  'kollegen',
  'kollegin',
  'kunde',
  'kundin',
  'jemand',
  'jemandem',
  'ich',
  'mein',
  'meine',
  'meinen',
  'mir',
  'mich',
  '我',
  '同事',
  '朋友',
  '客户',
  '有人',
];
const EVERYBODY = [
  'nobody',
  'noone',
  'no one',
  'everybody',
  'everyone',
  'anybody',
  'anyone',
  'niemand',
  'niemandem',
  'niemanden',
  'keiner',
  'keinem',
  'alle',
  'jeder',
  '没人',
  '所有人',
  '大家',
  '谁都',
];
/** Speaks of what the clause before named. */
const THAT = [
  'mine',
  'they',
  'them',
  'those',
  'these',
  'it',
  'ours',
  'hers',
  'both',
  'meine',
  'sie',
  'es',
  'beide',
  'diese',
  '我的',
  '它',
];

/** Said of anything; where one of these is said as well, that is what is meant. */
const NARROWER: readonly [Topic, readonly Topic[]][] = [
  ['messages', ['direct-messages', 'group-messages']],
  ['tools', ['files', 'commands', 'web', 'browser']],
];

/** Who says so means any messages, wherever the clause before was. */
const MESSAGES = ['messag*', '*nachricht', '*nachrichten', '消息'];

const CHATS: ReadonlySet<Topic> = new Set(['direct-messages', 'group-messages', 'messages']);

type Part = {
  topics: Topic[];
  /** A group is where it happens. */
  inGroup: boolean;
  channels: string[];
  devices: string[];
  state: State;
  clause: Clause;
};

function topicsOf(clause: Clause): { topics: Topic[]; inGroup: boolean; trouble: boolean } {
  const found = TOPICS.flatMap((topic) => {
    const { words, zh, trouble = [], unless = [] } = NAMED[topic];
    if (names(clause, unless)) return [];
    const at = findAll(clause, [...words, ...zh, ...trouble]);
    return at.length === 0 ? [] : [{ topic, place: at.every((n) => isPlace(clause.words, n)) }];
  });
  const absorbed = new Set(found.flatMap(({ topic }) => NAMED[topic].absorbs ?? []));
  const kept = found.filter(({ topic }) => !absorbed.has(topic));
  const matter = kept.filter(({ place, topic }) => !place && topic !== 'update');
  const meant = matter.length > 0 ? kept.filter(({ place }) => !place) : kept;
  return {
    topics: meant.map(({ topic }) => topic),
    inGroup: kept.some(({ place, topic }) => place && topic === 'group-messages'),
    trouble: found.some(({ topic }) => names(clause, NAMED[topic].trouble ?? [])),
  };
}

/** `in our group`, `in the old group`: one or two words of no weight between, and behind them one that tells which. */
function isPlace(words: readonly string[], at: number): boolean {
  for (let n = at - 1; n >= 0 && n >= at - 3; n--) {
    const word = words[n] ?? '';
    if (WHERE.has(word)) return true;
    const which = n === at - 1 && ARTICLE.has(words[n - 1] ?? '');
    if (!which && !ARTICLE.has(word)) return false;
  }
  return false;
}

const namedIn = <T extends string>(clause: Clause, table: Readonly<Record<T, readonly string[]>>): T[] =>
  (Object.keys(table) as T[]).filter((name) => names(clause, table[name]));

function partOf(text: string): Part {
  const clause = clauseOf(text);
  const { topics, inGroup, trouble } = topicsOf(clause);
  const channels = namedIn(clause, CHANNELS);
  return {
    topics: topics.length === 0 && channels.length > 0 ? ['messages'] : topics,
    inGroup,
    channels,
    devices: namedIn(clause, DEVICES),
    state: stateOf(clause, trouble),
    clause,
  };
}

/** The words beside `agent`; most are none, and none of them matters that no agent is called. */
function agentsIn({ words }: Clause): string[] {
  return words.flatMap((word, at) =>
    /^agent/.test(word) ? [words[at - 1], words[at + 1]].filter((one) => one !== undefined) : [],
  );
}

const LONGEST_NAME = 3;

/** What a plugin beside the word may be called, as `agentsIn` has it; a name is often more than one word. */
function pluginsIn({ words }: Clause): string[] {
  const lengths = Array.from({ length: LONGEST_NAME }, (_, n) => n + 1);
  return words.flatMap((word, at) =>
    /^(?:plugin|extension|erweiterung)/.test(word)
      ? lengths.flatMap((n) => [
          words.slice(Math.max(0, at - n), at).join('-'),
          words.slice(at + 1, at + 1 + n).join('-'),
        ])
      : [],
  );
}

/** At "and" and commas only where both sides say how it is: else one verb is for both. */
function dividedAtAnd(text: string): string[] {
  const pieces = text.split(AND, PIECES);
  const joined: string[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const both = before !== undefined && [before, piece].every((one) => partOf(one).state !== 'open');
    if (before === undefined || both) joined.push(piece);
    else joined[joined.length - 1] = `${before} , ${piece}`;
  }
  return joined;
}

/** Reads a complaint. */
export function readComplaint(text: string): Complaint {
  const sentences = text.slice(0, LONGEST).split(STOPS, PIECES);
  const parts: Part[] = [];
  for (const piece of sentences.flatMap((one) => one.split(BUT)).flatMap(dividedAtAnd)) {
    const part = partOf(piece);
    const before = parts.at(-1);
    const bare = part.topics.every((topic) => topic === 'messages') && part.channels.length === 0;
    if (before && bare && part.state === 'fails' && names(part.clause, THAT))
      part.topics = [...before.topics];
    // "In our group it answers Anna, and ignores me": the place was named before, and no other messages are.
    const here = bare && part.state === 'fails' && !names(part.clause, MESSAGES);
    const place = here ? parts.findLast(({ inGroup }) => inGroup) : undefined;
    if (place) {
      part.topics = ['group-messages'];
      part.channels = [...place.channels];
    }
    parts.push(part);
  }
  const failing = parts.filter(({ state }) => state === 'fails');
  const [only] = parts.filter(({ topics }) => topics.length > 0);
  const terse = only !== undefined && only.state === 'open' && clauseOf(text).words.length <= TERSE;
  const meant = failing.length === 0 && terse ? [only] : failing;
  const about = new Set(meant.flatMap(({ topics }) => topics));
  if (parts.some(({ topics }) => topics.includes('update')) && about.size > 0) about.add('update');
  for (const [wide, narrow] of NARROWER) if (narrow.some((topic) => about.has(topic))) about.delete(wide);
  const said = meant.map(({ clause }) => clause);
  return {
    about: TOPICS.filter((topic) => about.has(topic)),
    channels: [...new Set(meant.flatMap(({ channels }) => channels))],
    devices: [...new Set(meant.flatMap(({ devices }) => devices))],
    deeds: [...new Set(said.flatMap((clause) => namedIn(clause, DEEDS)))],
    agents: [...new Set(said.flatMap(agentsIn))],
    plugins: [...new Set(said.flatMap(pluginsIn))].filter((name) => name !== ''),
    who: said.some((clause) => names(clause, EVERYBODY))
      ? 'all'
      : said.some((clause) => names(clause, MINE))
        ? 'some'
        : null,
    // Whoever is answered alone may still be one of those who are not in a group.
    others: parts.some(
      ({ state, topics, clause }) =>
        state === 'works' &&
        // "For me it works" says of what only before it.
        (topics.some((topic) => CHATS.has(topic)) || (topics.length === 0 && names(clause, MINE))) &&
        !(about.has('group-messages') && names(clause, MINE)),
    ),
  };
}
