/**
 * The console speaks JSON and says everything, for a collector of logs; the file has errors alone, and stays nearly empty.
 */
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'console-json',
  title: 'the console says everything as JSON, and the log file next to nothing',
  async plant(lab) {
    lab.configure((config) => {
      config.logging = { file: lab.logFile, level: 'error', consoleLevel: 'debug', consoleStyle: 'json' };
    });
    const gateway = await lab.start();
    await answeredTurn(lab);
    if (!/^\{.*"level"/m.test(gateway.printed())) throw new Error('The console does not speak JSON');
    return undefined;
  },
});
