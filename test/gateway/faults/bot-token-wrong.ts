/**
 * The token of the chat bot was revoked: the gateway runs, and its only channel has given up for good.
 *
 * Seen on the host: `channel exited: Telegram bot token unauthorized … getMe returned 401`, `auto-restart skipped,
 * terminal disconnect`; `channels.status` says so too, and the gateway never calls itself ready.
 *
 * The twin's bot is known and has nothing to do.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { telegramBot } from '../telegram.ts';

/** As long as a slow first start takes (gateway.ts). */
const START_LIMIT_MS = 120_000;

/** It serves, ready or not. */
async function serves(lab: Lab): Promise<void> {
  for (const began = Date.now(); ; ) {
    const answers = fetch(`http://127.0.0.1:${lab.port}/healthz`, { signal: AbortSignal.timeout(2_000) });
    if (await answers.then(({ ok }) => ok).catch(() => false)) return;
    if (Date.now() - began > START_LIMIT_MS) throw new Error('The gateway never served');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export default defineFault({
  name: 'bot-token-wrong',
  title: 'the token of the chat bot was revoked',
  accepted: ['channel-auth-failed'],
  async plant(lab) {
    await telegramBot(lab, 'revoked');
    // It is not ready for as long as its channel is not.
    await lab.start({ wait: false });
    await serves(lab);
    await seen(lab, 'terminal disconnect');
    return undefined;
  },
  twin: {
    title: 'the chat bot is known, and nobody writes to it',
    async plant(lab) {
      await telegramBot(lab, 'known');
      await lab.start();
      return undefined;
    },
  },
});
