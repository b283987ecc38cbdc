/**
 * Several hosts of a house share a part of their configuration, and somebody moved that part to a folder of its own
 * beside the one of the configuration. OpenClaw includes nothing from outside: the gateway refuses to start.
 *
 * Seen on the host: nothing runs; `$include` names a file that is there and that the gateway may read, in another folder,
 * and the refusal says that the path escapes the directory of the configuration.
 *
 * The twin has the same file in the same place, and the gateway's environment names the folder as one to include from.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { refusedSaying } from '../refusal.ts';

/** Moves the configuration into a folder of its own and its agents into another one; returns the environment for it. */
function sharedPart(lab: Lab): { env: Record<string, string>; shared: string } {
  const [own, shared] = [join(lab.dir, 'host-7'), join(lab.dir, 'house')];
  for (const folder of [own, shared]) mkdirSync(folder);
  const { agents, ...rest } = JSON.parse(readFileSync(lab.configFile, 'utf8'));
  writeFileSync(join(shared, 'agents.json5'), `// of all hosts\n${JSON.stringify({ agents })}\n`);
  const file = join(own, 'openclaw.json');
  writeFileSync(file, `${JSON.stringify({ $include: '../house/agents.json5', ...rest }, null, 2)}\n`);
  return { env: { OPENCLAW_CONFIG_PATH: file }, shared };
}

export default defineFault({
  name: 'include-outside',
  title: 'the configuration includes a file from a folder that it may not include from',
  accepted: ['config-invalid'],
  async plant(lab) {
    const { env } = sharedPart(lab);
    await refusedSaying(await lab.start({ wait: false, env }), 'escapes config directory', lab.log);
    return { env };
  },
  twin: {
    title: 'the configuration includes a file from another folder, which the environment allows',
    async plant(lab) {
      const { env, shared } = sharedPart(lab);
      const allowed = { ...env, OPENCLAW_INCLUDE_ROOTS: shared };
      await lab.start({ env: allowed });
      return { env: allowed };
    },
  },
});
