/**
 * @module agent/errands/whose
 * Which of this machine's host agents an errand is for: one machine may have one for each user that owns a gateway. Nothing
 * is done with more rights than that user has, see infra/aws/ssm-order.sh.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readSmall, statePaths } from '../private-files.ts';

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

/** Those of these folders that this process has more rights than the owner of: it must not work there. */
export function foldersOfOthers(dirs: readonly string[]): string[] {
  return process.geteuid?.() === 0 ? dirs.filter((dir) => isFolder(dir) && lstatSync(dir).uid !== 0) : [];
}

/** The folder that the system keeps for this user; null where there is none. */
export function ownSystemState(): string | null {
  const uid = process.geteuid?.();
  return foldersIn(OF_THE_SYSTEM).find((dir) => isFolder(dir) && lstatSync(dir).uid === uid) ?? null;
}
