/**
 * Lines as OpenClaw 2026.9.6 writes them into its log file, for hosts whose log began long before the test did.
 */
import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Lab } from './lab.ts';

export interface OldLine {
  /** Seconds before now. */
  ago: number;
  level?: 'INFO' | 'WARN' | 'ERROR' | 'DEBUG';
  /** Null for what a command printed. */
  subsystem: string | null;
  message: string;
  /** The machine that wrote it; this one if not given. */
  host?: string;
}

/** Appends the lines to the gateway's log file. */
export function appendLog(lab: Lab, lines: readonly OldLine[], now = Date.now()): void {
  const text = lines.map(({ ago, level = 'INFO', subsystem, message, host = hostname() }) => {
    const time = new Date(now - ago * 1000).toISOString();
    const name = subsystem === null ? 'openclaw' : JSON.stringify({ subsystem });
    const said = subsystem === null ? { 0: message } : { 0: name, 1: message };
    const meta = {
      runtime: 'node',
      runtimeVersion: process.versions.node,
      name,
      date: time,
      logLevelName: level,
    };
    return JSON.stringify({ ...said, _meta: meta, time, hostname: host, message });
  });
  appendFileSync(lab.logFile, `${text.join('\n')}\n`);
}
