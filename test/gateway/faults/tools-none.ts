/**
 * The list of allowed tools names one that does not exist (a plugin was renamed): no tool remains, and every turn
 * fails before the model is asked.
 *
 * Seen on the host: the last run failed with `No callable tools remain after resolving explicit tool allowlist`.
 *
 * The twin allows little on purpose, for long: a quiet agent that only looks.
 */
import { defineFault } from '../fault.ts';
import { failingTurn, turn } from '../turns.ts';

export default defineFault({
  name: 'tools-none',
  title: 'the allowed tools do not exist: every turn fails',
  accepted: ['tool-policy-denies'],
  async plant(lab) {
    lab.configure((config) => {
      config.tools = { allow: ['tool_of_the_old_plugin'] };
    });
    await lab.start();
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: 'the agent may only read, by choice, and its turns end well',
    async plant(lab) {
      lab.configure((config) => {
        config.tools = { allow: ['read'] };
      });
      await lab.start();
      await turn(lab);
      return undefined;
    },
  },
});
