/**
 * Wrangler as a program of ours: told nothing but what it needs, asked nothing at the terminal, and read by the lines
 * that it writes for machines.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export type Ran = { ok: boolean; printed: string; records: Record<string, unknown>[] };

/** Runs wrangler with these arguments; `secrets` go by a file that only we can read, and that goes afterwards. */
export function wrangler(args: readonly string[], secrets: Record<string, string> = {}): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  try {
    const records = join(folder, 'records.ndjson');
    const more: string[] = [];
    if (Object.keys(secrets).length > 0) {
      const file = join(folder, 'secrets.json');
      writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
      more.push('--secrets-file', file);
    }
    const ran = spawnSync(
      process.execPath,
      ['node_modules/wrangler/wrangler-dist/cli.js', ...args, ...more],
      {
        cwd: ROOT,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          WRANGLER_SEND_METRICS: 'false',
          WRANGLER_SEND_ERROR_REPORTS: 'false',
          WRANGLER_HIDE_BANNER: 'true',
          WRANGLER_LOG_PATH: join(ROOT, '.wrangler', 'logs'),
          WRANGLER_OUTPUT_FILE_PATH: records,
          CLOUDFLARE_CF_FETCH_ENABLED: 'false',
          // Never asks, never opens a browser.
          CI: '1',
        },
      },
    );
    return { ok: ran.status === 0, printed: `${ran.stdout}${ran.stderr}`, records: linesOf(records) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function linesOf(file: string): Record<string, unknown>[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  } catch {
    // It ended before it had anything to say.
    return [];
  }
}

/** The names of the secrets that the account has for this environment; why not, where it cannot be asked. */
export function secretNames(environment: string): { ok: true; names: string[] } | { ok: false; why: string } {
  const { ok, printed } = wrangler(['secret', 'list', '--env', environment, '--format', 'json']);
  const list = /\[[\s\S]*\]/.exec(printed)?.[0];
  if (!ok || list === undefined) return { ok: false, why: lastLine(printed) };
  return { ok: true, names: (JSON.parse(list) as { name: string }[]).map(({ name }) => name) };
}

/** What it complained of, as one line; the API's own reason stands on the next. */
export function lastLine(printed: string): string {
  const plain = printed
    .replace(/\u001b\[[0-9;]*m/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const at = plain.findIndex((line) => /ERROR/.test(line));
  const reason = plain[at + 1] ?? '';
  if (at >= 0) return /\[code: \d+\]$/.test(reason) ? `${plain[at]} ${reason}` : (plain[at] ?? '');
  return plain.at(-1) ?? 'it said nothing';
}
