/**
 * @module agent/bundle/sources/host
 * The machine: which system, how much memory and disk is left, how loaded it is, and what its clock is off UTC.
 */
import { arch, cpus, freemem, loadavg, release, totalmem, uptime, version } from 'node:os';
import { dirname } from 'node:path';
import { defineSource, notCollected } from '../source.ts';

const PRETTY = /^PRETTY_NAME="?([^"\n]{1,100})"?$/m;
const MB = 1024 * 1024;

export const host = defineSource({
  id: 'host',
  title: 'the machine',
  limitMs: 5_000,
  async collect({ host: port, target, now }) {
    const os = await port.read('/etc/os-release', { maxBytes: 8_192 });
    const named = PRETTY.exec(os.ok ? (os.value ?? '') : '')?.[1] ?? process.platform;
    const places = [
      ...new Set([target.root + target.stateDir, dirname(target.root + target.configPath), '/tmp']),
    ];
    const missing = [];
    const disks = [];
    for (const path of places) {
      const space = await port.space(path);
      if (!space.ok) {
        missing.push(notCollected(`space of ${path}`, space.why));
        continue;
      }
      const { freeBytes, usedPercent, freeInodes } = space.value;
      disks.push({
        path,
        freeMb: Math.round(freeBytes / MB),
        usedPercent: Math.round(usedPercent),
        freeInodes,
      });
    }
    const container = await port.stat('/.dockerenv');
    const told = {
      system: named,
      kernel: `${process.platform} ${release()}`,
      build: version(),
      architecture: arch(),
      inContainer: container.ok && container.value !== null,
      processors: cpus().length,
      load: loadavg().map((one) => Math.round(one * 100) / 100),
      memoryMb: { total: Math.round(totalmem() / MB), free: Math.round(freemem() / MB) },
      upSince: new Date(now() - uptime() * 1_000).toISOString().slice(0, 16),
      minutesFromUtc: 0 - new Date(now()).getTimezoneOffset(),
      agentUser: process.geteuid?.() === 0 ? 'root' : 'not root',
      disks,
    };
    return {
      files: [
        {
          name: 'system/host.json',
          source: 'the system',
          text: `${JSON.stringify(told, null, 2)}\n`,
          cut: null,
        },
      ],
      missing,
      versions: { os: `${named}, kernel ${release()}, ${arch()}` },
    };
  },
});
