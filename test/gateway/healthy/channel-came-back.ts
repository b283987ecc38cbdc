/**
 * What the log of every gateway with a chat bot is full of: another poller took the bot for a moment, a connection was
 * closed and opened again, a quiet socket was renewed. The bot is connected, and everything is logged.
 */
import { defineHealthy } from '../healthy.ts';
import type { Lab } from '../lab.ts';
import { appendLog } from '../old-log.ts';
import { connect } from '../socket.ts';
import { telegramBot } from '../telegram.ts';

const HAPPENED = [
  ['telegram', 'Telegram getUpdates conflict: terminated by other getUpdates request; retrying in 2.2s'],
  ['telegram', 'Polling stall detected (no completed getUpdates for 121s); forcing restart.'],
  ['whatsapp', 'WhatsApp Web connection closed (status 428). Retry 1/12 in 2.17s… (Connection Closed)'],
  ['discord', 'Gateway websocket closed: 1006'],
] as const;

/** Waits until the bot's first poll was answered, a minute at most. */
async function connected(lab: Lab): Promise<void> {
  const client = await connect({ port: lab.port, token: lab.token, scopes: ['operator.read'] });
  for (const limit = Date.now() + 60_000; Date.now() < limit; ) {
    if (JSON.stringify(await client.call('channels.status')).includes('"connected":true'))
      return client.close();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The chat bot never connected');
}

export default defineHealthy({
  name: 'channel-came-back',
  title: 'the chat bot was cut off for moments, and is back',
  async plant(lab) {
    await telegramBot(lab, 'known', (config) => {
      config.logging = { file: lab.logFile, level: 'debug' };
    });
    await lab.start();
    await connected(lab);
    appendLog(lab, [
      ...HAPPENED.map(([channel, message]) => ({
        ago: 0,
        level: 'WARN' as const,
        subsystem: `gateway/channels/${channel}`,
        message,
      })),
      {
        ago: 0,
        subsystem: 'gateway/health-monitor',
        message: '[telegram:default] health-monitor: restarting (reason: stale-socket)',
      },
    ]);
    return undefined;
  },
});
