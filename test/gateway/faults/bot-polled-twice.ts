/**
 * The same chat bot is asked for news by two programs: the old machine was never switched off. Telegram lets only one of
 * them have the messages, and this one is sent away at each attempt.
 *
 * Seen on the host: the log has `409` and `terminated by other getUpdates request`, again and again; the bot does not
 * answer.
 *
 * The twin's bot has Telegram to itself since the other one was switched off.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { startServing } from '../serving.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const CONFLICT = {
  status: 409,
  description:
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
};

/** The first `times` polls meet the other program. */
async function beside(lab: Lab, times: number) {
  let polled = 0;
  const chat = await telegramChat(lab, (_token, method) => {
    if (method !== 'getUpdates') return undefined;
    polled += 1;
    return polled <= times ? CONFLICT : undefined;
  });
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
  });
  return { chat, polls: () => polled };
}

export default defineFault({
  name: 'bot-polled-twice',
  title: 'another program fetches the messages of the same chat bot',
  accepted: ['channel-disconnected', 'channel-ingress-unavailable'],
  complaint: 'the telegram bot does not answer since we moved it to the new machine',
  async plant(lab) {
    const { polls } = await beside(lab, Number.POSITIVE_INFINITY);
    await startServing(lab);
    await seen(lab, 'terminated by other getUpdates', 60_000);
    for (const began = Date.now(); polls() < 2; ) {
      if (Date.now() - began > 90_000) throw new Error(`Only ${polls()} polls met the other program`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return undefined;
  },
  twin: {
    title: 'another program fetched the messages once, and the bot answers since it was stopped',
    async plant(lab) {
      const { chat } = await beside(lab, 1);
      await lab.start();
      await chat.write(direct(ANNA, 'good morning'));
      await chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
