/**
 * @module agent/own-status
 * What the resident host agent says of itself in a small file of its state folder, so that installers, monitors and
 * people learn without the bot whether it runs, of which build, and whether the bot hears it.
 */
import { join } from 'node:path';
import * as z from 'zod';
import { readPrivate, writePrivate } from './private-files.ts';
import { isAlive, startTime } from './process-mark.ts';

const OwnStatus = z.object({
  v: z.literal(1),
  pid: z.number().int(),
  /** With the number, which process it is. */
  started: z.string().nullable(),
  version: z.string(),
  build: z.string(),
  /** Epoch ms. */
  since: z.number(),
  connected: z.boolean(),
  /** Epoch ms of the last change of `connected`. */
  changedAt: z.number(),
  /** Why it is not connected, with what to do where that is known. */
  because: z.string().nullable(),
  hint: z.string().nullable(),
  /** What it does without to leave the machine to others; null while it works as always. */
  yields: z.string().nullable(),
});
export type OwnStatus = z.infer<typeof OwnStatus>;

export type StatusKeeper = {
  note(change: Partial<Pick<OwnStatus, 'connected' | 'because' | 'hint' | 'yields'>>): void;
};

const pathOf = (stateDir: string): string => join(stateDir, 'status.json');

/** Keeps the file of this process. A disk that does not take it keeps nobody from working. */
export function keepStatus(
  stateDir: string,
  own: { version: string; build: string },
  now: () => number = Date.now,
): StatusKeeper {
  const { pid } = process;
  const at = now();
  const none = { connected: false, because: 'it has just started', hint: null, yields: null };
  let status: OwnStatus = { v: 1, pid, started: startTime(pid), ...own, since: at, changedAt: at, ...none };
  const write = (): void => {
    try {
      writePrivate(pathOf(stateDir), JSON.stringify(status));
    } catch {
      // Read as "not running" or as the state before; the log has the full disk.
    }
  };
  write();
  return {
    note(change) {
      const next = { ...status, ...change };
      if (JSON.stringify(next) === JSON.stringify(status)) return;
      status = next.connected === status.connected ? next : { ...next, changedAt: now() };
      write();
    },
  };
}

/** The status of the process that runs with this state; null where none runs. Never throws. */
export function readStatus(stateDir: string): OwnStatus | null {
  try {
    const status = OwnStatus.parse(JSON.parse(readPrivate(pathOf(stateDir)) ?? ''));
    return isAlive(status) ? status : null;
  } catch {
    return null;
  }
}
