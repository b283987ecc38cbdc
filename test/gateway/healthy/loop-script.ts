/**
 * A shell loop of the owner keeps the gateway running. It has done so once, when somebody stopped the gateway politely;
 * since then the second run serves.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { launch, script, serves } from '../launch.ts';

const PROGRAM = `#!/bin/sh
cd "$(dirname "$0")" || exit 1
while :; do
  openclaw gateway run >/dev/null 2>&1 </dev/null &
  echo $! > gateway.pid
  wait
  sleep 1
done
`;

const NEXT_LIMIT_MS = 60_000;

export default defineHealthy({
  name: 'loop-script',
  title: 'a shell loop keeps it running, and has started it anew once',
  async plant(lab) {
    launch(lab, script(lab, 'keep-claw.sh', PROGRAM));
    await serves(lab.port);
    const noted = join(lab.dir, 'gateway.pid');
    const pid = () => (existsSync(noted) ? Number(readFileSync(noted, 'utf8')) : 0);
    const first = pid();
    process.kill(first, 'SIGTERM');
    for (const began = Date.now(); pid() === first || pid() === 0; ) {
      if (Date.now() - began > NEXT_LIMIT_MS) throw new Error('The loop did not start it anew');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await serves(lab.port);
    return undefined;
  },
});
