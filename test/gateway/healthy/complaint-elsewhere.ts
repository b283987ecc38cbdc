/**
 * Somebody calls about another system that is called a gateway as well: the one of the payments, whose certificate has
 * run out and which refuses a token. This one is as it should be.
 */
import { defineHealthy } from '../healthy.ts';
import { turn } from '../turns.ts';

export default defineHealthy({
  name: 'complaint-elsewhere',
  title: 'somebody complains of the payment gateway, which is none of ours',
  complaint:
    'Seit heute früh sagt das Payment-Gateway bei jeder Kartenzahlung "401 Unauthorized, token expired", die Kasse steht. ' +
    'Laut Anbieter ist das TLS-Zertifikat am Terminal abgelaufen. Könnt ihr das Gateway neu starten?',
  async plant(lab) {
    await lab.start();
    const { status, error } = await turn(lab);
    if (status !== 'ok') throw new Error(`The turn ended "${status}": ${error}`);
    return undefined;
  },
});
