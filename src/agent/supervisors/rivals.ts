/**
 * @module agent/supervisors/rivals
 * A second gateway, or an old one that still holds the port: which may be ended, and why the others may not. It must be
 * OpenClaw's, of the same user, on the very configuration or state of this gateway, and nobody's who would start it again.
 */
import type { Because } from '../../protocol/recovery.ts';
import type { OpenClawProcess } from '../gateways/processes.ts';
import { placeOfProcess, samePlace } from '../gateways/starting-processes.ts';
import { uidOf } from '../host/accounts.ts';
import type { HostPort } from '../host/host-port.ts';
import { ownUid } from '../private-files.ts';
import { homeOfGroup } from '../services/supervision.ts';
import { type Named, startOf } from './instance.ts';
import { because, type Sight } from './supervisor.ts';

export type Rival = Named & { what: 'second' | 'stale' };
export type Judged = { rival: Rival } | { not: Because; pid: number };

/** Whose group it is in, where that is a service's or a container's. */
async function heldBy(host: HostPort, pid: number): Promise<string | null> {
  const group = await host.read(`/proc/${pid}/cgroup`, { maxBytes: 16 * 1024 });
  return group.ok ? (homeOfGroup(group.value ?? '')?.unit ?? null) : null;
}

async function judge(
  { host, target }: Sight,
  it: OpenClawProcess,
  main: OpenClawProcess | undefined,
): Promise<Judged> {
  const { pid } = it;
  const not = (code: string, params = {}): Judged => ({ pid, not: because(code, { pid, ...params }) });
  if (it.is !== 'gateway') return not('duplicate.no-gateway');
  if (it.root !== target.root) return not('duplicate.in-container');
  const [uid, theirs] = [await uidOf(host, pid), main && (await uidOf(host, main.pid))];
  if (uid === undefined || (uid !== (theirs ?? uid) && theirs !== undefined))
    return not('duplicate.other-user');
  if (uid !== ownUid()) return not('duplicate.other-user');
  const place = placeOfProcess(it);
  const files = place && [
    place.configPath === target.configPath,
    await samePlace(host, place.stateDir, target.stateDir),
  ];
  // With files of its own it is another gateway, whatever its port; to end that is for a person.
  if (!files?.includes(true)) return not('duplicate.has-files-of-its-own', { state: place?.stateDir ?? '?' });
  const unit = await heldBy(host, pid);
  if (unit !== null && unit !== (main && (await heldBy(host, main.pid))))
    return not('duplicate.supervised', { unit });
  const start = await startOf(host, pid);
  if (start === null) return not('duplicate.gone');
  return { rival: { pid, start, what: it.ports.includes(target.port) ? 'stale' : 'second' } };
}

/** Every other gateway that is in this one's way, each judged. */
export async function rivalsOf(sight: Sight): Promise<Judged[]> {
  const { rivals, processes } = sight.target;
  const main = processes.ok ? processes.value[0] : undefined;
  const all = [...rivals.sameState, ...rivals.samePort];
  const once = all.filter((one, at) => all.findIndex(({ pid }) => pid === one.pid) === at);
  return Promise.all(once.map((one) => judge(sight, one, main)));
}
