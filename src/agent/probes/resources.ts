/**
 * @module agent/probes/resources
 * Disk, inodes, memory and load where the gateway lives. A full state disk keeps every HTTP probe green
 * while no client can connect, so it is looked at each time.
 */
import { availableParallelism, freemem, loadavg, platform, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { HostPort, Outcome } from '../host/host-port.ts';
import { isReadOnly, mountsOf } from '../host/mounts.ts';
import { defineProbe, factsOn } from '../probe.ts';

type Space = { freeBytes: number; usedPercent: number; freeInodes: number | null };

/** The nearest existing directory: a state directory that is not there yet still has a disk to land on. */
async function spaceAt(host: HostPort, path: string): Promise<Outcome<Space>> {
  const found = await host.stat(path);
  if (found.ok && found.value === null && dirname(path) !== path) return spaceAt(host, dirname(path));
  return host.space(path);
}

async function availableMemory(host: HostPort): Promise<number> {
  const info = await host.read('/proc/meminfo', { maxBytes: 16 * 1024 });
  const kib = info.ok ? Number(/^MemAvailable:\s+(\d+)/m.exec(info.value ?? '')?.[1]) : Number.NaN;
  return ((Number.isFinite(kib) ? kib * 1024 : freemem()) / totalmem()) * 100;
}

export const resources = defineProbe({
  id: 'resources',
  of: 'both',
  title: "disk under the gateway's state, memory, load",
  gives: [
    'gateway.disk.free-bytes',
    'gateway.disk.used-percent',
    'gateway.disk.free-inodes',
    'gateway.disk.read-only',
    'host.memory.available-percent',
    'host.load-per-core',
    'host.platform',
    'host.node-version',
  ],
  needs: 'nothing special',
  timeoutMs: 3_000,
  async look({ host, target }) {
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    const [space, mounts, memory] = await Promise.all([
      spaceAt(host, target.root + target.stateDir),
      host.read(mountsOf(main?.pid)),
      availableMemory(host),
    ]);
    return {
      source: target.stateDir,
      ...(space.ok ? {} : { why: space.why }),
      facts: [
        ...factsOn('host', {
          'host.platform': platform(),
          'host.node-version': process.versions.node,
          'host.memory.available-percent': Math.round(memory),
          'host.load-per-core': Math.round(((loadavg()[0] ?? 0) / availableParallelism()) * 100) / 100,
        }),
        ...factsOn(target.subject, {
          'gateway.disk.free-bytes': space.ok ? space.value.freeBytes : undefined,
          'gateway.disk.used-percent': space.ok ? Math.round(space.value.usedPercent * 10) / 10 : undefined,
          'gateway.disk.free-inodes': space.ok ? (space.value.freeInodes ?? undefined) : undefined,
          'gateway.disk.read-only':
            mounts.ok && mounts.value ? isReadOnly(mounts.value, target.stateDir) : undefined,
        }),
      ],
    };
  },
});
