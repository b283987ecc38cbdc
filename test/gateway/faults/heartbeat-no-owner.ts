/**
 * The bot answers everybody, and nobody was ever named as its owner: the heartbeat, which writes to the owner if not told
 * otherwise, does not know to whom, and does not even begin.
 *
 * Seen on the host: a heartbeat without `target`, no `commands.ownerAllowFrom`, and `allowFrom` with a star alone; the last
 * heartbeat was skipped with `no-route`.
 *
 * The twin's configuration names the owner.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const [ANNA, BERTA] = [4711, 815];
const END_LIMIT_MS = 90_000;

async function beats(lab: Lab, commands?: object) {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'open', allowFrom: ['*'] } };
    if (commands) config.commands = commands;
    Object.assign(config.agents.defaults, { heartbeat: { every: '30m' } });
  });
  await lab.start();
  await chat.write(direct(BERTA, 'good morning'));
  await chat.isAnswered(BERTA);
  const scopes = ['operator.admin', 'operator.read', 'operator.write'];
  const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
  const listed = await user.call('cron.list', { includeDisabled: true });
  const jobs = (listed.ok ? listed.payload.jobs : []) as { id: string; name: string }[];
  const beat = jobs.find(({ name }) => name === 'heartbeat-main');
  if (!beat) throw new Error(`There is no heartbeat: ${JSON.stringify(listed).slice(0, 800)}`);
  const begun = await user.call('cron.run', { id: beat.id, mode: 'force' });
  if (!begun.ok) throw new Error(`The heartbeat could not be run: ${JSON.stringify(begun.error)}`);
  return { chat, last: async () => JSON.stringify(await user.call('last-heartbeat')) };
}

export default defineFault({
  name: 'heartbeat-no-owner',
  title: 'the heartbeat writes to the owner, and nobody is the owner',
  accepted: ['heartbeat-no-route', 'heartbeat-skipped'],
  complaint: '我问机器人的时候它都会回答，但是它从来不会自己主动给我发消息，说好的定时检查也没有',
  async plant(lab) {
    const { last } = await beats(lab);
    for (const limit = Date.now() + END_LIMIT_MS; !(await last()).includes('no-route'); ) {
      if (Date.now() > limit) throw new Error(`The heartbeat was not skipped: ${await last()}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return undefined;
  },
  twin: {
    title: 'the heartbeat writes to the owner, who is named',
    async plant(lab) {
      const { chat } = await beats(lab, { ownerAllowFrom: [`telegram:${ANNA}`] });
      await chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
