/** `dist/bot.mjs` as a program: its words, its exit codes, its start and its end. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dial } from '../contracts/agent-socket.ts';
import { eventually } from '../contracts/world.ts';
import { type Ran, runProgram, type Service, startProgram } from '../gateway/programs.ts';

let dir: string;
let bot: Service | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bot-program-'));
});
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  rmSync(dir, { recursive: true });
});

const setting = (more: Record<string, string> = {}) => ({
  env: {
    PATH: '/usr/bin:/bin',
    HOME: dir,
    DATA_DIR: join(dir, 'data'),
    PORT: '0',
    LOG_LEVEL: 'warn',
    ...more,
  },
  cwd: dir,
});
const run = (args: string[], more: Record<string, string> = {}, input = ''): Promise<Ran> =>
  runProgram('bot', args, { ...setting(more), input });

/** Starts the bot; gives its address once it listens. */
async function serve(more: Record<string, string> = {}): Promise<string> {
  bot = startProgram('bot', ['serve'], setting(more));
  const printed = await eventually(
    async () => bot?.printed() ?? '',
    (seen) => seen.includes('listens on') || bot?.exitCode() !== undefined,
  );
  const address = /listens on (\S+)/.exec(printed)?.[1];
  if (!address) throw new Error(`The bot did not start:\n${printed}`);
  return address;
}

it('refuses what is too large, and answers the next request of the same client', async () => {
  const { hostname, port } = new URL(await serve());
  // One connection for all requests, as a proxy before the bot has it.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path: string, body?: string) =>
    new Promise<number>((resolve, reject) => {
      const asked = request({ hostname, port, path, agent, method: body === undefined ? 'GET' : 'POST' });
      asked.once('error', reject).once('response', (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      });
      asked.end(body);
    });
  for (const bytes of [17_000, 2_000_000]) {
    expect(await ask('/agents/join', 'x'.repeat(bytes))).toBe(413);
    expect(await ask('/healthz')).toBe(200);
  }
  agent.destroy();
});

describe('what others on the machine could have written', () => {
  it('is no settings: a .env that anybody may change is refused, and nothing is done', async () => {
    writeFileSync(join(dir, '.env'), `DATA_DIR=${dir}/theirs\n`);
    chmodSync(join(dir, '.env'), 0o666);
    const { code, stderr } = await run(['migrate']);
    expect(code).toBe(2);
    expect(stderr).toContain('.env were not read: Anybody may write to');
    expect(stderr).toContain('Nothing was done.');
    expect(readdirSync(dir)).toEqual(['.env']);
  });

  it('is no data directory, and no other file is written through a link in it', async () => {
    const data = join(dir, 'data');
    mkdirSync(data);
    chmodSync(data, 0o777);
    const { code, stderr } = await run(['serve']);
    expect(code).toBe(2);
    expect(stderr).toContain(`The data directory cannot be used: Others may write to the folder`);
    expect(readdirSync(data)).toEqual([]);

    chmodSync(data, 0o700);
    writeFileSync(join(dir, 'precious'), 'mine');
    symlinkSync(join(dir, 'precious'), join(data, 'bot.lock'));
    expect(await run(['migrate'])).toMatchObject({ code: 0 });
    expect(readFileSync(join(dir, 'precious'), 'utf8')).toBe('mine');
  });

  it('could have been read: a start says so of tokens in .env', async () => {
    writeFileSync(join(dir, '.env'), 'LOG_LEVEL=warn\n');
    chmodSync(join(dir, '.env'), 0o644);
    await serve();
    expect(bot?.printed()).toContain('Run: chmod 600 .env');
  });
});

describe('the command line', () => {
  it('tells its version and helps with every command', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const name of ['serve', 'chat', 'enroll', 'hosts', 'explain', 'migrate']) {
      expect(stdout).toContain(`  bot.mjs ${name}`);
      const one = await run([name, '--help']);
      expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining('Examples:') });
    }
  });

  it.each([['--help'], ['--version'], ['serve']])(
    'of a Node without what it needs is answered in one line: %s',
    async (word) => {
      const { code, stdout, stderr } = await run([word], { NODE_OPTIONS: '--no-experimental-sqlite' });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^bot\.mjs needs Node 22\.13 or newer \(https:\/\/nodejs\.org\), .*\n$/);
    },
  );

  it.each([
    [[], 'No command given.'],
    [['triage'], 'There is no command "triage".'],
    [['enroll'], 'Usage error: enroll. Nothing was done.'],
    [['hosts', '--yaml'], "Unknown option '--yaml'"],
    [['explain'], 'There is no text on standard input.'],
  ])('refuses %j and shows how it is right', async (args, problem) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(problem);
    expect(stderr).toContain('bot.mjs ');
  });

  it('explains a text without a bot, for people and for scripts', async () => {
    const text =
      'unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)';
    const told = await run(['explain', '--json'], {}, text);
    const { findings } = JSON.parse(told.stdout) as { findings: Array<{ id: string; confidence: number }> };
    expect(told.code).toBe(findings.some(({ confidence }) => confidence >= 0.5) ? 1 : 0);
    expect((await run(['explain'], {}, text)).stdout).toContain(findings[0]?.id);
  });

  it('says how to start a bot when none runs', async () => {
    for (const args of [['hosts'], ['enroll', 'node-3'], ['chat', '--once', 'hosts']]) {
      const { code, stderr } = await run(args);
      expect(code).toBe(2);
      expect(stderr).toContain('serve');
    }
  });
});

describe('serve', () => {
  it('tells every wrong setting at once and starts nothing', async () => {
    const { code, stderr } = await run(['serve'], { SLACK_BOT_TOKEN: 'secret-one', PORT: 'secret-two' });
    expect(code).toBe(2);
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'PORT'])
      expect(stderr).toContain(`  ${name} `);
    expect(stderr).not.toContain('secret-');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('makes a key at its first start, keeps everything to itself, and is ready', async () => {
    const address = await serve();
    await expect.poll(() => bot?.printed()).toContain('A new signing key was made');
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const data = join(dir, 'data');
    expect(statSync(data).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(data)) expect(statSync(join(data, name)).mode & 0o077).toBe(0);
  });

  it('is asked over its own socket, and a join token never reaches its log', async () => {
    await serve({ LOG_LEVEL: 'debug' });
    const enrolled = await run(['enroll', 'node-3', '--json']);
    const { token } = JSON.parse(enrolled.stdout) as { token: string };
    expect(token).toMatch(/^[\w-]{43}\.[\w-]{22}\.[\w-]{43}$/);
    const { hosts } = JSON.parse((await run(['hosts', '--json'])).stdout) as { hosts: unknown[] };
    expect(hosts).toEqual([expect.objectContaining({ name: 'node-3', enrolled: false, connected: false })]);
    expect(bot?.printed()).not.toContain(token.slice(0, 43));
  });

  it('is alone in its folder: a second one, and a migration, hear who is there', async () => {
    await serve();
    for (const command of ['serve', 'migrate']) {
      const { code, stderr } = await run([command]);
      expect(code).toBe(2);
      expect(stderr).toContain(`process ${bot?.pid}`);
    }
  });

  it('says which port is taken', async () => {
    const { port } = new URL(await serve());
    const { code, stderr } = await run(['serve'], { DATA_DIR: join(dir, 'other'), PORT: port });
    expect(code).toBe(2);
    expect(stderr).toContain(`port ${port} on 127.0.0.1 is taken`);
    expect(readdirSync(join(dir, 'other'))).not.toContain('bot.lock');
  });

  it('refuses a key that others can read', async () => {
    await serve();
    await bot?.stop();
    const key = join(dir, 'data', 'signing-key.jwk');
    chmodSync(key, 0o644);
    const { code, stderr } = await run(['serve']);
    expect(code).toBe(2);
    expect(stderr).toContain(`chmod 600 ${key}`);
    expect(stderr).not.toContain((JSON.parse(readFileSync(key, 'utf8')) as { d: string }).d);
  });

  it('turns strangers away at the hub without making an object of them', async () => {
    const address = await serve();
    const stranger = `${address.replace('http', 'ws')}/agents/connect/node-9.AAAAAAAAAAAAAAAAAAAAAA`;
    await expect(dial(stranger)).rejects.toThrow('404');
    const join_ = await fetch(`${address}/agents/join`, { method: 'POST', body: '{"token":"x"}' });
    expect(join_.status).toBe(400);
    expect(readdirSync(join(dir, 'data'))).not.toContain('objects');
    const figures = await (await fetch(`${address}/metrics`)).text();
    expect(figures).toContain('openclaw_bot_objects_open 0\n');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends well at %s and leaves nothing behind that stops the next start',
    async (signal) => {
      await serve();
      process.kill(bot?.pid ?? 0, signal);
      expect(
        await eventually(
          async () => bot?.exitCode(),
          (code) => code !== undefined,
        ),
      ).toBe(0);
      expect(readdirSync(join(dir, 'data')).sort()).toEqual(['index.db', 'signing-key.jwk']);
      await serve();
    },
  );

  it('starts again after kill -9', async () => {
    await serve();
    await run(['enroll', 'node-3']);
    process.kill(bot?.pid ?? 0, 'SIGKILL');
    await eventually(
      async () => bot?.exitCode(),
      (code) => code !== undefined,
    );
    await serve();
    // What the host's object had still to tell the list of hosts is told by its alarm.
    const names = async (): Promise<string[]> => {
      const { hosts } = JSON.parse((await run(['hosts', '--json'])).stdout) as { hosts: { name: string }[] };
      return hosts.map(({ name }) => name);
    };
    expect(await eventually(names, (seen) => seen.length > 0)).toEqual(['node-3']);
  });
});
