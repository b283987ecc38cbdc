/**
 * @module conversation/verbs/enroll
 * Makes a one-time token with which a host joins, and prints the line to run there. The token goes to
 * standard input, not into the line: a line stays in the shell's history and in the process list.
 */
import { type Part, say } from '../../messages/message.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { duration, utc } from '../../messages/time.ts';
import { usageError } from '../../messages/usage-error.ts';
import { HostName } from '../../protocol/words.ts';
import { alreadyDone } from '../act-once.ts';
import { enrollBySsm, giveLabels } from '../enroll-by-ssm.ts';
import { hostCard } from '../fleet.ts';
import { wrongLabels } from '../relabel.ts';
import type { Verb } from '../verb.ts';

export const enroll: Verb = {
  verb: 'enroll',
  usage: 'NAME [ssm INSTANCE] [LABEL…]',
  help: 'verb.enroll',
  more: ['verb.enroll.token', 'verb.enroll.labels', 'verb.enroll.ssm'],
  examples: ['enroll node-4', 'enroll node-4 prod eu', 'enroll node-4 ssm i-0abc1234def567890'],
  also: ['enrol', 'join', 'add', 'register', 'invite'],
  async run({ words }, ask, deps) {
    const { command, objects, publicUrl } = deps;
    const [typed = '', ...rest] = words;
    const bySsm = rest[0]?.toLowerCase() === 'ssm';
    const more = bySsm ? rest.slice(2) : rest;
    const labels = more.map((label) => label.toLowerCase());
    const name = typed.toLowerCase();
    if (!HostName.safeParse(name).success || name === 'all') {
      return usageError({
        problem: typed === '' ? 'no-name' : 'bad-name',
        headline: text(typed === '' ? 'refusal.enroll-which' : 'refusal.host-name'),
        lines: [spans('refusal.host-name-rule')],
        examples: [`${command} enroll node-4`],
      });
    }
    const permission = await deps.may(ask.person, 'enroll');
    if (!permission.ok) {
      const onBot = [`node bot.mjs enroll ${name}`];
      return notAllowed(permission, 'enroll', onBot, text('denied.enroll-on-bot'));
    }
    const wrong = labels.length === 0 ? null : await wrongLabels(labels, deps);
    if (wrong !== null) {
      return usageError({
        problem: 'bad-label',
        headline: text('labels.invalid'),
        lines: [[say(wrong)]],
        examples: [`${command} enroll ${name}`, `${command} enroll ${name} prod`],
      });
    }
    // A copy of this request would get a token of its own, and with it the place of this host.
    const done = { verb: 'enroll', headline: text('again.token'), again: `${command} enroll ${name}` };
    const answered = await alreadyDone(ask, done, deps);
    if (answered !== null) return answered;
    if (bySsm) return enrollBySsm({ name, instance: rest[1] ?? '', labels }, ask, deps);
    const now = deps.now();
    const { token, message } = await deps.joinTokens.create(name, `${ask.person.via}:${ask.person.id}`, now);
    await objects.send({ kind: 'host', name }, message);
    await giveLabels(objects, name, labels);
    deps.log.info({ host: name, by: ask.person.id, via: ask.person.via }, 'A join token was made');
    const card = await hostCard(objects, name);
    // The host agent takes http beyond its own machine only when it is told to.
    const plain = /^http:\/\/(?!localhost[:/]|127\.|\[::1\])/.test(`${publicUrl}/`) ? ' --plain-http' : '';
    const joining = `node host.mjs join --url ${publicUrl} --token - --name ${name}${plain}`;
    const { expiresAt } = message;
    const parts: Part[] = [
      ...(card.enrolled ? [line('enroll.again')] : []),
      line('enroll.copy', { host: name }),
      { kind: 'quote', text: joining },
      line('enroll.paste'),
      { kind: 'quote', text: token },
      line('enroll.valid', { at: utc(expiresAt, now), duration: duration(expiresAt - now), host: name }),
      line('enroll.keep-running'),
    ];
    const headline = text('enroll.headline', { host: name });
    return {
      message: { headline, emoji: '🔑', parts, context: [text('enroll.private')] },
      for: 'asker',
      data: { host: name, labels, token, line: joining, expiresAt: new Date(expiresAt).toISOString() },
    };
  },
};
