/** Reads the house's own source files and their imports; the house tests share it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const SRC = new URL('../../src/', import.meta.url).pathname;

export type SourceFile = { path: string; text: string; imports: string[] };

/** Every import and export … from, static or dynamic; string literals only. */
const IMPORT = /(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"\n]+)['"]/g;

export function sourceFiles(): SourceFile[] {
  return readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
    .sort()
    .map((path) => {
      const text = readFileSync(join(SRC, path), 'utf8');
      const imports = [...text.matchAll(IMPORT)].map((match) => match[1] as string);
      return { path, text, imports };
    });
}

/** `slack/app.ts` + `../log.ts` → `log.ts`; null for packages. */
export function resolveInside(from: string, specifier: string): string | null {
  return specifier.startsWith('.') ? join(dirname(from), specifier) : null;
}

export function roomOf(path: string): string | null {
  return path.includes('/') ? (path.split('/')[0] as string) : null;
}
