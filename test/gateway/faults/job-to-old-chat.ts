/**
 * An automation writes into a group of the chat that was made anew: the group has another number since, and Telegram does
 * not know the old one. The automation runs well, and nobody gets what it says.
 *
 * Seen on the host: `cron.list` says of it that the run was ok and nothing was delivered; the log has `chat not found`.
 *
 * The twin's automation has the new number.
 */
import { jobMaker, makeJob, runJob } from '../automations.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const [ANNA, OLD, NEW] = [4711, -1021, -1022];

/** Runs the report once; what the group of today has got of it. */
async function report(lab: Lab, to: number): Promise<string[]> {
  let sending = to;
  const chat = await telegramChat(lab, (_token, method) =>
    method.startsWith('send') && sending === OLD
      ? { status: 400, description: 'Bad Request: chat not found' }
      : undefined,
  );
  lab.configure((config) => {
    const rights = { dmPolicy: 'allowlist', allowFrom: [ANNA], groupPolicy: 'allowlist' };
    const groups = { [String(NEW)]: { requireMention: false } };
    config.channels = { telegram: { ...botAt(lab), ...rights, groups } };
  });
  await lab.start();
  const maker = await jobMaker(lab);
  const delivery = { mode: 'announce', channel: 'telegram', to: String(to) };
  const id = await makeJob(maker, { name: 'stock-report', message: 'what is left in the store?', delivery });
  await runJob(maker, id);
  sending = ANNA;
  await chat.write(direct(ANNA, 'are you there?'));
  await chat.isAnswered(ANNA);
  return chat.said(NEW);
}

export default defineFault({
  name: 'job-to-old-chat',
  title: 'an automation writes into a chat that is no longer there',
  accepted: ['cron-delivery-failed', 'channel-api-permission'],
  async plant(lab) {
    if ((await report(lab, OLD)).length > 0) throw new Error('It was delivered');
    if (!/chat not found/i.test(lab.log())) throw new Error(`It did not fail:\n${lab.log().slice(-1500)}`);
    return undefined;
  },
  twin: {
    title: 'an automation writes into a chat that is there',
    async plant(lab) {
      if ((await report(lab, NEW)).length === 0) throw new Error('It should have been delivered');
      return undefined;
    },
  },
});
