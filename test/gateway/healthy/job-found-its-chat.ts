/**
 * A report went to a group that no longer exists; its owner saw that, gave it the number of the new group, and it has
 * arrived since. The log has the failure.
 */
import { jobMaker, makeJob, runJob } from '../automations.ts';
import { defineHealthy } from '../healthy.ts';
import { botAt, telegramChat } from '../telegram-chat.ts';

const [OLD, NEW] = [-1041, -1042];

export default defineHealthy({
  name: 'job-found-its-chat',
  title: 'an automation once wrote into a chat that is gone, and writes into the right one now',
  async plant(lab) {
    let gone = true;
    const chat = await telegramChat(lab, (_token, method) =>
      gone && method.startsWith('send')
        ? { status: 400, description: 'Bad Request: chat not found' }
        : undefined,
    );
    lab.configure((config) => {
      const groups = { [String(NEW)]: { requireMention: false } };
      const rights = { dmPolicy: 'allowlist', allowFrom: [4711], groupPolicy: 'allowlist', groups };
      config.channels = { telegram: { ...botAt(lab), ...rights } };
    });
    await lab.start();
    const maker = await jobMaker(lab);
    const to = (group: number) => ({ mode: 'announce', channel: 'telegram', to: String(group) });
    const job = { name: 'stock-report', message: 'what is left in the store?', delivery: to(OLD) };
    const id = await makeJob(maker, job);
    await runJob(maker, id);
    gone = false;
    const mended = await maker.call('cron.update', { id, patch: { delivery: to(NEW) } });
    if (!mended.ok) throw new Error(`It could not be mended: ${JSON.stringify(mended.error)}`);
    await runJob(maker, id);
    await chat.isAnswered(NEW);
    return undefined;
  },
});
