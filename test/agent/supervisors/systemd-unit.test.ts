/** A unit of systemd: which one is the gateway's, and what its manager's answers mean. */
import { describe, expect, it } from 'vitest';
import type { HostPort, Outcome, Ran } from '../../../src/agent/host/host-port.ts';
import { seen, unseen } from '../../../src/agent/host/host-port.ts';
import type { Known } from '../../../src/agent/services/supervision.ts';
import type { UnitState } from '../../../src/agent/services/systemd.ts';
import { ownerOf } from '../../../src/agent/supervisors/owner.ts';
import type { Owned } from '../../../src/agent/supervisors/supervisor.ts';
import { isIts, secondsOf } from '../../../src/agent/supervisors/systemd-unit.ts';
import { emptyPlace, targetOf } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';

it.each([
  ['5min 30s', 330],
  ['1min 30s', 90],
  ['infinity', Number.POSITIVE_INFINITY],
  ['20s', 20],
  ['1h 500ms', 3_600.5],
  ['', Number.NaN],
])('systemd’s %j are %d seconds', (span, seconds) => {
  expect(secondsOf(span)).toBe(seconds);
});

const state = (more: Partial<UnitState> = {}): UnitState => ({
  manager: 'systemd-user',
  name: 'openclaw-gateway.service',
  load: 'loaded',
  active: 'active',
  enabled: 'enabled',
  result: 'success',
  restarts: 0,
  exitCode: 0,
  mainPid: 42,
  invocation: '',
  reloadNeeded: false,
  ...more,
});
const known = (more: Partial<UnitState> = {}, definition?: Known['definition']): Known => ({
  state: state(more),
  definition,
  collides: false,
});
const UNIT = { manager: 'systemd-user' as const, unit: 'openclaw-gateway.service' };
const DEFINITION = {
  manager: 'systemd-user' as const,
  name: UNIT.unit,
  path: '/u',
  env: {},
  inline: [],
  argv: [],
};

describe('a unit holds the gateway', () => {
  it.each([
    ['that is its main process', known(), { pid: 42, parent: 1 }, UNIT, 'holds'],
    ['that its main process started', known(), { pid: 50, parent: 42 }, UNIT, 'holds'],
    [
      'that is in its group, which its definition starts',
      known({ mainPid: 7 }, DEFINITION),
      { pid: 50, parent: 9 },
      UNIT,
      'holds',
    ],
    [
      'but not what a job of cron started',
      known({ name: 'cron.service', mainPid: 7 }),
      { pid: 50, parent: 9 },
      { ...UNIT, unit: 'cron.service' },
      null,
    ],
    [
      'but not what a terminal started beside it',
      known({ active: 'inactive', mainPid: 0 }, DEFINITION),
      { pid: 50, parent: 9 },
      null,
      null,
    ],
    [
      'and where none runs, would start it',
      known({ active: 'inactive', mainPid: 0 }, DEFINITION),
      undefined,
      null,
      'would',
    ],
  ])('%s', (_, found, main, home, answer) => {
    expect(isIts(found, main, home)).toBe(answer);
  });
});

type Answers = { show?: Partial<UnitState>; order?: Outcome<Ran>; said: string[][] };

/** The owner of a stopped gateway with an installed unit, by a `systemctl` that answers as told. */
async function unitOf({ show = {}, order, said }: Answers): Promise<Owned> {
  const place = emptyPlace();
  place.configure({ gateway: { mode: 'local' } });
  const shown = { active: 'inactive', mainPid: 0, ...show };
  const base = scriptedHost({});
  const host: HostPort = {
    ...base,
    async run(argv) {
      if (argv[0] !== 'systemctl') return unseen('unavailable', 'not installed');
      if (argv.some((word) => word.startsWith('--property=Id'))) {
        const it = state(shown);
        if (!argv.includes('--user') || !argv.includes(it.name))
          return seen({ code: 0, stdout: '', stderr: '' });
        const stdout = [
          ['Id', it.name],
          ['LoadState', it.load],
          ['ActiveState', it.active],
          ['UnitFileState', it.enabled],
          ['Result', it.result],
          ['ExecMainStatus', it.exitCode],
          ['MainPID', it.mainPid],
          ['NeedDaemonReload', it.reloadNeeded ? 'yes' : 'no'],
        ].map(([name, value]) => `${name}=${value}`);
        return seen({ code: 0, stdout: stdout.join('\n'), stderr: '' });
      }
      if (argv.includes('show'))
        return seen({ code: 0, stdout: 'Restart=always\nTimeoutStopUSec=1min 30s\n', stderr: '' });
      said.push(argv.filter((word) => !word.startsWith('--')).slice(1));
      return order ?? seen({ code: 0, stdout: '', stderr: '' });
    },
  };
  const owned = await ownerOf({
    host,
    target: await targetOf(place.env),
    shell: place.env,
    openclaw: 'openclaw',
  });
  if (!owned) throw new Error('nobody owns it');
  return owned;
}

const TOOLS = { signal: new AbortController().signal, keep: '/nowhere' };
const failed = (stderr: string): Outcome<Ran> => seen({ code: 1, stdout: '', stderr });

describe('an order to a unit', () => {
  it('is queued, and a unit that had failed or was changed is made ready first', async () => {
    const said: string[][] = [];
    const owned = await unitOf({ said, show: { active: 'failed', reloadNeeded: true } });
    expect(owned).toMatchObject({
      id: 'systemd-user',
      commands: { restart: ['systemctl', '--user', 'restart', UNIT.unit] },
    });
    expect(owned.cautions.map(({ code }) => code)).toEqual(['caution.short-stop', 'caution.unit-changed']);
    expect(await owned.restart(TOOLS)).toEqual({ ok: true });
    expect(said).toEqual([['daemon-reload'], ['reset-failed', UNIT.unit], ['restart', UNIT.unit]]);
  });

  it.each([
    ['no right', failed('Failed to restart x: Access denied'), false, 'restart.no-right'],
    [
      'no right',
      failed('Failed to restart x: Interactive authentication required.'),
      false,
      'restart.no-right',
    ],
    ['another refusal', failed('Failed to restart x: Unit not found.'), false, 'restart.refused'],
    ['a command that hangs', unseen('timed-out', 'systemctl did not end'), null, 'restart.command-hangs'],
    ['no such command', unseen('unavailable', 'systemctl is not installed'), false, 'restart.refused'],
  ])('tells %s', async (_, order, ok, code) => {
    const owned = await unitOf({ said: [], order });
    expect(await owned.restart(TOOLS)).toMatchObject({ ok, because: { code } });
  });

  it('is not given to a unit that was masked', async () => {
    const said: string[][] = [];
    const owned = await unitOf({ said, show: { load: 'masked', enabled: 'masked' } });
    expect(await owned.start(TOOLS)).toMatchObject({ ok: false, because: { code: 'start.masked' } });
    expect(said).toEqual([]);
  });

  it.each([
    ['a start that was refused', { active: 'failed', exitCode: 78 }, 'start.refused-by-itself'],
    ['one that was tried too often', { active: 'failed', result: 'start-limit-hit' }, 'start.given-up'],
    ['one that still tries', { active: 'activating' }, undefined],
  ])('shows %s', async (_, show, code) => {
    const owned = await unitOf({ said: [], show });
    expect((await owned.givenUp?.('/nowhere'))?.code).toBe(code);
  });
});
