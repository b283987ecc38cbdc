/**
 * @module agent/bundle/sources/versions
 * The version triple that tier two asks for first: OpenClaw's command, the running gateway, and the host agent with its
 * Node. What could not be told is said, not left out.
 */
import { installedVersion } from '../../gateways/openclaw-command.ts';
import { type Collected, defineSource, notCollected } from '../source.ts';

/** Facts by the name that the version has in the manifest. */
const FACTS = {
  gateway: 'gateway.version.running',
  package: 'gateway.version.installed',
  build: 'gateway.build.installed',
} as const;

export const versions = defineSource({
  id: 'versions',
  title: 'versions',
  limitMs: 30_000,
  async collect({ host, shell, openclaw, looked, target }) {
    const [command, { evidence }] = await Promise.all([installedVersion(host, openclaw, shell), looked]);
    const facts = evidence.flatMap((one) => one.facts).filter(({ subject }) => subject === target.subject);
    const told: Record<string, string> = {};
    const missing: NonNullable<Collected['missing']> = [];
    if (command.ok) told.cli = command.value.version;
    else missing.push(notCollected("version of OpenClaw's command", command.why));
    for (const [name, fact] of Object.entries(FACTS)) {
      const value = facts.find((one) => one.fact === fact)?.value;
      if (typeof value === 'string') told[name] = value.slice(0, 120);
    }
    if (told.gateway === undefined)
      missing.push(notCollected('version of the running gateway', 'it did not tell; is it running?'));
    return { versions: told, missing };
  },
});
