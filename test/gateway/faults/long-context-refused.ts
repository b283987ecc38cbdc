/**
 * The account at the model provider may not use long contexts: requests of that size are answered 429, whatever the hour,
 * and waiting does not help.
 *
 * Seen on the host: `429` with `Extra usage is required for long context requests` in the log of a turn.
 *
 * In the twin somebody asks the model about those words, and it answers.
 */
import { defineFault } from '../fault.ts';
import { refusingProvider, useProvider } from '../provider.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

const WORDS = 'Extra usage is required for long context requests.';

export default defineFault({
  name: 'long-context-refused',
  title: 'the account at the model provider may not use long contexts',
  accepted: ['anthropic-long-context-429'],
  async plant(lab) {
    const error = { type: 'rate_limit_error', message: WORDS };
    await refusingProvider(lab, { status: 429, body: { type: 'error', error } });
    lab.configure((config) => useProvider(config, lab));
    await lab.start();
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: 'somebody asks the model about long contexts, and it answers',
    async plant(lab) {
      await lab.start();
      await answeredTurn(lab, `my script was told 429 ${WORDS} why?`);
      return undefined;
    },
  },
});
