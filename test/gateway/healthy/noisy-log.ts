/**
 * Everything is logged, as JSON, and the turns say a lot: tools that fail and are tried otherwise, files that are not
 * there, a page that is refused.
 */
import { defineHealthy } from '../healthy.ts';
import { turn } from '../turns.ts';

const TRIED = [
  'TOOL:exec:{"command":"cat /etc/nothing-here; ls -l /root/.ssh; false"}',
  'TOOL:read:{"path":"not-there.md"}',
  'TOOL:exec:{"command":"echo EADDRINUSE 401 Unauthorized token_mismatch >&2; exit 78"}',
];

export default defineHealthy({
  name: 'noisy-log',
  title: 'the log has everything in it, as JSON, and tools that failed in ordinary ways',
  async plant(lab) {
    lab.configure((config) => {
      config.logging = { file: lab.logFile, level: 'trace', consoleLevel: 'trace', consoleStyle: 'json' };
    });
    await lab.start({ args: ['--verbose'] });
    for (const message of TRIED) await turn(lab, message);
    return undefined;
  },
});
