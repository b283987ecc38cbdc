/** Recoveries asked for by a bot on Node. */
import { approvalRoutes } from '../../../src/conversation/approval-routes.ts';
import { incidentBehaviour } from '../../../src/incidents/incident-object.ts';
import { silentLog } from '../../contracts/silent-log.ts';
import { startBot } from '../../hub/bot.ts';
import { recoveryContract } from './contract.ts';

recoveryContract('Node', async () => {
  const bot = await startBot({
    incident: (objects) => incidentBehaviour({ objects, notifiers: {}, log: silentLog }),
  });
  const { objects, signer } = bot;
  const now = (): number => Date.now();
  const app = approvalRoutes({ objects, signer, now, log: silentLog, may: async () => ({ ok: true }) });
  return {
    url: bot.url,
    send: (to, message) => objects.send(to, message as { type: string }),
    token: (host) => bot.token(host),
    fetch: async (path, init) => app.request(path, init),
    close: () => bot.close(),
  };
});
