/**
 * The agent looks round every half hour and tells Anna what it found. Somebody tidied up the list of what it is to look at,
 * and only the heading was left: OpenClaw takes such a list for "nothing to do" and does not even begin.
 *
 * Seen on the host: `openclaw cron scratch` of the heartbeat's own automation has a heading and an empty box, and the last
 * heartbeat was skipped with `empty-heartbeat-file`. Cadence, target and hours are right, and Anna is answered.
 *
 * In the twin there is one thing on the list.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import type { Connection } from '../socket.ts';
import { botAt, type TelegramChat, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const LIMIT_MS = 90_000;

interface Job {
  id: string;
  payload?: { kind?: string };
}

/** Gives the heartbeat this list and has it run as its hour came. */
async function looksRound(lab: Lab, list: string): Promise<{ chat: TelegramChat; user: Connection }> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
    const heartbeat = { every: '30m', target: 'telegram', to: String(ANNA) };
    Object.assign(config.agents.defaults, { heartbeat });
  });
  await lab.start();
  const scopes = ['operator.admin', 'operator.read', 'operator.write'];
  const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
  const listed = async () => {
    const answer = await user.call('cron.list', { includeDisabled: true });
    return ((answer.ok ? answer.payload.jobs : []) as Job[]).find(
      ({ payload }) => payload?.kind === 'heartbeat',
    );
  };
  // The gateway makes it some moments after it is ready.
  let monitor = await listed();
  for (const began = Date.now(); !monitor; monitor = await listed()) {
    if (Date.now() - began > LIMIT_MS) throw new Error('There is no heartbeat');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const set = await lab.cli(['cron', 'scratch', monitor.id, '--set', list]);
  if (set.code !== 0) throw new Error(`The list was not taken: ${set.output}`);
  const run = await user.call('cron.run', { id: monitor.id, mode: 'force' });
  if (!run.ok) throw new Error(`It could not be run: ${JSON.stringify(run.error)}`);
  return { chat, user };
}

export default defineFault({
  name: 'heartbeat-nothing-listed',
  title: 'the list of what the heartbeat is to look at has a heading alone, and its word is missed',
  accepted: ['heartbeat-skipped'],
  complaint:
    'the bot used to check in with me every half hour by itself, since monday nothing comes. if I write to it it answers right away',
  async plant(lab) {
    const { chat, user } = await looksRound(lab, '# What to look at\n\n- [ ]\n');
    const last = async () => JSON.stringify(await user.call('last-heartbeat'));
    for (const limit = Date.now() + LIMIT_MS; !(await last()).includes('empty-heartbeat-file'); ) {
      if (Date.now() > limit) throw new Error(`The heartbeat was not skipped: ${await last()}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    if (chat.said(ANNA).length > 0) throw new Error('She was written to');
    return undefined;
  },
  twin: {
    title: 'there is one thing on the list of what the heartbeat is to look at',
    async plant(lab) {
      const { chat } = await looksRound(
        lab,
        '# What to look at\n\n- the greenhouse: warmer than 30 degrees?\n',
      );
      await chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
