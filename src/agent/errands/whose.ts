/**
 * @module agent/errands/whose
 * Which of this machine's host agents an errand is for. SSM starts programs as root, and one machine may have a host agent
 * for each user that owns a gateway; from here on nothing is done with more rights than that user has.
 */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { accountOfUid } from '../host/accounts.ts';
import { realHost } from '../host/host-port.ts';
import { statePaths } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';

/** Where infra/systemd keeps the state of each user's host agent. */
const OF_THE_SYSTEM = '/var/lib/openclaw-host-agent';

/** All state folders that there may be: the one that was named, or this user's own and those of the system. */
export function stateDirs(named: string | undefined): string[] {
  if (named !== undefined) return [named];
  return [join(homedir(), '.openclaw-host-agent'), ...foldersIn(OF_THE_SYSTEM)].filter(isFolder);
}

function foldersIn(dir: string): string[] {
  try {
    return readdirSync(dir).map((name) => join(dir, name));
  } catch {
    return [];
  }
}

/** A link would lead root where somebody else wants it. */
function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The state folder of the host key with this thumbprint, or that has rotated it away; null where none has it. */
export function stateOfHost(dirs: readonly string[], host: string): string | null {
  return (
    dirs.find((dir) => hostIn(dir) === host) ?? dirs.find((dir) => formersIn(dir).includes(host)) ?? null
  );
}

/** The host key that has joined there; read as a hint only, and read again by its owner. */
export function hostIn(dir: string): string | null {
  const text = readSmall(statePaths(dir).bot);
  try {
    const { host } = JSON.parse(text ?? '') as { host?: unknown };
    return typeof host === 'string' ? host : null;
  } catch {
    return null;
  }
}

/** Keys that this host had before: an order may have been made out to one; read as a hint only, too. */
function formersIn(dir: string): unknown[] {
  try {
    const formers: unknown = JSON.parse(readSmall(statePaths(dir).formerKeys) ?? '');
    return Array.isArray(formers) ? formers : [];
  } catch {
    return [];
  }
}

/** The thumbprint of the bot that this host's admin lets take it through SSM; null where there is none. */
export const botIn = (dir: string): string | null => readSmall(statePaths(dir).mayJoin)?.trim() ?? null;

/** A plain small file, by whomever it is; null where there is none. */
export function readSmall(path: string): string | null {
  try {
    const stat = lstatSync(path);
    return stat.isFile() && stat.size < 16_384 ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}

/** Where programs are, on a machine that gives a program of SSM's no PATH. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Node's types leave it out. */
const posix = process as { initgroups?: (user: string, group: number) => void };

/** Becomes the owner of the folder for good. @throws AgentProblem where that cannot be done. */
export async function becomeOwner(dir: string): Promise<void> {
  const { uid } = lstatSync(dir);
  process.env.PATH ||= PATH;
  if (process.geteuid?.() !== 0 || uid === 0) return;
  const owner = await accountOfUid(realHost(), uid);
  if (owner === null)
    throw new AgentProblem('owner', `${dir} belongs to ${uid}, who is no user here.`, 'Look at its owner.');
  posix.initgroups?.(owner.name, owner.gid);
  process.setgid?.(owner.gid);
  process.setuid?.(uid);
  Object.assign(process.env, { HOME: owner.home, USER: owner.name, LOGNAME: owner.name });
  process.chdir('/');
}
