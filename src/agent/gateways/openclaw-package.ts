/**
 * @module agent/gateways/openclaw-package
 * The package that a program belongs to: the nearest package.json above it with OpenClaw's name, or an earlier one.
 */
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { type HostPort, type Outcome, seen, unseen } from '../host/host-port.ts';
import { jsonOrNull } from './json-text.ts';

const Package = z.object({
  name: z.enum(['openclaw', 'clawdbot', 'moltbot']),
  version: z.string().max(64),
  engines: z
    .looseObject({ node: z.string().max(200).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

export type OpenClawPackage = {
  version: string;
  /** Of its package.json. */
  path: string;
  /** The Node.js versions that it says it takes. */
  nodeRange: string | undefined;
};

/** Unavailable where there is none. Links are not followed. */
export async function packageOf(host: HostPort, program: string): Promise<Outcome<OpenClawPackage>> {
  for (let folder = dirname(program); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    const text = await host.read(path, { maxBytes: 256 * 1024 });
    if (!text.ok || text.value === null) continue;
    const found = Package.safeParse(jsonOrNull(text.value));
    if (found.success)
      return seen({ version: found.data.version, path, nodeRange: found.data.engines?.node });
  }
  return unseen('unavailable', `${program} belongs to no OpenClaw package`);
}
