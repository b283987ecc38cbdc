/**
 * The owner wants nothing logged but errors, and there were none: the log is empty or not even there.
 */
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'quiet-log',
  title: 'only errors are logged, and there were none',
  async plant(lab) {
    lab.configure((config) => {
      config.logging = { file: lab.logFile, level: 'error', consoleLevel: 'error' };
    });
    await lab.start();
    await answeredTurn(lab);
    if (lab.log().includes('"INFO"')) throw new Error('More was logged than errors');
    return undefined;
  },
});
