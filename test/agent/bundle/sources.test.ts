/** Sources of a bundle, each from a place that has what it looks for; the gateway's log and the configuration have tests of their own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { container } from '../../../src/agent/bundle/sources/container.ts';
import { doctor } from '../../../src/agent/bundle/sources/doctor.ts';
import { host } from '../../../src/agent/bundle/sources/host.ts';
import { listeners } from '../../../src/agent/bundle/sources/listeners.ts';
import { notes } from '../../../src/agent/bundle/sources/notes.ts';
import { openclawExport } from '../../../src/agent/bundle/sources/openclaw-export.ts';
import { probes } from '../../../src/agent/bundle/sources/probes.ts';
import { processes } from '../../../src/agent/bundle/sources/processes.ts';
import { recovery } from '../../../src/agent/bundle/sources/recovery.ts';
import { restartLog } from '../../../src/agent/bundle/sources/restart-log.ts';
import { serviceUnits } from '../../../src/agent/bundle/sources/service-units.ts';
import { supervisorLog } from '../../../src/agent/bundle/sources/supervisor-log.ts';
import { versions } from '../../../src/agent/bundle/sources/versions.ts';
import { containerOf } from '../../../src/agent/gateways/containers.ts';
import { markOpen, runPaths } from '../../../src/agent/recovery/run-folder.ts';
import { beginRun } from '../../../src/agent/recovery/run-journal.ts';
import type { Evidence } from '../../../src/protocol/evidence.ts';
import { planOf } from '../../runbooks/plan.ts';
import { emptyPlace, processLike } from '../place.ts';
import { collected, fileOf, sourceContext } from './given.ts';

const T = Date.UTC(2026, 10, 23, 10);

const seen = (more: Partial<Evidence>): Evidence => ({
  ...{ probe: 'p', subject: 'gateway:default', source: 's', at: '', how: 'live', look: 'seen', facts: [] },
  ...more,
});

it('listeners: who listens, and which port is the gateway’s', async () => {
  const place = emptyPlace();
  const server = createTcp().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  place.configure({ gateway: { port } });
  const text = fileOf(await collected(listeners, place), 'system/listeners.tsv');
  expect(text).toMatch(new RegExp(`^127\\.0\\.0\\.1:${port}\\t\\S+\\t${process.pid}\\t.*\\tgateway$`, 'm'));
});

it('processes: since when and how they were started', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 1 } });
  const pid = await processLike(place);
  const text = fileOf(await collected(processes, place), 'system/processes.tsv');
  expect(text).toMatch(new RegExp(`^gateway\\t${pid}\\t${process.pid}\\trunning\\t\\d{4}-`, 'm'));
});

it('service-units: the definition with its drop-ins', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 1 } });
  const unit = '[Service]\nExecStart=/usr/bin/openclaw gateway run\nEnvironment=HOME=%h\n';
  place.write('.config/systemd/user/openclaw-gateway.service', unit);
  place.write(
    '.config/systemd/user/openclaw-gateway.service.d/10-token.conf',
    '[Service]\nEnvironment=A=1\n',
  );
  const context = await sourceContext(place);
  const path = join(place.dir, '.config/systemd/user/openclaw-gateway.service');
  const target = {
    ...context.target,
    units: [
      {
        manager: 'systemd-user' as const,
        name: 'openclaw-gateway.service',
        path,
        env: {},
        inline: [],
        argv: [],
      },
    ],
  };
  const got = await collected(serviceUnits, place, { target });
  const text = fileOf(got, 'system/units/1-openclaw-gateway.service');
  expect(text).toContain('ExecStart=/usr/bin/openclaw gateway run');
  expect(text).toContain('10-token.conf\n[Service]\nEnvironment=A=1');
});

it('container and supervisor-log: what the engine tells, names of variables alone', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 1 } });
  const compose = place.write('compose.yml', 'services:\n  gateway:\n    image: lab:1\n');
  const inspected = {
    ...{ Id: 'b98ad77fcc7c', Name: '/gw', Path: 'node', Args: ['dist/index.js', 'gateway'], RestartCount: 2 },
    Image: `sha256:${'ab'.repeat(32)}`,
    State: {
      Status: 'running',
      ExitCode: 0,
      Pid: 179,
      StartedAt: '2026-11-21T11:56:14Z',
      FinishedAt: '0001-01-01T00:00:00Z',
    },
    Config: {
      ...{
        Env: ['OPENCLAW_GATEWAY_TOKEN=very-secret-value'],
        WorkingDir: '/app',
        User: 'node',
        Image: 'lab:1',
      },
      Labels: { 'com.docker.compose.project': 'lab', 'com.docker.compose.project.config_files': compose },
    },
    HostConfig: { NetworkMode: 'bridge', RestartPolicy: { Name: 'always' } },
    Mounts: [{ Source: '/srv/claw', Destination: '/home/node/.openclaw' }],
  };
  const socket = join(place.dir, 'engine.sock');
  const server = createServer((asked, answer) =>
    asked.url?.includes('/logs')
      ? answer.end('2026-11-21T11:56:15Z a line of the container\n')
      : answer.end(JSON.stringify(inspected)),
  );
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => void server.close());
  const context = await sourceContext(place);
  const it = containerOf(inspected, 'docker', socket);
  const target = { ...context.target, container: it ?? undefined };
  const got = await collected(container, place, { target });
  const told = JSON.parse(fileOf(got, 'system/container.json'));
  expect(told).toMatchObject({
    state: 'running',
    restarts: 2,
    image: 'lab:1',
    environment: expect.arrayContaining(['OPENCLAW_GATEWAY_TOKEN']),
  });
  expect(JSON.stringify(got)).not.toContain('very-secret-value');
  expect(got.versions).toEqual({ image: inspected.Image });
  expect(fileOf(got, 'system/compose-1.yml')).toContain('image: lab:1');
  expect(fileOf(await collected(supervisorLog, place, { target }), 'logs/container.log')).toContain(
    'a line of the container',
  );
});

it('recovery: the runs of that time, and what was ordered for this incident', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 1 } });
  const own = join(place.dir, 'own');
  const paths = runPaths(own, 'r-1');
  markOpen(own, 'r-1');
  const plan = { ...planOf(['snapshot.make', 'restart.process']), gateway: 'default' };
  const head = {
    v: 1 as const,
    run: 'r-1',
    digest: 'd',
    plan,
    memory: {},
    acts: ['snapshot.make' as const],
    patienceMs: 0,
    freeze: null,
    by: 'slack:T/U',
    because: null,
  };
  const run = beginRun(paths, head, T);
  run.append({ type: 'begin' }, T + 1);
  run.append({ type: 'act-began', n: 0 }, T + 2);
  run.close();
  const entry = (id: string, incident: string) =>
    JSON.stringify({ v: 1, n: 1, t: T, hash: '', entry: { kind: 'taken', id, op: 'triage', incident } });
  writeFileSync(join(own, 'journal.jsonl'), `${entry('o-1', 'i-1')}\n${entry('o-2', 'i-2')}\nno json\n`);
  const story = { incident: 'i-1', openedAt: T, notes: [], history: [] };
  const got = await collected(recovery, place, { story });
  expect(fileOf(got, 'system/recovery-1.jsonl').split('\n')).toHaveLength(4);
  expect(got.tried).toMatchObject([{ by: 'slack:T/U', at: T + 1 }]);
  expect(fileOf(got, 'system/orders.jsonl')).toMatch(/"o-1"/);
  expect(fileOf(got, 'system/orders.jsonl')).not.toMatch(/"o-2"/);
});

it('notes: what people pasted, with who and when', async () => {
  const place = emptyPlace();
  place.configure({});
  const story = {
    incident: 'inc-7',
    openedAt: T,
    notes: [{ at: T + 1, by: 'Ana', text: 'Safari: closed (1008)' }],
    history: [],
  };
  const got = await collected(notes, place, { story });
  expect(fileOf(got, 'logs/notes.txt')).toBe('2026-11-23T10:00:00.001Z Ana\nSafari: closed (1008)\n');
  expect(await collected(notes, place)).toEqual({});
});

it('versions and probes: from the look', async () => {
  const place = emptyPlace();
  place.configure({});
  const fact = { fact: 'gateway.version.running', subject: 'gateway:default', value: '2026.9.6' };
  const evidence = [seen({ facts: [fact] }), seen({ probe: 'blind', look: 'unavailable', why: 'no right' })];
  const looked = Promise.resolve({ evidence, triage: null });
  expect((await collected(versions, place, { looked })).versions).toMatchObject({ gateway: '2026.9.6' });
  const told = JSON.parse(fileOf(await collected(probes, place, { looked }), 'system/probes.json'));
  expect(told).toMatchObject([{ probe: 'blind', why: 'no right' }, { probe: 'p' }]);
});

it('host and restart-log: the machine, and who asked for restarts', async () => {
  const place = emptyPlace();
  place.configure({});
  expect(JSON.parse(fileOf(await collected(host, place), 'system/host.json'))).toMatchObject({
    architecture: process.arch,
  });
  expect(await collected(restartLog, place)).toEqual({});
  mkdirSync(join(place.stateDir, 'logs'));
  writeFileSync(join(place.stateDir, 'logs', 'gateway-restart.log'), `${'x'.repeat(70_000)}\nwhole line\n`);
  expect(fileOf(await collected(restartLog, place), 'logs/restarts.log')).toBe('whole line\n');
});

it('doctor and openclaw-export: said to be missing where OpenClaw is not installed, or would show a credential', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 1 } });
  const openclaw = '/nowhere/openclaw';
  expect((await collected(doctor, place, { openclaw })).missing?.[0]?.why).toMatch(/not on any search path/);
  expect((await collected(openclawExport, place, { openclaw })).missing?.[0]?.what).toBe(
    'openclaw gateway diagnostics export',
  );
  const refusals = { ...(await sourceContext(place)).refusals, mayTry: () => false };
  expect((await collected(openclawExport, place, { refusals })).missing?.[0]?.why).toMatch(/refused lately/);
});
