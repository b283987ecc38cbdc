/** What the tests of bundles share: a source's view of one place, and the file of a bundle opened again. */
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { onTestFinished } from 'vitest';
import type { Collected, Source, SourceContext } from '../../../src/agent/bundle/source.ts';
import { createRedactor } from '../../../src/redaction/redact.ts';
import { contextOf, type Place } from '../place.ts';

export const KEY = new Uint8Array(32).fill(9);

export async function sourceContext(place: Place, more: Partial<SourceContext> = {}): Promise<SourceContext> {
  const context = await contextOf(place);
  return {
    ...context,
    ownState: `${place.dir}/own`,
    since: 0,
    incident: 'i-1',
    story: null,
    rules: null,
    redactor: createRedactor({ key: KEY }),
    looked: Promise.resolve({ evidence: [], triage: null }),
    ...more,
  };
}

export const collected = async (
  source: Source,
  place: Place,
  more: Partial<SourceContext> = {},
): Promise<Collected> => source.collect(await sourceContext(place, more));

export const fileOf = ({ files = [] }: Collected, name: string): string => {
  const found = files.find((file) => file.name === name);
  if (!found) throw new Error(`${name} is not among ${files.map((file) => file.name).join(', ')}`);
  return found.text;
};

/** The files in an archive, by name. */
export async function unpacked(file: Uint8Array): Promise<Record<string, string>> {
  const entries = await unpackTar(new Uint8Array(gunzipSync(file)));
  return Object.fromEntries(entries.map(({ header, data }) => [header.name, new TextDecoder().decode(data)]));
}

/** One line of OpenClaw's log (2026.9.6). */
export function logged(
  at: number,
  part: string,
  message: string,
  more: Record<string, unknown> = {},
): string {
  const time = new Date(at).toISOString();
  const level = (more.level as string | undefined) ?? 'INFO';
  const { level: _, ...meta } = more;
  const structured = Object.keys(meta).length > 0;
  return JSON.stringify({
    '0': JSON.stringify({ subsystem: part }),
    '1': structured ? meta : message,
    ...(structured ? { '2': message } : {}),
    _meta: { logLevelName: level, date: time },
    time,
    hostname: 'node-3',
    message,
  });
}

/** Megabytes that this process may come to hold beside what it held, at the most. */
export function memoryWatch(): () => number {
  let most = 0;
  const before = process.memoryUsage().rss;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before);
  }, 5);
  onTestFinished(() => clearInterval(timer));
  return () => Math.round(Math.max(most, process.memoryUsage().rss - before) / 1_048_576);
}
