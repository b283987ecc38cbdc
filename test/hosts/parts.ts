/**
 * Which parts of the host tests run: all, or those named in HOSTS_PARTS, e.g. `HOSTS_PARTS=systemd,podman`.
 */
export type Part = 'systemd' | 'docker' | 'podman';

/** Null when the part runs, else why not. */
export function whyNot(part: Part): string | null {
  const named = (process.env.HOSTS_PARTS ?? '').split(',').filter(Boolean);
  return named.length === 0 || named.includes(part)
    ? null
    : `HOSTS_PARTS=${named.join(',')} leaves ${part} out`;
}
