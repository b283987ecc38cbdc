/**
 * A deployment asked the gateway to restart itself, and the process stayed: same id, same start time, another boot. The
 * app that was connected was closed with 1012 and has come back.
 */
import { bootOf, nextBoot } from '../boots.ts';
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { pairedOperator } from '../operator.ts';

export default defineHealthy({
  name: 'restarted-by-rpc',
  title: 'a deployment asked for a restart, which is just over',
  async plant(lab) {
    const gateway = await lab.start();
    await pairedOperator(lab);
    const { port, token } = lab;
    const deployment = await isLetIn(lab, { port, token, scopes: ['operator.admin', 'operator.read'] });
    const before = await bootOf(lab);
    const answer = await deployment.call('gateway.restart.request', { reason: 'deployment of new skills' });
    if (!answer.ok) throw new Error(`The restart was refused: ${JSON.stringify(answer.error)}`);
    await nextBoot(lab, before);
    await gateway.ready();
    await pairedOperator(lab, 'came-back');
    return undefined;
  },
});
