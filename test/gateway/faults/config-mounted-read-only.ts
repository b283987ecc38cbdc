/**
 * The gateway was put on a host where the configuration is handed in by a mount, one file and read-only, as deployment
 * scripts do it. It serves; whoever wants to change a setting by OpenClaw's own command is refused by the system.
 *
 * Seen on the host: the mount table has the configuration file itself, mounted `ro`; owner and mode are right. `openclaw
 * config set` ends with an error and the file stays as it was.
 *
 * In the twin an example file beside the configuration is mounted like that, and the setting is taken.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** Mounts a copy of the configuration over `file`, read-only. */
function handIn(lab: Lab, file: string): void {
  const source = join(lab.dir, 'deployed.json');
  copyFileSync(lab.configFile, source);
  execFileSync('mount', ['--bind', source, file]);
  const unmount = () => execFileSync('umount', ['-l', file], { stdio: 'ignore' });
  process.prependOnceListener('exit', unmount);
  lab.onDispose(() => {
    process.off('exit', unmount);
    unmount();
  });
  execFileSync('mount', ['-o', 'remount,bind,ro', file]);
}

/** Sets something as an operator does; whether the file has it afterwards. */
async function takesSetting(lab: Lab): Promise<boolean> {
  const { code } = await lab.cli(['config', 'set', 'agents.defaults.timeoutSeconds', '900']);
  const kept = /"timeoutSeconds": 900/.test(readFileSync(lab.configFile, 'utf8'));
  if (kept !== (code === 0)) throw new Error(`The command ended ${code}, and the file has it: ${kept}`);
  return kept;
}

export default defineFault({
  name: 'config-mounted-read-only',
  title: 'the configuration is a file that was mounted read-only',
  accepted: ['config-write-rejected', 'file-permission'],
  complaint:
    'Every time I try to change a setting with the openclaw command it ends in an error and nothing is saved.',
  mounts: true,
  async plant(lab) {
    handIn(lab, lab.configFile);
    await lab.start();
    if (await takesSetting(lab)) throw new Error('The setting was taken, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'an example of a configuration is mounted read-only beside the one in use',
    async plant(lab) {
      const example = join(lab.dir, 'openclaw.example.json');
      copyFileSync(lab.configFile, example);
      handIn(lab, example);
      await lab.start();
      if (!(await takesSetting(lab))) throw new Error('The setting was not taken');
      return undefined;
    },
  },
});
