/**
 * People and tools speak of errors: an incident is discussed in three languages, and an agent reads a log of another
 * machine aloud. Part of that lands in the gateway's own log.
 */
import { defineHealthy } from '../healthy.ts';
import { appendLog } from '../old-log.ts';
import { pairedOperator, say } from '../operator.ts';

const SAID = [
  'why does my other box say "unauthorized: gateway token mismatch (provide gateway auth token)"?',
  'gestern war die Platte voll: Error: ENOSPC: no space left on device, write; der Gateway lief nicht mehr',
  '网关断开了 gateway closed (1000 normal closure): no close reason, 后来提示 missing scope: operator.write',
  'Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:18789',
];

export default defineHealthy({
  name: 'talk-of-errors',
  title: "other people's error words in chat and tool output, in the log too",
  async plant(lab) {
    lab.configure((config) => {
      config.logging = { file: lab.logFile, level: 'debug' };
    });
    await lab.start();
    const operator = await pairedOperator(lab);
    await say(operator, SAID.join('\n'));
    await say(operator, 'TOOL:exec:{"command":"echo Error: ENOSPC: no space left on device; exit 1"}');
    // The turns are under way and the gateway answers beside them.
    await operator.call('status');
    appendLog(lab, [
      ...SAID.map((words) => ({
        ago: 0,
        subsystem: 'telegram/inbound',
        message: `message from @dora: ${words}`,
      })),
      ...SAID.map((words) => ({
        ago: 0,
        subsystem: 'agent/embedded',
        message: `tool exec output: ${words}`,
      })),
      {
        ago: 0,
        subsystem: 'whatsapp',
        message: `Inbound message +49… -> +49… (direct, 84 chars) ${SAID[1]}`,
      },
      { ago: 0, subsystem: null, message: `${SAID[0]}` },
    ]);
    return undefined;
  },
});
