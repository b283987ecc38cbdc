/**
 * Somebody asks an agent on the command line about another machine. The command prints the answer, and what commands
 * print lands in the gateway's log without the name of a part.
 */
import { defineHealthy } from '../healthy.ts';
import { appendLog } from '../old-log.ts';

export default defineHealthy({
  name: 'answer-on-console',
  title: "an answer on the console reads like a gateway's refused start",
  async plant(lab) {
    await lab.start();
    const said = [
      'Gateway failed to start: Invalid config at /srv/far/openclaw.json: gateway.bind: Invalid input',
      'Refusing to bind gateway to lan without auth.',
      'Missing config. Run `openclaw setup` there.',
    ];
    appendLog(
      lab,
      said.map((message) => ({ ago: 0, subsystem: null, message })),
    );
    return undefined;
  },
});
