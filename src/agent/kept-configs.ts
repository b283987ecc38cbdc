/**
 * @module agent/kept-configs
 * Earlier versions of each gateway's configuration, kept by the looks of the resident host agent: an editor keeps none,
 * and OpenClaw keeps one for each of its own writes alone (2026.9.6). They hold secrets, so that they stay in this folder.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HostPort } from './host/host-port.ts';
import { openStateDir, writePrivate } from './private-files.ts';

/** So many of one gateway; the oldest go. */
const MOST = 10;
/** A larger one is nobody's configuration. */
const MOST_BYTES = 1024 * 1024;
/** When it was seen first (epoch ms), and its SHA-256. */
const NAME = /^(\d{1,16})-([0-9a-f]{64})\.json5$/;

export type KeptConfig = { path: string; sha256: string; seenAt: number };

const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex');

/** One folder for each configuration file, which no other file's versions get into. */
const folderOf = (stateDir: string, configPath: string): string =>
  join(stateDir, 'configs', sha256(configPath).slice(0, 16));

/** The kept versions of one file, the newest first. */
export function keptConfigs(stateDir: string, configPath: string): KeptConfig[] {
  const folder = folderOf(stateDir, configPath);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const [, at, sha] = NAME.exec(name) ?? [];
      return sha === undefined ? [] : [{ path: join(folder, name), sha256: sha, seenAt: Number(at) }];
    })
    .sort((a, b) => b.seenAt - a.seenAt);
}

/** Keeps the file as it is, if the newest kept version is another one. A look goes on where that is not possible. */
export async function keepConfig(
  host: Pick<HostPort, 'read'>,
  stateDir: string,
  configPath: string,
  now: number,
): Promise<void> {
  const text = await host.read(configPath, { maxBytes: MOST_BYTES });
  if (!text.ok || text.value === null || text.value.trim() === '') return;
  const sha = sha256(text.value);
  const before = keptConfigs(stateDir, configPath);
  if (before[0]?.sha256 === sha) return;
  try {
    openStateDir(stateDir);
    const folder = folderOf(stateDir, configPath);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writePrivate(join(folder, `${now}-${sha}.json5`), text.value);
    // The same version at another time is one version: it was in force again.
    const others = before.filter((each) => each.sha256 !== sha);
    const gone = [...before.filter((each) => each.sha256 === sha), ...others.slice(MOST - 1)];
    for (const { path } of gone) rmSync(path, { force: true });
  } catch {
    return; // A full disk costs a way back, and not the look.
  }
}
