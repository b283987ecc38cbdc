/**
 * The owner took everything off the list of what the bot is to look at by itself and left the heading for later: each heartbeat
 * is skipped without asking a model, as he wants it. The bot answers who writes, and nobody waits for a word.
 */
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const LIMIT_MS = 60_000;

export default defineHealthy({
  name: 'heartbeat-list-empty',
  title: 'the heartbeat has nothing to look at, by choice, and is skipped',
  says: ['heartbeat-skipped'],
  async plant(lab) {
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
      const jobs = (answer.ok ? answer.payload.jobs : []) as { id: string; payload?: { kind?: string } }[];
      return jobs.find(({ payload }) => payload?.kind === 'heartbeat');
    };
    // The gateway makes it some moments after it is ready.
    let monitor = await listed();
    for (const began = Date.now(); !monitor; monitor = await listed()) {
      if (Date.now() - began > LIMIT_MS) throw new Error('There is no heartbeat');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const set = await lab.cli(['cron', 'scratch', monitor.id, '--set', '# What to look at\n']);
    if (set.code !== 0) throw new Error(`The list was not taken: ${set.output}`);
    await user.call('cron.run', { id: monitor.id, mode: 'force' });
    const last = async () => JSON.stringify(await user.call('last-heartbeat'));
    for (const began = Date.now(); !(await last()).includes('empty-heartbeat-file'); ) {
      if (Date.now() - began > LIMIT_MS) throw new Error(`The heartbeat was not skipped: ${await last()}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await chat.write(direct(ANNA, 'are you awake?'));
    await chat.isAnswered(ANNA);
    return undefined;
  },
});
