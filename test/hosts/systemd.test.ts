/**
 * The host agent as a service on a real systemd, by the commands that infra/README-host-agent.md gives: installed,
 * joined, asked, killed, updated, rolled back, removed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostFiles } from '../gateway/programs.ts';
import { startBot } from './bot.ts';
import { documented } from './documented.ts';
import { boot, type Host } from './nspawn.ts';
import { nodeForHosts, whatIsMissing } from './rootfs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const missing = whatIsMissing();
if (missing !== null) console.log(`Hosts cannot be booted here, so these tests are skipped: ${missing}`);

type Way = {
  way: string;
  /** Who runs the commands. */
  as: string;
  name: string;
  unit: string;
  systemctl: string;
  /** Where the host agent keeps its files, and where its program is. */
  state: string;
  program: string;
};

const WAYS: Way[] = [
  {
    way: 'systemd, user',
    as: 'claw',
    name: 'node-u',
    unit: 'openclaw-host-agent.service',
    systemctl: 'systemctl --user',
    state: '/home/claw/.openclaw-host-agent',
    program: '/home/claw/.local/lib/openclaw-host-agent',
  },
  {
    way: 'systemd, system',
    as: 'root',
    name: 'node-s',
    unit: 'openclaw-host-agent@claw.service',
    systemctl: 'systemctl',
    state: '/var/lib/openclaw-host-agent/claw',
    program: '/usr/local/lib/openclaw-host-agent',
  },
];

const asOwner = (commands: string): string => `OWNER=claw\n${commands}`;

/** Enough of a gateway to be looked at: its name, a port, a configuration, a workspace, a unit. */
const GATEWAY = `mkdir -p ~/.openclaw ~/work ~/.config/systemd/user
cat > ~/.openclaw/openclaw.json <<'END'
{ "gateway": { "mode": "local", "port": 19321 }, "agents": { "defaults": { "workspace": "/home/claw/work" } } }
END
cat > ~/gateway.mjs <<'END'
import { createServer } from 'node:http';
process.title = 'openclaw-gateway';
createServer((_, answer) => answer.end('{}')).listen(19321, '127.0.0.1');
END
cat > ~/.config/systemd/user/openclaw-gateway.service <<'END'
[Service]
ExecStart=/usr/local/bin/node /home/claw/gateway.mjs openclaw gateway run
Environment=OPENCLAW_GATEWAY_PORT=19321
END
systemctl --user daemon-reload`;

describe.skipIf(missing !== null).each(WAYS)('$way', ({ way, as, name, unit, systemctl, state, program }) => {
  let host: Host;
  let bot: Awaited<ReturnType<typeof startBot>>;
  let token: string;

  /** A documented step, pasted into a shell of the one who runs it, with this place's address and name. */
  const step = (title: string, input = ''): Promise<string> => {
    const commands = documented(way, title)
      .replaceAll('https://bot.example', bot.url)
      .replaceAll('node-3', name);
    return host.ok(asOwner(commands), { user: as, cwd: '/srv/copied', input });
  };
  const ask = (property: string): Promise<string> =>
    host.ok(`${systemctl} show --value --property=${property} ${unit}`, { user: as });
  const identity = (): Promise<string> => host.ok(`cat ${state}/host-key.json ${state}/bot.json | sha256sum`);

  beforeAll(async () => {
    bot = await startBot();
    host = await boot(name, {
      '/usr/local/bin/node': nodeForHosts(ROOT),
      ...Object.fromEntries(hostFiles().map(({ name, file }) => [`/srv/built/${name}`, file])),
      '/srv/built/units': join(ROOT, 'infra/systemd'),
    });
    await host.ok(`useradd --create-home --uid 1000 claw
      ${asOwner(documented('systemd, user', 'Linger'))}
      mkdir -p /srv/copied; cp /srv/built/host*.mjs /srv/built/units/* /srv/copied`);
    await host.until('systemctl --user is-system-running', { user: 'claw' });
    await host.ok(GATEWAY, { user: 'claw' });
    token = await bot.enroll(name);
  });
  afterAll(async () => {
    await host?.down();
    await bot?.stop();
  });

  it('is installed, joined and started by the documented commands', async () => {
    await step('Install');
    await step('Join', `${token}\n`);
    await step('Start');
    await bot.sees(name, true);
    expect(await step('Check')).toContain('active (running)');
  });

  it('is a unit that systemd finds nothing wrong with', async () => {
    const verify = as === 'root' ? 'systemd-analyze verify' : 'systemd-analyze --user verify';
    expect(await host.ok(`${verify} ${unit} 2>&1`, { user: as })).toBe('');
  });

  it('gives up the rights that it does not need', async () => {
    const flag = as === 'root' ? '' : '--user';
    const told = await host.ok(`systemd-analyze ${flag} security --no-pager ${unit}`, { user: as });
    const exposure = /Overall exposure level for .*?: ([\d.]+)/.exec(told)?.[1];
    console.log(`${unit}: exposure ${exposure} of 10 (systemd-analyze security)`);
    expect(Number(exposure)).toBeLessThan(as === 'root' ? 3.5 : 8);
    expect(
      await host.ok(`grep -E 'NoNewPrivs|Seccomp:|CapEff' /proc/${await ask('MainPID')}/status`),
    ).toMatch(/CapEff:\s+0+\nNoNewPrivs:\s+1\nSeccomp:\s+2/);
  });

  it('answers a triage', async () => {
    const answer = await bot.triage(name);
    expect(answer.thread.join('\n')).toContain(name);
    expect(answer.thread.join('\n')).not.toContain('timed out');
  });

  it.each(['stopped', 'running'])('sees what its user sees, the gateway being %s', async (gateway) => {
    await host.ok(`systemctl --user ${gateway === 'running' ? 'start' : 'stop'} openclaw-gateway`, {
      user: 'claw',
    });
    const look = `/usr/local/bin/node /srv/copied/host.mjs triage --json --state ${state}`;
    const told = ({ stdout }: { stdout: string }): unknown => {
      // A gateway with a /tmp of its own is looked at through its process: the same file under another name.
      const plain = stdout.replace(/\/proc\/\d+\/root(?=\/)/g, '');
      const { verdict, layers, findings, unknowns } = JSON.parse(plain);
      return { verdict, layers, findings: findings.map(({ id }: { id: string }) => id), unknowns };
    };
    const bare = told(await host.sh(look, { user: 'claw' }));
    const confined = `systemd-run --quiet --wait --pipe ${confinement(as, unit)} ${look}`;
    expect(told(await host.sh(confined, { user: as }))).toEqual(bare);
    expect(JSON.stringify(bare)).not.toContain('state-db-error');
  });

  it('makes a bundle within its rights, with the units and the journal in it', async () => {
    const file = `${state}/made.tar.gz`;
    const make = `/usr/local/bin/node /srv/copied/host.mjs bundle --json --state ${state} --out ${file}`;
    // The unit has its state directory to write to, by StateDirectory= or its home.
    const rights = `${confinement(as, unit)} '--property=ReadWritePaths=${state}'`;
    const ran = await host.sh(`systemd-run --quiet --wait --pipe ${rights} ${make}`, {
      user: as,
      limitMs: 120_000,
    });
    expect(ran.code, ran.stderr).toBe(0);
    const { files } = JSON.parse(ran.stdout) as { files: { name: string }[] };
    expect(files.map(({ name: one }) => one)).toEqual(
      expect.arrayContaining(['report.md', 'config/shape.json', 'system/services.json', 'logs/journal.log']),
    );
    const definition = await host.ok(
      `tar -xzOf ${file} --wildcards 'system/units/*-openclaw-gateway.service'`,
    );
    expect(definition).toContain('OPENCLAW_GATEWAY_PORT=19321');
    await host.ok(`rm ${file}`);
  });

  it('comes back after a kill -9', async () => {
    const before = await ask('MainPID');
    await host.ok(`kill -9 ${before}`);
    await host.until(`test "$(${systemctl} show --value --property=NRestarts ${unit})" = 1`, { user: as });
    await bot.sees(name, true);
    expect(await ask('MainPID')).not.toBe(before);
  });

  it('keeps its key and its journal through an update and back', async () => {
    const key = await identity();
    const journal = await host.ok(`cat ${state}/journal.jsonl`);
    await host.ok(`sed 's/"0\\.1\\.0"/"0.1.1"/g' /srv/built/host.mjs > /srv/copied/host.mjs`);
    await step('Update');
    expect(await host.ok(`node ${program}/host.mjs --version`)).toBe('0.1.1');
    await bot.sees(name, true);
    expect(await identity()).toBe(key);
    expect(await host.ok(`cat ${state}/journal.jsonl`)).toContain(journal);
    await step('Roll back');
    expect(await host.ok(`node ${program}/host.mjs --version`)).toBe('0.1.0');
    expect((await host.ok(`cd ${program}; ls`)).split('\n').sort()).toEqual(
      [...hostFiles().map(({ name }) => name), 'node'].sort(),
    );
    await bot.sees(name, true);
    expect(await identity()).toBe(key);
  });

  it('stays down after exit code 2, and says why', async () => {
    await host.ok('mkdir /etc/openclaw-host-agent; echo nonsense > /etc/openclaw-host-agent/agent.toml');
    await host.ok(`${systemctl} restart ${unit}`, { user: as });
    await host.until(`${systemctl} is-failed ${unit}`, { user: as });
    expect(await ask('ExecMainStatus')).toBe('2');
    expect(await ask('NRestarts')).toBe('0');
    expect(await host.ok('journalctl --no-pager -o cat | tail -n 20')).toContain('is not TOML');
    await host.ok('rm -r /etc/openclaw-host-agent');
    await host.ok(`${systemctl} restart ${unit}`, { user: as });
    await bot.sees(name, true);
  });

  it('is in a control group of its own', async () => {
    expect(await ask('ControlGroup')).toMatch(
      new RegExp(`/${unit.replace(/@.*/, '@')}`.replace('.service', '')),
    );
    expect(await ask('PartOf')).toBe('');
    expect(await ask('BindsTo')).toBe('');
  });

  it('leaves no file, unit or process behind', async () => {
    await step('Remove');
    await bot.sees(name, false);
    expect(await host.ok(`find / -xdev -name '*host-agent*' -not -path '/srv/*' -not -path '/proc/*'`)).toBe(
      '',
    );
    expect(
      await host.ok(`${systemctl} list-units --all --plain --no-legend 'openclaw-host-agent*'`, { user: as }),
    ).toBe('');
    expect((await host.sh('pgrep -f "[h]ost.mjs run"')).stdout).toBe('');
  });
});

/** How the unit locks in what it runs, as words for a transient one, for which nobody puts `%h` and `%i` in. */
function confinement(as: string, unit: string): string {
  const text = readFileSync(join(ROOT, 'infra/systemd', unit.replace('@claw', '@')), 'utf8');
  const service = /\[Service\]\n([\s\S]*?)\n\[Install\]/.exec(text)?.[1] ?? '';
  const lines = service
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line) && !/^(ExecStart|Type|Restart\w*|State\w+|OOM\w*)=/.test(line));
  const scope = as === 'root' ? [] : ['--user'];
  const home = as === 'root' ? '/root' : `/home/${as}`;
  const plain = lines.map((line) => line.replaceAll('%i', 'claw').replaceAll('%h', home));
  return [...scope, ...plain.map((line) => `'--property=${line}'`)].join(' ');
}
