/** Tickets of a bot on Node. */
import { startBot } from '../../hub/bot.ts';
import { incidentWithDesks } from './behaviour.ts';
import { ticketsContract } from './contract.ts';

ticketsContract('Node', async (desks) => {
  const bot = await startBot({ incident: (objects) => incidentWithDesks(objects, desks) });
  return {
    url: bot.url,
    send: (to, message) => bot.objects.send(to, message as { type: string }),
    token: (host) => bot.token(host),
    close: () => bot.close(),
  };
});
