/**
 * @module agent/gateway-rpc/device-nodes
 * The device nodes that are paired with a gateway, and whether each is connected (OpenClaw 2026.9.6, `node.list`). They
 * carry people's names: only the beginning of the id is told, by which `openclaw nodes status` finds it.
 */
import * as z from 'zod';
import type { Fact } from '../../protocol/evidence.ts';
import { factsOn } from '../probe.ts';

const Text = z.string().optional().catch(undefined);
export const NodeList = z.object({
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      paired: z.boolean().optional(),
      connected: z.boolean().optional(),
      platform: Text,
      deviceFamily: Text,
      /** What it may be asked to do, while it is connected. */
      commands: z.array(z.string()).optional().catch(undefined),
      /** The gateway's own host beside it. */
      gatewayLocal: z.boolean().optional(),
    }),
  ),
});

const MOST = 32;
const PLATFORMS: readonly [RegExp, string][] = [
  [/ios|iphone|ipad/i, 'ios'],
  [/android/i, 'android'],
  [/mac|darwin/i, 'macos'],
  [/win/i, 'windows'],
  [/linux/i, 'linux'],
];

/** One subject a device; those that were never approved are left out. */
export function deviceFacts(gateway: string, { nodes }: z.infer<typeof NodeList>): Fact[] {
  return nodes
    .filter(({ paired, gatewayLocal }) => paired !== false && gatewayLocal !== true)
    .slice(0, MOST)
    .flatMap(({ nodeId, connected, platform = '', deviceFamily = '', commands }) => {
      const kind = PLATFORMS.find(([pattern]) => pattern.test(`${platform} ${deviceFamily}`))?.[1];
      const id = nodeId.replace(/[^A-Za-z0-9-]/g, '').slice(0, 8);
      return factsOn(`${gateway}/device:${id || 'unnamed'}`, {
        'device.connected': connected === true,
        'device.runs-commands': connected === true ? commands?.includes('system.run') : undefined,
        'device.platform': kind ?? 'other',
      });
    });
}
