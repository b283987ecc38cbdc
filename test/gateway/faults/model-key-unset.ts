/**
 * The key of the model provider is written as `${VARIABLE}`, and the gateway was started from a shell that does not have
 * it: the gateway is green, and no turn is answered.
 *
 * Seen on the host: `models.providers.stub.apiKey` names a variable that the gateway's environment lacks; turns fail.
 *
 * The twin's gateway has the variable.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

const VARIABLE = 'MODEL_KEY_OF_THE_TEAM';

function byVariable(lab: Lab): void {
  lab.configure(({ models }) => {
    Object.assign(models.providers.stub as object, { apiKey: `\${${VARIABLE}}` });
  });
}

export default defineFault({
  name: 'model-key-unset',
  title: 'the key of the model is a variable that the gateway does not have',
  accepted: ['secretref-unresolved', 'model-auth-missing'],
  async plant(lab) {
    byVariable(lab);
    await lab.start();
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: 'the key of the model is a variable that the gateway has',
    async plant(lab) {
      byVariable(lab);
      await lab.start({ env: { [VARIABLE]: 'lab-model-key' } });
      await answeredTurn(lab);
      return undefined;
    },
  },
});
