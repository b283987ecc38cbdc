/**
 * A start script of its own with a strict umask, a limit to open files and a deadline: the gateway is to end by itself
 * after a day. Its parent is a `timeout`, and no service manager knows it.
 */
import { defineHealthy } from '../healthy.ts';
import { launch, script, serves } from '../launch.ts';
import { answeredTurn } from '../turns.ts';

const PROGRAM = `#!/bin/sh
umask 077
ulimit -n 4096
exec timeout --signal=TERM 86400 openclaw gateway run --port "$1"
`;

export default defineHealthy({
  name: 'strict-start',
  title: 'started by a script with a strict umask and a deadline of a day',
  async plant(lab) {
    launch(lab, script(lab, 'claw-for-a-day', PROGRAM), [String(lab.port)]);
    await serves(lab.port);
    await answeredTurn(lab);
    return undefined;
  },
});
