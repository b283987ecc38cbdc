// Types of npm-ci.mjs, which must stay plain JavaScript because it runs before anything is installed.

export function dependenciesAreWhole(dir: string): boolean;
export function npmCi(options: {
  dir: string;
  say: (line: string) => void;
  what?: string;
  still?: () => boolean;
}): Promise<{ ok: true } | { ok: false; cause: string; next: string }>;
export function npmInstall(options: {
  dir: string;
  say: (line: string) => void;
  what: string;
}): Promise<{ ok: true } | { ok: false; cause: string; next: string }>;
