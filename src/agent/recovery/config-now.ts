/**
 * @module agent/recovery/config-now
 * The configuration as it is at this moment: bytes, what they say, and what OpenClaw says of them, asked once.
 */
import { configOf } from './config-value.ts';
import { type Judged, judge } from './openclaw-judges.ts';
import { type Held, readOwned } from './owned-files.ts';
import type { Site } from './site.ts';

export type ConfigNow = {
  /** As this host has it, links not followed. */
  path: string;
  held: Held;
  /** Null where there is none. */
  sha256: string | null;
  /** Null where it is not there or does not parse. */
  text: string | null;
  /** Its own keys, without what it includes. */
  value: Record<string, unknown> | null;
  /** What OpenClaw says of it; asked at the first call. */
  judged(): Promise<Judged>;
};

export function configNow(site: Site): ConfigNow {
  const held = readOwned(site.configPath);
  const config = held.is === 'file' ? configOf(held.bytes) : null;
  let asked: Promise<Judged> | undefined;
  return {
    path: site.configPath,
    held,
    sha256: held.is === 'file' ? held.sha256 : null,
    text: config?.text ?? null,
    value: config?.value ?? null,
    judged: () => {
      asked ??= judge(site);
      return asked;
    },
  };
}
