/**
 * Clients tell who they are and why they go, in words of their own; somebody sends a frame that is no JSON. Nobody is
 * refused anything that matters.
 */
import { defineHealthy } from '../healthy.ts';
import { appendLog } from '../old-log.ts';

const WORDS = ['gateway already running (pid 41)', 'ENOSPC: no space left on device', 'database is locked'];

export default defineHealthy({
  name: 'client-says-much',
  title: 'clients with the words of failures in their names, reasons and frames',
  async plant(lab) {
    await lab.start();
    appendLog(
      lab,
      WORDS.flatMap((words, n) => {
        const conn = `0a1b2c3${n}`;
        return [
          {
            ago: 0,
            subsystem: 'gateway/ws',
            message: `webchat connected conn=${conn} remote=127.0.0.1 ua=${words}`,
          },
          {
            ago: 0,
            subsystem: 'gateway/ws',
            message: `webchat disconnected code=1000 reason=${words} conn=${conn}`,
          },
          {
            ago: 0,
            level: 'ERROR' as const,
            subsystem: 'gateway',
            message: `parse/handle error: SyntaxError: Unexpected token 'E', "${words}" is not valid JSON`,
          },
        ];
      }),
    );
    return undefined;
  },
});
