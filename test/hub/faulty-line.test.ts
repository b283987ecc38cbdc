/** The channel over a failing line on Node: real sockets and stores; the bot's clock is the test's. */
import { startBot, triageJob } from './bot.ts';
import { faultyLineContract } from './faulty-line.ts';

faultyLineContract('Node', async () => {
  let ahead = 0;
  const bot = await startBot({ now: () => Date.now() + ahead });
  return {
    url: bot.url,
    token: () => bot.token('node-3'),
    dispatch: (id, incident) =>
      bot.dispatch('node-3', triageJob(id, { incident, expiresAt: Date.now() + ahead + 1_200_000 })),
    events: async (incident) => bot.events.filter((event) => event.incident === incident),
    card: () => bot.card('node-3'),
    async pass(ms) {
      ahead += ms;
      await bot.objects.runDue();
    },
    close: () => bot.close(),
  };
});
