/**
 * @module agent/host/mounts
 * Whether a place is mounted read-only, as the gateway has it. A host agent that is locked in by its own service
 * sees nearly everything read-only; that is its own affair and no fault of the gateway's.
 */

/** Mount options of the file system that holds `path`: the longest mount point that is a prefix of it. */
export function isReadOnly(mounts: string, path: string): boolean | undefined {
  const lines = mounts.split('\n').map((line) => line.split(' '));
  const holding = lines
    .filter(
      ([, point]) =>
        point !== undefined && (path === point || path.startsWith(point === '/' ? '/' : `${point}/`)),
    )
    .sort((a, b) => (a[1]?.length ?? 0) - (b[1]?.length ?? 0))
    .at(-1);
  return holding?.[3] === undefined ? undefined : holding[3].split(',').includes('ro');
}

/** The mounts of a process (proc(5)); of the host itself, its process 1, when it is not known which. */
export const mountsOf = (pid: number | undefined): string => `/proc/${pid ?? 1}/mounts`;
