/**
 * @module agent/gateways/ownership
 * Whose a gateway is. One user has its state, its process and the definition that starts it; its configuration may be
 * root's, too. Where they differ, nothing of it is shown, read or written: one user's file would be handed to another.
 * Root looks at root's gateways alone; for anybody else's the host agent runs with that user's rights (host-owner.ts).
 */
import { uidOf } from '../host/accounts.ts';
import type { HostPort } from '../host/host-port.ts';
import { ownUid } from '../private-files.ts';
import type { Container } from './containers.ts';
import type { OpenClawProcess } from './processes.ts';
import type { ServiceUnit } from './service-units.ts';
import { placeOfProcess, samePlace } from './starting-processes.ts';

/** `uid`: null where nothing of it exists yet. `why`: in words, it is not one user's, or not one that we may look at. */
export type Ownership = { uid: number | null; why?: undefined } | { why: string };

/** What may be looked at: a gateway that is one user's. */
export const isOneUsers = ({ owner }: { owner: Ownership }): boolean => owner.why === undefined;

type Parts = {
  stateDir: string;
  configPath: string;
  root: string;
  container: Container | undefined;
  /** All gateways that run here. */
  running: readonly OpenClawProcess[];
  /** Definitions that lead to this state. */
  units: readonly ServiceUnit[];
};

/** Looks at owners only; no file is opened. */
export async function ownershipOf(host: HostPort, parts: Parts): Promise<Ownership> {
  const { stateDir, configPath, root, container, running, units } = parts;
  const asRoot = ownUid() === 0;
  if (asRoot && container && (await uidAt(host, container.socket)) !== 0)
    return { why: `its container is of an engine that is not root's (${container.socket})` };
  if (root !== '') {
    const state = (await uidAt(host, root + stateDir)) ?? null;
    if (!asRoot || container) return { uid: state };
    // Whoever makes a namespace of mounts puts any file anywhere in it: root believes its own, as of a service.
    const maker = await uidOf(host, Number(root.split('/')[2]));
    if (maker === 0 && (state === null || state === 0)) return { uid: 0 };
    return {
      why: `it runs apart from this system's files, as user ${maker ?? '?'} on the state of user ${state ?? '?'}`,
    };
  }
  const owners: { what: string; uid: number }[] = [];
  const add = (what: string, uid: number | undefined): void => {
    if (uid !== undefined && uid >= 0) owners.push({ what, uid });
  };
  add('its state', await uidAt(host, stateDir));
  if (!container) {
    for (const process of running) {
      const place = process.root === '' ? placeOfProcess(process) : null;
      if (place && (await samePlace(host, place.stateDir, stateDir)))
        add(`its process ${process.pid}`, await uidOf(host, process.pid));
    }
    for (const unit of units) if (unit.enabled !== false) add(`${unit.name} (User=)`, unit.owner?.uid);
  }
  const config = container ? undefined : await uidAt(host, configPath);
  // Root may keep a configuration for somebody: who only reads it gets nothing that is not theirs to read.
  if (config !== 0 || owners.length === 0) add('its configuration', config);
  const [first, ...others] = owners;
  if (first === undefined) return { uid: null };
  const other = others.find(({ uid }) => uid !== first.uid);
  if (other) return { why: `${first.what} belongs to user ${first.uid}, ${other.what} to user ${other.uid}` };
  if (asRoot && first.uid !== 0)
    return { why: `it belongs to user ${first.uid}, and root looks at no gateway but root's own` };
  return { uid: first.uid };
}

async function uidAt(host: HostPort, path: string): Promise<number | undefined> {
  const found = await host.stat(path);
  return found.ok ? found.value?.uid : undefined;
}
