/**
 * @module agent/openclaw-command
 * Finds the installed OpenClaw by its command, and reads the version from the package beside it: 0.1 ms
 * instead of the 0.2 s and 68 MB that `openclaw --version` costs (2026.9.6).
 */
import { promises as fs } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { type HostPort, type Outcome, seen, unseen } from './host-port.ts';

const Package = z.object({ name: z.enum(['openclaw', 'clawdbot', 'moltbot']), version: z.string().max(64) });

async function realPath(command: string, path: string): Promise<string | null> {
  const places = isAbsolute(command)
    ? [command]
    : path.split(delimiter).map((folder) => join(folder, command));
  for (const place of places) {
    const real = await fs.realpath(place).catch(() => null);
    if (real !== null) return real;
  }
  return null;
}

/** The package that `command` belongs to: the nearest package.json above it with OpenClaw's name. */
export async function installedVersion(
  host: HostPort,
  command: string,
  path = '',
): Promise<Outcome<{ version: string; path: string }>> {
  const program = await realPath(command, path);
  if (program === null)
    return unseen('unavailable', `${command} is not on the PATH; name it with --openclaw PATH`);
  for (let folder = dirname(program); folder !== dirname(folder); folder = dirname(folder)) {
    const text = await host.read(join(folder, 'package.json'), { maxBytes: 256 * 1024 });
    if (!text.ok || text.value === null) continue;
    try {
      const found = Package.safeParse(JSON.parse(text.value));
      if (found.success) return seen({ version: found.data.version, path: join(folder, 'package.json') });
    } catch {}
  }
  return unseen('unavailable', `${program} belongs to no OpenClaw package`);
}
