/**
 * What can be held of the service definitions without a host: what must not stand in them, their form, and that
 * the documentation has every step for every way.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serviceUnits } from '../../src/agent/gateways/service-units.ts';
import { seen } from '../../src/agent/host/host-port.ts';
import { documented } from './documented.ts';

const INFRA = join(import.meta.dirname, '..', '..', 'infra');
const UNITS = ['openclaw-host-agent.service', 'openclaw-host-agent@.service'];
const PLIST = join(INFRA, 'launchd/ai.openclaw.host-agent.plist');
const unit = (name: string): string => readFileSync(join(INFRA, 'systemd', name), 'utf8');

describe.each(UNITS)('%s', (name) => {
  it('is tied to no other service', () => {
    expect(unit(name)).not.toMatch(/^(PartOf|BindsTo|Requires|Requisite|Upholds|Slice)=/m);
  });

  it('keeps /tmp, other processes and V8 as they are', () => {
    expect(unit(name)).not.toMatch(
      /^(PrivateTmp=yes|PrivateUsers=yes|ProtectProc=|ProcSubset=|MemoryDenyWriteExecute=yes)/m,
    );
    expect(unit(name)).toMatch(/^SystemCallFilter=@system-service @pkey$/m);
  });

  it('is not started again after exit code 2', () => {
    expect(unit(name)).toMatch(/^Restart=always$[\s\S]*^RestartPreventExitStatus=2$/m);
  });

  it("is not mistaken for a gateway's by the host agent", async () => {
    const path = `/etc/systemd/system/${name}`;
    const found = (text: string) => {
      const host = {
        read: async (asked: string) => seen(asked === path ? text : null),
        list: async (asked: string) => seen(asked === '/etc/systemd/system' ? [name] : null),
      };
      return serviceUnits(host as never, '/home/claw');
    };
    expect(await found(unit(name))).toEqual([]);
    const gateway = unit(name).replace(/^ExecStart=.*$/m, 'ExecStart=/usr/bin/openclaw gateway run');
    expect(await found(gateway)).toHaveLength(1);
  });
});

describe('the property list', () => {
  const xml = readFileSync(PLIST, 'utf8');

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)(
    'is one that a parser of Apple’s form takes',
    () => {
      const read = 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
      const parsed = spawnSync('python3', ['-c', read], { input: xml, encoding: 'utf8' });
      expect(parsed.stderr).toBe('');
      expect(JSON.parse(parsed.stdout)).toMatchObject({
        Label: 'ai.openclaw.host-agent',
        KeepAlive: true,
        ThrottleInterval: 30,
        Umask: 0o077,
        ProgramArguments: [
          '@HOME@/.local/lib/openclaw-host-agent/node',
          '@HOME@/.local/lib/openclaw-host-agent/host.mjs',
          'run',
          '--state',
          '@HOME@/.openclaw-host-agent',
        ],
      });
    },
  );

  it('holds no place that launchd would have to expand', () => {
    expect(
      [...xml.matchAll(/<string>([^<]*)<\/string>/g)].filter(([, text]) => /[~$]/.test(text ?? '')),
    ).toEqual([]);
  });
});

describe('the rule for polkit', () => {
  const rule = unit('50-openclaw-gateway.rules');
  type Action = { id: string; lookup(name: string): string | undefined };
  /** What the rule answers, put in as documented, by what polkit hands to it. */
  function answers(user: string, id: string, unitName?: string, verb?: string): unknown {
    const rules: ((action: Action, subject: { user: string }) => unknown)[] = [];
    const polkit = { addRule: (each: (typeof rules)[number]) => rules.push(each), Result: { YES: 'yes' } };
    new Function('polkit', rule.replaceAll('OWNER', 'claw').replaceAll('UNIT', 'gw.service'))(polkit);
    const told: Record<string, string | undefined> = { unit: unitName, verb };
    return rules.map((each) => each({ id, lookup: (name) => told[name] }, { user }));
  }
  const UNITS_ACTION = 'org.freedesktop.systemd1.manage-units';

  it.each(['restart', 'start', 'reset-failed'])('lets its user %s its unit', (verb) => {
    expect(answers('claw', UNITS_ACTION, 'gw.service', verb)).toEqual(['yes']);
  });

  it.each([
    ['another user', 'other', UNITS_ACTION, 'gw.service', 'restart'],
    ['another unit', 'claw', UNITS_ACTION, 'gw.service.service', 'restart'],
    ['another verb', 'claw', UNITS_ACTION, 'gw.service', 'stop'],
    ['a systemd that tells no unit', 'claw', UNITS_ACTION, undefined, undefined],
    ['another action', 'claw', 'org.freedesktop.systemd1.manage-unit-files', 'gw.service', 'restart'],
  ])('says nothing of %s', (_, user, id, name, verb) => {
    expect(answers(user, id, name, verb)).toEqual([undefined]);
  });
});

describe('the documentation', () => {
  const STEPS = ['Install', 'Join', 'Start', 'Check', 'Update', 'Roll back', 'Remove'];
  it.each(['systemd, user', 'systemd, system', 'launchd'])('has every step for %s', (way) => {
    for (const step of STEPS) expect(documented(way, step)).not.toBe('');
  });

  it.each(['systemd, user', 'systemd, system', 'launchd', 'plain'])(
    'has commands that a shell takes for %s',
    (way) => {
      const steps = way === 'plain' ? ['Install', 'Join', 'Start', 'Check', 'Stop', 'Remove'] : STEPS;
      const commands = steps.map((step) => documented(way, step)).join('');
      expect(spawnSync('sh', ['-n'], { input: commands, encoding: 'utf8' }).stderr).toBe('');
    },
  );
});
