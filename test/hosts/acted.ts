/** The acts on a supervisor as one file that a booted host can run, made anew for each run of the tests. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

export type Result = {
  ok: boolean | null;
  because?: { code: string; params: Record<string, string> };
  told?: Record<string, unknown>;
};

/** Builds it; resolves with its folder, which holds `act.mjs` alone. */
export async function actProgram(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'acted-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'act-driver.ts')],
    outfile: join(folder, 'act.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    define: { __VERSION__: '"0"', __BUILD__: '"0"' },
    banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
    logLevel: 'silent',
  });
  return folder;
}
