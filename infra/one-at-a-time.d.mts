// Types of one-at-a-time.mjs, which must stay plain JavaScript because it runs before anything is installed.

export function withLock<T>(
  options: { file: string; say: (line: string) => void; what: string },
  work: () => Promise<T>,
): Promise<T>;
