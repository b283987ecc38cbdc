/**
 * @module agent/probes/versions
 * The OpenClaw package on disk, and the one that a shell on this host calls; what the running gateway says of itself comes from its own health page.
 */
import { dirname, join } from 'node:path';
import { placeOf } from '../gateways/discover.ts';
import { nodeOnPath } from '../gateways/node-release.ts';
import { installedVersion, openclawOf } from '../gateways/openclaw-command.ts';
import { packageOf } from '../gateways/openclaw-package.ts';
import type { HostPort } from '../host/host-port.ts';
import { defineProbe, factsOn } from '../probe.ts';

/** The package's own list of what it consists of: a JSON array of `dist/…` (releases from 2026.6). */
const INVENTORY = 'postinstall-inventory.json';
const MOST_LACKING = 4;

/** What is on the list and not there: an update that broke off. Undefined where there is no list, or nothing lacks. */
async function lacking(host: HostPort, dist: string): Promise<string[] | undefined> {
  const [list, there] = await Promise.all([
    host.read(join(dist, INVENTORY), { maxBytes: 4 * 1024 * 1024 }),
    host.list(dist),
  ]);
  const have = new Set(there.ok ? there.value : []);
  if (!list.ok || list.value === null || have.size === 0) return undefined;
  const lost = [...list.value.matchAll(/"(dist\/([^"/]{1,200}))"/g)].filter(
    ([, , name]) => !have.has(name ?? ''),
  );
  return lost.length > 0 ? lost.slice(0, MOST_LACKING).map(([, path]) => path ?? '') : undefined;
}

/** The package's own stamp (2026.9.6); the running gateway gives the same word when it greets. */
const BUILD = /"buildId"\s*:\s*"([^"]{1,200})"/;

export const versions = defineProbe({
  id: 'versions',
  of: 'both',
  title: 'the installed OpenClaw package, and whether it is whole',
  gives: [
    'gateway.version.installed',
    'gateway.build.installed',
    'gateway.package.lacks',
    'clients.version',
    'clients.node',
    'clients.node-supported',
  ],
  needs: 'to read the package that the openclaw command belongs to',
  timeoutMs: 3_000,
  async look({ host, target, shell, openclaw }) {
    const program = await openclawOf(host, openclaw, target);
    const installed = program.ok ? await packageOf(host, program.value) : program;
    if (!installed.ok) return { source: openclaw, look: installed.look, why: installed.why, facts: [] };
    const dist = join(dirname(installed.value.path), 'dist');
    const stamp = await host.read(join(dist, 'build-info.json'));
    // A shell that leads to another gateway has its own release, and may.
    const leadsHere = placeOf(shell).stateDir === target.stateDir;
    const typed = leadsHere ? await installedVersion(host, openclaw, shell) : null;
    // A service brings a Node.js of its own; where none does, whoever starts the gateway takes the shell's.
    const bare = target.units.length === 0 && target.container === undefined;
    const range = typed?.ok && bare ? typed.value.nodeRange : undefined;
    const node = range === undefined ? null : await nodeOnPath(host, shell, range);
    return {
      source: installed.value.path,
      facts: factsOn(target.subject, {
        'gateway.version.installed': installed.value.version,
        'gateway.build.installed': BUILD.exec(stamp.ok ? (stamp.value ?? '') : '')?.[1],
        'clients.version': typed?.ok ? typed.value.version : undefined,
        'clients.node': node?.version,
        'clients.node-supported': node?.fits,
        'gateway.package.lacks': await lacking(host, dist),
      }),
    };
  },
});
