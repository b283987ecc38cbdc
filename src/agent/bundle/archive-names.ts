/**
 * @module agent/bundle/archive-names
 * Names inside the archive: lower case, no odd letters, no way out of the folder that it is unpacked into, each once.
 * Whatever a file is called on the host.
 */
import { BundleName } from '../../protocol/bundle.ts';

/** One part of a path. */
export const archiveName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 80) || 'unnamed';

/** The files with names that fit; a second one of a name gets a number. */
export function withNames<T extends { name: string }>(files: readonly T[]): T[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const parts = file.name
      .split('/')
      .filter((part) => !/^\.*$/.test(part))
      .map(archiveName);
    const wanted = parts
      .join('/')
      .slice(-110)
      .replace(/^[/.-]+/, '');
    let name = BundleName.safeParse(wanted).success ? wanted : 'unnamed';
    for (let n = 2; taken.has(name); n++) name = `${wanted.slice(0, 100)}-${n}`;
    taken.add(name);
    return { ...file, name };
  });
}
