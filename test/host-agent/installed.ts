/**
 * install.sh as people run it, on a home of its own, with releases that a test makes: as shipped, of another build,
 * or one that does not come up.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../../infra/host-agent/pack.mjs';
import { HOST_FILES } from '../../infra/host-files.mjs';
import type { Ran } from '../gateway/programs.ts';

const PATH = process.env.PATH ?? '/usr/bin:/bin';

export type Place = ReturnType<typeof place>;

/** Runs a program to its end; `input` is its standard input. */
export async function ran(
  argv: readonly string[],
  { env, input = '' }: { env: Record<string, string>; input?: string },
): Promise<Ran & { signal: string | null }> {
  const [program = '', ...args] = argv;
  const child = spawn(program, args, { env, cwd: '/', stdio: 'pipe' });
  const told = { code: 0, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told.stderr += text;
  });
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(input);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  // Not `close` alone: what it leaves running may keep its output open.
  await Promise.race([once(child, 'close'), new Promise((resolve) => setTimeout(resolve, 500))]);
  return { ...told, code: code ?? 1, signal };
}

/** A home without anything in it; `close` ends what runs there and takes it away. */
export function place() {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-install-'));
  const home = join(dir, 'home');
  const env = { PATH, HOME: home, LANG: 'C.UTF-8', TMPDIR: dir };
  const state = join(home, '.openclaw-host-agent');
  const lib = join(home, '.local/lib/openclaw-host-agent');
  const script = (folder: string): string => join(folder, 'install.sh');
  const host = (...args: string[]) =>
    ran([join(lib, 'node'), join(lib, 'host.mjs'), ...args, '--state', state], { env });

  return {
    dir,
    home,
    env,
    state,
    lib,
    host,
    /** install.sh of a release, as a plain service of this user. */
    install: (folder: string, args: readonly string[], input = '', more: Record<string, string> = {}) =>
      ran(['sh', script(folder), '--user', '--service', 'plain', '--node', process.execPath, ...args], {
        env: { ...env, ...more },
        input,
      }),
    status: async () =>
      JSON.parse((await host('status', '--json')).stdout) as {
        running: boolean;
        thisBuild: boolean;
        joined: { key: string } | null;
        status: { pid: number; connected: boolean } | null;
      },
    journal: () => readFileSync(join(state, 'journal.jsonl'), 'utf8'),
    /** Every path under the home, for who must leave nothing. */
    everything: (): string[] =>
      existsSync(home) ? (readdirSync(home, { recursive: true }) as string[]) : [],
    close(): void {
      const lock = join(state, 'agent.lock');
      if (existsSync(lock)) {
        const { pid } = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number };
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It has ended by itself.
        }
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A release in a folder of its own, as pack.mjs makes it; `change` may alter a file's text before it is summed. */
export function release(folder: string, change?: (text: string, name: string) => string): string {
  const sum = pack(folder);
  if (!change) return sum;
  for (const name of HOST_FILES.map((one) => `${one}.mjs`)) {
    const file = join(folder, name);
    writeFileSync(file, change(readFileSync(file, 'utf8'), name));
  }
  return sumAgain(folder);
}

/** SHA256SUMS over what is in the folder now. */
export function sumAgain(folder: string): string {
  const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const names = readdirSync(folder).filter((name) => name !== 'SHA256SUMS');
  const text = names.map((name) => `${hash(readFileSync(join(folder, name)))}  ${name}\n`).join('');
  writeFileSync(join(folder, 'SHA256SUMS'), text);
  return hash(Buffer.from(text));
}

/** The same program under another build's id, as the next release would be. */
export function ofAnotherBuild(id: string): (text: string) => string {
  return (text) => text.replaceAll(buildId(), id);
}

/** The id that the build has put into all of the host agent's files. */
function buildId(): string {
  const file = join(import.meta.dirname, '..', '..', 'dist', 'host.mjs');
  const [, id] = /id:"([0-9a-f]{16})"/.exec(readFileSync(file, 'utf8')) ?? [];
  if (!id) throw new Error('dist/host.mjs has no build id that this test can find');
  return id;
}
