/**
 * The model server of the house was given another name, and the configuration still has the old one, which no name
 * server knows. The gateway and its probes are green, and no turn is answered.
 *
 * Seen on the host: the host in `models.providers.stub.baseUrl` does not resolve; `[model-fetch] error …
 * code=ENOTFOUND` (or EAI_AGAIN) in the log of a turn.
 *
 * The twin's model server is called by a name, too, one that resolves.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

function modelAt(lab: Lab, host: string): void {
  lab.configure(({ models }) => {
    const stub = models.providers.stub as { baseUrl: string };
    stub.baseUrl = stub.baseUrl.replace('127.0.0.1', host);
  });
}

export default defineFault({
  name: 'model-host-unknown',
  title: 'the name of the model server does not resolve',
  accepted: ['dns-or-network-egress'],
  async plant(lab) {
    modelAt(lab, 'llm-old.house.invalid');
    await lab.start();
    await failingTurn(lab);
    if (!/ENOTFOUND|EAI_AGAIN/.test(lab.log())) throw new Error('The name was no part of the failure');
    return undefined;
  },
  twin: {
    title: 'the name of the model server resolves',
    async plant(lab) {
      modelAt(lab, 'localhost');
      await lab.start();
      await answeredTurn(lab);
      return undefined;
    },
  },
});
