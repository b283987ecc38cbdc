/**
 * @module agent/recovery/preconditions
 * Whether what an order names as its precondition still is so on this host. By itself and small, because it is asked
 * before anything is begun, by a process that stays in memory.
 */
import type { Precondition } from '../../protocol/order.ts';
import { discover, type Env } from '../gateways/discover.ts';
import { inReadersWords } from '../gateways/legacy-variables.ts';
import { type HostPort, realHost } from '../host/host-port.ts';
import { shaOf } from './owned-files.ts';

type Options = { env: Env; openclaw?: string | undefined; host?: HostPort };

/** For `runAgent`: the configuration of the gateway has these bytes. What cannot be read holds nothing. */
export const preconditionsHold =
  ({ env, openclaw = 'openclaw', host = realHost() }: Options) =>
  async ({ what, gateway, is }: Precondition): Promise<boolean> => {
    if (what !== 'config-sha256') return false;
    const script = openclaw.includes('/') ? openclaw : undefined;
    const shell = await inReadersWords(host, env, { brand: 'openclaw', is: 'client', script });
    const found = await discover(host, shell, gateway);
    const target = found.find(({ name }) => name === gateway);
    return target !== undefined && shaOf(target.root + target.configPath) === is;
  };
