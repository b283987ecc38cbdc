/**
 * The gateway was killed three times within minutes (out of memory, say) and started each time. It runs now, and keeps
 * its chat bot switched off, because OpenClaw starts no channel after so many crashes: people get no answer.
 *
 * Seen on the host: three runs without an end in the gateway's own record; `channel autostart suppressed by crash-loop
 * breaker` in the log, and a bot that is configured and does not run.
 *
 * The twin was stopped and started three times by its owner, and its bot answers.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { startServing } from '../serving.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const TIMES = 3;

async function withBot(lab: Lab) {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
  });
  return chat;
}

export default defineFault({
  name: 'breaker-tripped',
  title: 'after three crashes in minutes the gateway runs and leaves its chat bot off',
  accepted: ['boot-safe-mode', 'service-crash-loop'],
  complaint: 'the telegram bot does not answer any more since this morning',
  async plant(lab) {
    await withBot(lab);
    for (let i = 0; i < TIMES; i++) await (await lab.start()).kill();
    await startServing(lab);
    await seen(lab, 'suppressed by crash-loop breaker');
    return undefined;
  },
  twin: {
    title: 'the gateway was stopped and started three times in minutes, and its chat bot answers',
    async plant(lab) {
      const chat = await withBot(lab);
      for (let i = 0; i < TIMES; i++) await (await lab.start()).stop();
      await lab.start();
      await chat.write(direct(ANNA, 'good morning'));
      await chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
