/**
 * A host made of a table of files, for what a test cannot do to the real one: no /proc, no rights, a container's
 * other root, another user's processes.
 */
import type { FileStat, HostPort, Outcome, Ran } from '../../src/agent/host/host-port.ts';
import { seen, unseen } from '../../src/agent/host/host-port.ts';

export type Script = {
  /** Path → content; a number is the start of an inode-like id for a directory; `null` may not be read. */
  files?: Record<string, string | null>;
  /** Symbolic links and /proc's magic ones. */
  links?: Record<string, string>;
  /** First word → what it prints. */
  programs?: Record<string, Partial<Ran>>;
};

const children = (paths: readonly string[], folder: string): string[] => [
  ...new Set(
    paths.flatMap((path) =>
      path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1).split('/')[0] ?? ''] : [],
    ),
  ),
];

export function scriptedHost({ files = {}, links = {}, programs = {} }: Script): HostPort {
  const paths = [...Object.keys(files), ...Object.keys(links)];
  const denied = unseen('unavailable', 'no right to read (EACCES)');
  const stat = (path: string): Outcome<FileStat | null> => {
    const kind = path in files ? 'file' : children(paths, path).length > 0 ? 'directory' : null;
    if (kind === null) return seen(null);
    return seen({
      kind,
      size: 1,
      mtimeMs: 0,
      uid: 0,
      mode: 0o600,
      id: path.replace(/^\/proc\/\d+\/root/, 'in:'),
    });
  };
  return {
    async run(argv) {
      const program = programs[argv[0]];
      if (!program) return unseen('unavailable', `${argv[0]} is not installed`);
      return seen({ code: 0, stdout: '', stderr: '', ...program });
    },
    async ask() {
      return seen(null);
    },
    async read(path) {
      const text = files[path];
      if (text === null) return denied;
      return seen(text ?? null);
    },
    async range(path, from, length) {
      const text = files[path];
      if (text === null) return denied;
      if (text === undefined) return seen(null);
      const bytes = new TextEncoder().encode(text);
      return seen({ bytes: bytes.slice(from, from + length), size: bytes.length });
    },
    async stat(path) {
      return stat(path);
    },
    async list(path) {
      if (files[path] === null) return denied;
      const names = children(paths, path);
      return seen(names.length > 0 ? names : null);
    },
    async link(path) {
      if (files[path] === null) return denied;
      return seen(links[path] ?? null);
    },
    async real(path) {
      return seen(path in files ? path : null);
    },
    async queries() {
      return seen(null);
    },
    async examine() {
      return seen(null);
    },
    async writable() {
      return seen(true);
    },
    async space() {
      return seen({ freeBytes: 1, usedPercent: 1, freeInodes: 1 });
    },
  };
}
