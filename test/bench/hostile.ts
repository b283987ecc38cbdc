/**
 * Hosts whose gateway's user wants to hold the host agent: how long a look takes on each, and how long it holds the
 * event loop at a time. Beside the healthy one. `npm run bench -- hostile` runs this part alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { inWords } from './measure.ts';

export type HostileFigures = { attack: string; ms: number; heldMs: number; peakMb: number };

/** A look that is not over by then counts as that long. Milliseconds. */
const LIMIT_MS = 40_000;
const MIB = 1_048_576;

type Home = { dir: string; state: string; write(path: string, content: string | Buffer): string };

const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) AS pid FROM c';
const CONFIG = { gateway: { mode: 'local', port: 19_876, auth: { token: 'a-token-of-the-bench' } } };
/** What JSON5 reads slowest: a name and a value on every few bytes. */
const wide = (bytes: number): string => `{${"a:'b',".repeat(bytes / 6)}}`;
const logTo = (home: Home, config: object = {}): string => {
  const file = join(home.dir, 'gateway.log');
  home.write('.openclaw/openclaw.json', JSON.stringify({ ...CONFIG, ...config, logging: { file } }));
  return file;
};

function database({ state }: Home, sql: string): void {
  mkdirSync(join(state, 'state'), { recursive: true });
  const made = new DatabaseSync(join(state, 'state/openclaw.sqlite'));
  made.exec(sql);
  made.close();
}

const ATTACKS: Readonly<Record<string, (home: Home) => void>> = {
  nothing: () => {},
  'an endless view in the state database': (home) =>
    database(
      home,
      `CREATE VIEW gateway_boot_lifecycle AS ${ENDLESS}; CREATE VIEW diagnostic_events AS ${ENDLESS}`,
    ),
  'a table whose values grow while they are read': (home) =>
    database(
      home,
      `CREATE TABLE gateway_boot_lifecycle (pid, started_at_ms AS (length(printf('%.*c', 90000000, 'x'))), completed_at_ms, outcome, startup_reason, reason);
WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2000) INSERT INTO gateway_boot_lifecycle (pid) SELECT i FROM c`,
    ),
  'a configuration of 4 MB': ({ write }) => void write('.openclaw/openclaw.json', wide(4 * MIB - 64)),
  'a configuration 100,000 deep': ({ write }) =>
    void write('.openclaw/openclaw.json', `{a:${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  '32 included files of 4 MB': ({ write }) => {
    write('.openclaw/openclaw.json', JSON.stringify({ $include: Array(32).fill('part.json'), ...CONFIG }));
    write('.openclaw/part.json', wide(4 * MIB - 64));
  },
  '16 backups that each include 32 files': ({ write }) => {
    for (let n = 0; n < 16; n++)
      write(
        `.openclaw/openclaw.json.rejected.${n}`,
        JSON.stringify({ $include: Array(32).fill('part.json') }),
      );
    write('.openclaw/part.json', wide(4 * MIB - 64));
  },
  '200 services that lead to configurations of 4 MB': ({ dir, write }) => {
    const big = write('big.json', wide(4 * MIB - 64));
    for (let n = 0; n < 200; n++)
      write(
        `.config/systemd/user/openclaw-gateway-${n}.service`,
        `[Service]\nExecStart=/x/openclaw gateway\nEnvironment=OPENCLAW_STATE_DIR=${dir}/s${n} OPENCLAW_CONFIG_PATH=${big}\n`,
      );
    mkdirSync(join(dir, '.config/systemd/user/default.target.wants'));
    for (let n = 0; n < 200; n++)
      symlinkSync('x', join(dir, `.config/systemd/user/default.target.wants/openclaw-gateway-${n}.service`));
  },
  'a configuration of 12,000 agents': ({ write }) => {
    const list = Array.from({ length: 12_000 }, (_, n) => ({ id: `a${n}`, workspace: `/w/${n}` }));
    write('.openclaw/openclaw.json', JSON.stringify({ ...CONFIG, agents: { list } }));
  },
  '1,000 profiles': ({ write }) => {
    for (let n = 0; n < 1_000; n++) write(`.openclaw-p${n}/openclaw.json`, JSON.stringify(CONFIG));
  },
  'a log of 100 MB in one line': (home) => {
    const file = openSync(logTo(home), 'w');
    ftruncateSync(file, 100 * MIB);
    writeSync(file, 'error refused failed unauthorized '.repeat(250_000), 92 * MIB);
  },
  'a log of 8 MB of words in one line': (home) =>
    void writeFileSync(logTo(home), 'WARN token=abc failed: connect refused code=1008 '.repeat(170_000)),
  'a log of 8 MB of short bad lines': (home) =>
    void writeFileSync(
      logTo(home),
      '2026-11-21T06:00:00.000Z [gateway] ERROR failed: refused\n'.repeat(150_000),
    ),
  'a state .env of long lines': ({ write }) =>
    void write('.openclaw/.env', `A="${'\\"'.repeat(130_000)}\n`.repeat(2)),
};

function plant(attack: string): Home {
  const dir = mkdtempSync(join(tmpdir(), 'hostile-'));
  const write = (path: string, content: string | Buffer): string => {
    const whole = join(dir, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, content);
    return whole;
  };
  const home = { dir, state: join(dir, '.openclaw'), write };
  write('.openclaw/openclaw.json', JSON.stringify(CONFIG));
  ATTACKS[attack]?.(home);
  return home;
}

async function look(attack: string): Promise<HostileFigures> {
  const home = plant(attack);
  try {
    const file = join(import.meta.dirname, 'hostile-look.ts');
    const child = spawn(process.execPath, [file, join(home.dir, 'own')], {
      env: { HOME: home.dir, PATH: '/usr/bin:/bin' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const late = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    clearTimeout(late);
    const lost = { ms: LIMIT_MS, heldMs: LIMIT_MS, peakMb: Number.NaN };
    return { attack, ...lost, ...(printed === '' ? {} : (JSON.parse(printed) as object)) };
  } finally {
    rmSync(home.dir, { recursive: true, force: true });
  }
}

/** Every attack, or those whose name holds `only`, one after another. */
export async function measureHostile(only = ''): Promise<HostileFigures[]> {
  const figures: HostileFigures[] = [];
  for (const attack of Object.keys(ATTACKS).filter((name) => name.includes(only)))
    figures.push(await look(attack));
  return figures;
}

/** Rows of the bench's table. */
export const hostileRows = (figures: readonly HostileFigures[]): [string, string, string][] =>
  figures.map(({ attack, ms, heldMs, peakMb }) => [
    `look at a host with ${attack}`,
    inWords(ms),
    `event loop held ${inWords(heldMs)} at most, ${peakMb.toFixed(0)} MB`,
  ]);

if (process.argv[1] === import.meta.filename)
  for (const row of hostileRows(await measureHostile(process.argv[2]))) console.log(row.join('  '));
