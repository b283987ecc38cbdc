/**
 * Which test files are pure: nothing that they import, however far away, can start a process, listen or dial. They
 * cannot meet each other, so they run in parallel. Read off the imports, so that there is no list to keep.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** What reaches out of the thread that a test runs in, and so may meet another test on the machine. */
const REACHES_OUT =
  /^(node:(child_process|cluster|dgram|http|http2|https|net|tls|worker_threads)|@hono\/node-server|playwright-core|wrangler|ws)$/;

const TYPES_ONLY = /^(?:import|export)\s+type\s[^;]*?from\s*['"][^'"\n]+['"]/gm;
const IMPORT = /(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"\n]+)['"]/g;

function importsOf(text: string): string[] {
  return [...text.replace(TYPES_ONLY, '').matchAll(IMPORT)].map((match) => match[1] as string);
}

/**
 * How a test file reaches out: the files in between and the module, or null when it is pure. `read` gives a file's
 * text, or null where there is none.
 */
export function reachesOut(path: string, read: (path: string) => string | null): string[] | null {
  const seen = new Set<string>();
  const visit = (file: string): string[] | null => {
    if (seen.has(file)) return null;
    seen.add(file);
    for (const name of importsOf(read(file) ?? '')) {
      if (REACHES_OUT.test(name)) return [file, name];
      const way = name.startsWith('.') ? visit(normalize(join(dirname(file), name))) : null;
      if (way !== null) return [file, ...way];
    }
    return null;
  };
  return visit(path);
}

/** Every pure test file below `root`/test, from `root`. */
export function pureTests(root: string): string[] {
  const texts = new Map<string, string | null>();
  const read = (path: string): string | null => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const text = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null;
    texts.set(path, text);
    return text;
  };
  return readdirSync(join(root, 'test'), { recursive: true })
    .map((name) => join('test', String(name)))
    .filter((path) => path.endsWith('.test.ts') && reachesOut(path, read) === null)
    .sort();
}
