/**
 * The examples for cloud-init and Ansible, run as they are but for the values that a reader fills in: as root, in a mount
 * namespace whose /etc, /usr/local, /var and /run are thrown away. What a machine lacks to run them is said.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf } from '../gateway/programs.ts';
import { startBot } from '../hosts/bot.ts';
import { ran, release } from './installed.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CLOUD_INIT = join(ROOT, 'infra/host-agent/cloud-init/user-data.yaml');
const PLAYBOOK = join(ROOT, 'infra/host-agent/ansible/playbook.yml');
const LIMIT_MS = 240_000;

const works = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const overlays =
  process.geteuid?.() === 0 &&
  works(
    'unshare',
    '-m',
    'sh',
    '-c',
    'd=$(mktemp -d) && mount -t tmpfs t $d && mkdir $d/u $d/w && mount -t overlay o -o lowerdir=/usr/local,upperdir=$d/u,workdir=$d/w /usr/local',
  );
const yaml = works('python3', '-c', 'import yaml');
const ansible = works('ansible-playbook', '--version');
const cloudInit = works('cloud-init', '--version');
const lacks = [
  ...(overlays ? [] : ['root and overlay mounts']),
  ...(yaml ? [] : ['python3-yaml']),
  ...(ansible ? [] : ['ansible-core']),
  ...(cloudInit ? [] : ['cloud-init']),
];
if (lacks.length > 0) console.log(`Examples that need these are skipped: ${lacks.join(', ')}`);

/** Any YAML as JSON. */
const read = (file: string): unknown =>
  JSON.parse(
    execFileSync(
      'python3',
      ['-c', 'import json,sys,yaml; json.dump(yaml.safe_load(open(sys.argv[1])),sys.stdout)', file],
      { encoding: 'utf8' },
    ),
  );

let bot: Awaited<ReturnType<typeof startBot>>;
let dir: string;
let sum: string;
let server: Server;
let files: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'openclaw-examples-'));
  sum = release(join(dir, 'release'));
  bot = await startBot();
  server = createServer((asked, answer) =>
    answer.end(readFileSync(join(dir, 'release', String(asked.url).replaceAll('/', '')))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  files = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(async () => {
  server?.close();
  await bot?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Runs it where what it writes is gone afterwards; the processes that it leaves are ended by it. */
const apart = (script: string, env: Record<string, string> = {}) => {
  const mounts = ['/etc', '/usr/local', '/var', '/run']
    .map(
      (at, i) =>
        `mkdir -p $d/u${i} $d/w${i}; mount -t overlay o${i} -o lowerdir=${at},upperdir=$d/u${i},workdir=$d/w${i} ${at}`,
    )
    .join('\n');
  // One that belongs to root, as a package's does, wherever the tests' own came from.
  const node = `install -m 755 ${process.execPath} /usr/local/bin/node`;
  const set = `set -eu\nd=$(mktemp -d)\nmount -t tmpfs scratch $d\n${mounts}\n${node}\n${script}`;
  const base = { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: dir, LANG: 'C.UTF-8', TMPDIR: dir };
  return ran(['unshare', '--mount', '--pid', '--fork', '--mount-proc', 'sh', '-c', set], {
    env: { ...base, ...env },
  });
};
const STATE = '/var/lib/openclaw-host-agent/daemon';

describe('cloud-init', () => {
  it.skipIf(!cloudInit)('takes the user data for valid', async () => {
    const checked = await ran(['cloud-init', 'schema', '--config-file', CLOUD_INIT], {
      env: { PATH: process.env.PATH ?? '', HOME: dir },
    });
    expect(checked.stdout + checked.stderr).toContain('Valid');
    expect(checked.code).toBe(0);
  });

  it.skipIf(!overlays || !cloudInit)(
    'brings a machine in at its first boot, by the stages of cloud-init itself',
    async () => {
      const values: [RegExp, string][] = [
        [/OWNER=.*/, 'OWNER=daemon'],
        [/FILES=https:.*/, `FILES=${files}`],
        [/SUM=0.*/, `SUM=${sum}`],
        [/BOT=.*/, `BOT=${bot.url}`],
        [/HOST=.*/, 'HOST=node-ci'],
        [/PASTE-THE-CODE.*/, await bot.enroll('node-ci')],
      ];
      const data = join(dir, 'user-data');
      writeFileSync(
        data,
        values.reduce((text, [mark, value]) => text.replace(mark, value), readFileSync(CLOUD_INIT, 'utf8')),
      );
      // Of its modules only those that the example speaks to: the others would set up the machine that this runs on.
      const only = JSON.stringify({
        datasource_list: ['NoCloud'],
        cloud_init_modules: ['write-files'],
        cloud_config_modules: ['runcmd'],
        cloud_final_modules: ['scripts-user'],
        network: { config: 'disabled' },
        users: [],
      });
      const told = await apart(`rm -rf /run/cloud-init /var/lib/cloud
        mkdir -p /etc/cloud/cloud.cfg.d /var/lib/cloud/seed/nocloud
        echo '${only}' > /etc/cloud/cloud.cfg.d/99-only.cfg
        echo 'instance-id: first' > /var/lib/cloud/seed/nocloud/meta-data
        cp ${data} /var/lib/cloud/seed/nocloud/user-data
        cloud-init init
        cloud-init modules --mode=config
        cloud-init modules --mode=final
        ls -l ${STATE} /usr/local/lib/openclaw-host-agent; ls /run/openclaw-host-agent 2>&1 || true`);
      expect(told, told.stderr + told.stdout).toMatchObject({ code: 0 });
      expect(told.stdout).toContain('bot: connected');
      expect(told.stdout + told.stderr).toContain('No such file or directory');
      expect(await bot.card('node-ci')).toMatchObject({ enrolled: true });
    },
    LIMIT_MS,
  );
});

describe('Ansible', () => {
  it.skipIf(!yaml)('playbook and inventory are YAML with the names that the README gives', () => {
    const [play] = read(PLAYBOOK) as { tasks: { name: string }[] }[];
    expect(play?.tasks.map(({ name }) => name)).toContain('Install and join');
    expect(read(join(ROOT, 'infra/host-agent/ansible/inventory.example.yml'))).toHaveProperty(
      'openclaw.hosts',
    );
  });

  it.skipIf(!overlays || !ansible)(
    'joins a host, and the second time changes nothing',
    async () => {
      const wrapper = join(dir, 'bot-command');
      const settings = Object.entries(bot.env).map(([name, value]) => `${name}='${value}'`);
      writeFileSync(
        wrapper,
        `#!/bin/sh\nexec env ${settings.join(' ')} ${process.execPath} ${fileOf('bot')} "$@"\n`,
        { mode: 0o755 },
      );
      mkdirSync(join(dir, 'play'), { recursive: true });
      const inventory = join(dir, 'play', 'inventory.json');
      const local = { ansible_connection: 'local', ansible_python_interpreter: '/usr/bin/python3' };
      const vars = {
        ...local,
        ansible_become: false,
        host_agent_owner: 'daemon',
        host_agent_release: join(dir, 'release'),
        bot_url: bot.url,
        bot_command: [wrapper],
      };
      writeFileSync(
        inventory,
        JSON.stringify({ openclaw: { hosts: { 'node-a': {} }, vars }, bots: { hosts: { bot: local } } }),
      );
      const play = `ansible-playbook -i ${inventory} ${PLAYBOOK}`;
      const told = await apart(`${play}\n${play}`, {
        ANSIBLE_NOCOLOR: '1',
        ANSIBLE_LOCALHOST_WARNING: 'False',
      });
      expect(told, told.stdout + told.stderr).toMatchObject({ code: 0 });
      const recaps = [...told.stdout.matchAll(/^node-a\s+:.*changed=(\d+).*failed=(\d+)/gm)].map(
        ([, changed, failed]) => [changed, failed],
      );
      expect(recaps[1]).toEqual(['0', '0']);
      expect(Number(recaps[0]?.[0])).toBeGreaterThan(1);
      expect(await bot.card('node-a')).toMatchObject({ enrolled: true });
    },
    LIMIT_MS,
  );
});
