/** Changes to a host, asked for by a bot on Node. */
import { incidentBehaviour } from '../../../src/incidents/incident-object.ts';
import { silentLog } from '../../contracts/silent-log.ts';
import { startBot } from '../../hub/bot.ts';
import { changesContract } from './contract.ts';
import { MARK_TERMS } from './mark-terms.ts';

changesContract('Node', async () => {
  const bot = await startBot({
    terms: MARK_TERMS,
    incident: (objects) => incidentBehaviour({ objects, notifiers: {}, log: silentLog }),
  });
  return {
    url: bot.url,
    objects: bot.objects,
    send: (to, message) => bot.objects.send(to, message as { type: string }),
    token: (host) => bot.token(host),
    close: () => bot.close(),
  };
});
