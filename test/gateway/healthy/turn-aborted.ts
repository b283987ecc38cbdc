/**
 * A person thought better of it and stopped the agent in the middle of a command. The log has an aborted run and a
 * command that was ended; the next turn is answered.
 */
import { defineHealthy } from '../healthy.ts';
import { pairedOperator, say } from '../operator.ts';
import { turn } from '../turns.ts';

export default defineHealthy({
  name: 'turn-aborted',
  title: 'a person stopped a turn halfway',
  async plant(lab) {
    await lab.start();
    const operator = await pairedOperator(lab);
    await say(operator, 'TOOL:exec:{"command":"sleep 300"}');
    await new Promise((resolve) => setTimeout(resolve, 6000));
    const stopped = await operator.call('chat.abort', { sessionKey: 'agent:main:main' });
    if (!stopped.ok || stopped.payload.aborted !== true)
      throw new Error(`The turn was not stopped: ${JSON.stringify(stopped)}`);
    const { status, error } = await turn(lab);
    if (status !== 'ok') throw new Error(`The turn ended "${status}": ${error}`);
    return undefined;
  },
});
