/**
 * A start script of one's own: it reads a file of variables that has comments, quotes, `export` and last year's token in
 * a remark, starts the gateway in a session of its own and ends. Nobody is the gateway's parent.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { launch, script, serves } from '../launch.ts';
import { killRest, treeOf } from '../process-tree.ts';

const TOKEN = 'lab-token-of-the-start-script-0018';

const VARIABLES = `# written in May, see the wiki
#export OPENCLAW_GATEWAY_TOKEN=lab-token-of-last-year-0018
export OPENCLAW_GATEWAY_TOKEN="${TOKEN}"   # since June
export GREETING='it'"'"'s "us"'
LANG=de_DE.UTF-8
`;

const PROGRAM = `#!/bin/sh
cd "$(dirname "$0")" && set -a && . ./claw.env && set +a
setsid nohup openclaw gateway run >/dev/null 2>&1 </dev/null &
echo $! > gateway.pid
`;

export default defineHealthy({
  name: 'wrapper-script',
  title: 'a script of its own started it with variables out of a file, and ended',
  async plant(lab) {
    writeFileSync(join(lab.dir, 'claw.env'), VARIABLES);
    lab.configure((config) => {
      config.gateway.auth = { mode: 'token' };
    });
    launch(lab, script(lab, 'start-claw.sh', PROGRAM));
    const noted = join(lab.dir, 'gateway.pid');
    const pid = () => (existsSync(noted) ? Number(readFileSync(noted, 'utf8')) : 0);
    const kill = () => killRest(pid() ? treeOf(pid()) : []);
    process.prependOnceListener('exit', kill);
    lab.onDispose(() => {
      process.off('exit', kill);
      kill();
    });
    await serves(lab.port);
    return { env: { OPENCLAW_GATEWAY_TOKEN: TOKEN } };
  },
});
