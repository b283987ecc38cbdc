/**
 * @module agent/recovery/living-agents
 * The state folder that a recovery at the terminal belongs in where none is named: the one of the host agent that runs
 * beside it, since freezes, the count of restarts and earlier configurations are kept there. Nobody works in the folder of
 * another user.
 */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Because } from '../../protocol/recovery.ts';
import { accounts, isPerson } from '../host/accounts.ts';
import { realHost } from '../host/host-port.ts';
import { ownUid, readSmall, statePaths } from '../private-files.ts';
import { isAlive, type Mark } from '../process-mark.ts';
import type { SiteOptions } from './site.ts';

export type Belongs =
  /** `adopted`: it is not the usual one. */
  { ok: true; dir: string; adopted: boolean } | { ok: false; because: Because };

type Living = { dir: string; uid: number; home: string | null };

/** `usual`: this user's own folder. Of `dirs`, the places where there may be one, those where a host agent lives count. */
export function whereItBelongs(
  usual: string,
  options: Omit<SiteOptions, 'stateDir'>,
  dirs: readonly string[],
): Belongs {
  const living = dirs.flatMap((dir) => livingIn(dir) ?? []);
  const own = { ok: true as const, dir: usual, adopted: false };
  if (living.some(({ dir }) => dir === usual)) return own;
  // Whoever has another home looks after the gateways of that home.
  const mine = living.filter(
    ({ uid, home }) => uid === ownUid() && (home ?? homeHere(options)) === homeHere(options),
  );
  const [one, ...more] = mine.map(({ dir }) => dir);
  if (one !== undefined)
    return more.length === 0
      ? { ok: true, dir: one, adopted: true }
      : no('state.several', { folders: [one, ...more].join(', ') });
  return own;
}

const homeHere = ({ env }: Omit<SiteOptions, 'stateDir'>): string => env.HOME ?? homedir();

const no = (code: string, params: Record<string, string>): Belongs => ({
  ok: false,
  because: { code, params },
});

/** Where host agents of this machine may keep their state: in `system`’s places, in homes, and where a running one was told to. */
export async function foldersHere(system: readonly string[]): Promise<string[]> {
  const people = (await accounts(realHost())).filter(isPerson);
  const homes = people.map(({ home }) => join(home, '.openclaw-host-agent'));
  return [...new Set([...system, ...homes, ...namedByProcesses()])];
}

function namedByProcesses(): string[] {
  return namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const argv = textOf(`/proc/${pid}/cmdline`).split('\0');
      const runs = argv.findIndex((word) => /(?:^|\/)host\.mjs$/.test(word));
      const dir = runs > 0 && argv[runs + 1] === 'run' ? argv[argv.indexOf('--state') + 1] : undefined;
      return dir !== undefined && argv.includes('--state') && isAbsolute(dir) ? [dir] : [];
    });
}

function livingIn(dir: string): Living | null {
  try {
    const mark = JSON.parse(readSmall(statePaths(dir).lock) ?? '') as Mark;
    if (!isAlive(mark)) return null;
    const home = textOf(`/proc/${mark.pid}/environ`)
      .split('\0')
      .find((one) => one.startsWith('HOME='))
      ?.slice('HOME='.length);
    return { dir, uid: lstatSync(dir).uid, home: home ?? null };
  } catch {
    return null;
  }
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
