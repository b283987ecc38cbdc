/**
 * @module conversation/verbs/enroll
 * Makes a one-time token with which a host joins, and prints the line to run there. The token goes to
 * standard input, not into the line: a line stays in the shell's history and in the process list.
 */
import { fleetShard } from '../../hub/fleet-object.ts';
import { HostName } from '../../protocol/words.ts';
import { alreadyDone } from '../act-once.ts';
import { changeLabels, hostCard } from '../fleet.ts';
import { bold, type Part, say } from '../message.ts';
import { notAllowed } from '../permission.ts';
import { duration, utc } from '../say-time.ts';
import type { Verb } from '../verb.ts';
import { wrongUse } from '../wrong-use.ts';
import { wrongLabels } from './host.ts';

const AGAIN: Part[] = [
  {
    kind: 'line',
    spans: [say('It has joined before: joining anew replaces its key, and the old one stops working.')],
  },
];

/** The host's own object registers it a moment later; labels need the name to be there now. */
const registration = (name: string) => ({ type: 'register', name });

export const enroll: Verb = {
  verb: 'enroll',
  usage: 'NAME [LABEL…]',
  help: 'makes a one-time token for a host and prints the line to run there (admins)',
  more: [
    'The token is good for one host, once, for 15 minutes.',
    'Labels stand for several hosts: triage prod.',
  ],
  examples: ['enroll node-4', 'enroll node-4 prod eu'],
  also: ['enrol', 'join', 'add', 'register', 'invite'],
  async run({ words }, ask, deps) {
    const { command, objects, publicUrl } = deps;
    const [typed = '', ...more] = words;
    const labels = more.map((label) => label.toLowerCase());
    const name = typed.toLowerCase();
    if (!HostName.safeParse(name).success || name === 'all') {
      return wrongUse({
        problem: typed === '' ? 'no-name' : 'bad-name',
        headline: typed === '' ? 'Enroll which host?' : 'Invalid host name',
        lines: [[say('A name has letters, digits, dots and dashes, at most 63 of them, and is not "all".')]],
        examples: [`${command} enroll node-4`],
      });
    }
    const permission = await deps.may(ask.person, 'enroll');
    if (!permission.ok) {
      const otherwise = 'Or, on the machine of the bot itself:';
      return notAllowed(permission, 'enroll hosts', [`node bot.mjs enroll ${name}`], otherwise);
    }
    const wrong = labels.length === 0 ? null : await wrongLabels(labels, deps);
    if (wrong !== null) {
      return wrongUse({
        problem: 'bad-label',
        headline: 'That cannot be a label',
        lines: [[say(wrong)]],
        examples: [`${command} enroll ${name}`, `${command} enroll ${name} prod`],
      });
    }
    // A copy of this request would get a token of its own, and with it the place of this host.
    const done = { verb: 'enroll', what: 'been answered with a token', again: `${command} enroll ${name}` };
    const answered = await alreadyDone(ask, done, deps);
    if (answered !== null) return answered;
    const now = deps.now();
    const { token, message } = await deps.joinTokens.create(name, `${ask.person.via}:${ask.person.id}`, now);
    await objects.send({ kind: 'host', name }, message);
    if (labels.length > 0) {
      await objects.send({ kind: 'fleet', name: fleetShard(name) }, registration(name));
      await changeLabels(objects, name, { add: labels, remove: [] });
    }
    deps.log.info({ host: name, by: ask.person.id, via: ask.person.via }, 'A join token was made');
    const card = await hostCard(objects, name);
    // The host agent takes http beyond its own machine only when it is told to.
    const plain = /^http:\/\/(?!localhost[:/]|127\.|\[::1\])/.test(`${publicUrl}/`) ? ' --plain-http' : '';
    const line = `node host.mjs join --url ${publicUrl} --token - --name ${name}${plain}`;
    const parts: Part[] = [
      ...(card.enrolled ? AGAIN : []),
      {
        kind: 'line',
        spans: [say(`Copy all dist/host*.mjs to ${name}. There, as the user that runs its gateway:`)],
      },
      { kind: 'quote', text: line },
      { kind: 'line', spans: [say('When it waits, paste the token, then press Enter and Ctrl-D:')] },
      { kind: 'quote', text: token },
      {
        kind: 'line',
        spans: [
          bold(`Single use, valid until ${utc(message.expiresAt, now)}`),
          say(
            ` (${duration(message.expiresAt - now)}). Whoever has it can join as ${name}: do not pass it on.`,
          ),
        ],
      },
      { kind: 'line', spans: [say('Then keep it running with: node host.mjs run')] },
    ];
    return {
      message: { headline: `Token for ${name}`, emoji: '🔑', parts, context: ['only you see this'] },
      for: 'asker',
      data: { host: name, labels, token, line, expiresAt: new Date(message.expiresAt).toISOString() },
    };
  },
};
