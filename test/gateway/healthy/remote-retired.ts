/**
 * A host that had a gateway of its own until last week: it was stopped for good, its state and its log are still here,
 * and everybody works with the one on another machine.
 */
import { clientOnly, farGateway } from '../far-gateway.ts';
import { ranWellBefore } from '../fault.ts';
import { defineHealthy } from '../healthy.ts';
import { appendLog } from '../old-log.ts';

const WEEK = 7 * 86_400;

export default defineHealthy({
  name: 'remote-retired',
  title: 'a host for work alone, with the state and the log of a gateway that was retired',
  async plant(lab) {
    await ranWellBefore(lab);
    appendLog(lab, [
      {
        ago: WEEK,
        level: 'ERROR',
        subsystem: 'gateway',
        message:
          'Gateway start blocked: set gateway.mode=local (current: remote) or pass --allow-unconfigured.',
      },
    ]);
    const far = await farGateway(lab);
    const logging = { file: lab.logFile };
    clientOnly(lab, { url: `ws://127.0.0.1:${far.port}`, token: far.token }, { logging });
    return undefined;
  },
});
