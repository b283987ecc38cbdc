/**
 * @module agent/recovery/repair
 * What a repair is: it looks by itself whether it applies on this host, says key by key what it would change, and gives
 * the new bytes of whole files. It writes nothing: `change-files.ts` does, in one way for all of them.
 */
import type { Because, Change } from '../../protocol/recovery.ts';
import type { ConfigNow } from './config-now.ts';
import type { MayTouch } from './config-value.ts';
import type { Earlier } from './earlier-configs.ts';
import type { Site } from './site.ts';

/** What must happen after it for the gateway to work by it. */
export type Needs =
  /** The running gateway takes it by itself. */
  | 'reload'
  | 'restart'
  /** A restart would keep what it was started with (a credential given by flag). */
  | 'stop-start'
  /** It does not run. */
  | 'start';

/** Plain JSON: a path of a file may be in it, the value of a secret never. */
export type RepairArgs = { [key: string]: string | number | boolean | null | RepairArgs[] | string[] };

export type Choice = Because;

export type Looked =
  | {
      applies: true;
      because: Because;
      changes: Change[];
      args: RepairArgs;
      needs: Needs;
      /** What a person would type for the same; for reading. */
      command: string[] | null;
      cautions: Because[];
      choices?: Choice[];
    }
  /** `choices`: a person may take one of these. */
  | { applies: false; because: Because; choices?: Choice[] };

/** What all repairs look at, read once for a plan. */
export type Sight = {
  site: Site;
  config: ConfigNow;
  earlier: readonly Earlier[];
  /** A hint, and no proof. */
  finding: string | null;
  /** Which of the choices that an earlier plan offered. */
  choice: number | undefined;
};

/** A file as it shall be; `bytes` null: it shall not be. */
export type Staged = {
  path: string;
  /** SHA-256 of what it replaces; null: there is none. */
  was: string | null;
  bytes: Buffer | null;
  /** OpenClaw must call it valid before it is put in place. */
  config: boolean;
  /** The key of the configuration that this other file decides in its place, as a flag in a unit does. */
  decides?: string;
};

export type Repair = {
  id: string;
  /** Keys that are denied to all others and that it is there for, unless the host's own policy names them. */
  mayTouch?: MayTouch;
  look(sight: Sight): Promise<Looked>;
  /** The files that it would write, from the state of this moment; nothing where it changes no file. */
  stage(
    site: Site,
    args: RepairArgs,
  ): Promise<{ ok: true; files: Staged[] } | { ok: false; because: Because }>;
};

export const doesNotApply = (code: string, params: Record<string, string> = {}): Looked => ({
  applies: false,
  because: { code, params },
});
