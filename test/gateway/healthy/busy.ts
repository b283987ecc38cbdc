/**
 * An agent's turn is running: a tool takes its time. The gateway works, and that is what it is for.
 */
import { defineHealthy } from '../healthy.ts';
import { pairedOperator, say } from '../operator.ts';

export default defineHealthy({
  name: 'busy',
  title: "an agent's turn is running",
  async plant(lab) {
    await lab.start();
    const operator = await pairedOperator(lab);
    await say(operator, 'TOOL:exec:{"command":"sleep 25"}');
    await operator.call('status');
    return undefined;
  },
});
