/** What somebody on call gets in a terminal, from the line they type to the exit code. */
import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Script } from '../fakes/scripted-host.ts';
import { blind, CONFIG_INVALID, HEALTHY } from '../fakes/seen.ts';
import { aTerminal } from './terminal-world.ts';

describe('in a terminal', () => {
  it('a gateway that refuses to start is named, with the cause, the next step and the evidence', async () => {
    const world = await aTerminal({
      'node-3': { evidence: [CONFIG_INVALID.slice(0, 2), CONFIG_INVALID.slice(2)] },
    });
    const { code, out } = await world.once('/openclaw triage node-3');
    expect(out.split('\n')[0]).toBe('🔴 node-3 is down · process · config-invalid');
    expect(out).toContain('Failing layer: process.');
    expect(out).toContain('Next, on the host: `openclaw config validate` – read-only');
    expect(out).toMatch(/🧾 node-3: details · 1 finding\n/);
    expect(out).toContain('• docker (not available: no container runtime on this host)');
    expect(code).toBe(1);
  });

  it('a healthy gateway is called healthy, and nothing more is said', async () => {
    const world = await aTerminal({ 'node-1': { evidence: [HEALTHY] } });
    const { code, out, err } = await world.once('triage node-1');
    expect(out).toMatch(/^✅ node-1 is healthy\n/);
    expect(out).toContain('Closed: healthy.');
    expect(out).not.toContain('🧾');
    expect(out.match(/node-1 is healthy/g)).toHaveLength(1);
    expect([code, err]).toEqual([0, '']);
  });

  it('a host that only part of could be looked at is not called healthy', async () => {
    const world = await aTerminal({
      'node-1': { evidence: [[blind('process', 'timed-out', 'no answer in 2 s')]] },
    });
    const { code, out } = await world.once('triage node-1');
    expect(out).toMatch(/^❔ node-1 state unknown\n/);
    expect(out).toContain('Not an all-clear.');
    expect(code).toBe(2);
  });

  it('a host that is away is answered at once with its last check-in', async () => {
    const world = await aTerminal({ 'node-4': { connected: false, lastSeen: Date.now() - 47 * 60_000 } });
    const { code, out } = await world.once('triage node-4');
    expect(out).toMatch(/^❔ node-4: host agent is not connected\n/);
    expect(out).toContain('47 min before this message');
    expect(out).toContain('Gateway state: unknown');
    expect(code).toBe(2);
  });

  it('a script gets one JSON object with the verdict, the findings and the thread', async () => {
    const world = await aTerminal({ 'node-3': { evidence: [CONFIG_INVALID] } });
    const { code, out } = await world.once('triage node-3', { json: true });
    const report = JSON.parse(out);
    expect(report).toMatchObject({ schema: 1, host: 'node-3', verdict: 'down', state: 'done' });
    expect(report.incident).toMatch(/^inc-[0-9a-z]{10}$/);
    expect(report.layers.map((it: { layer: string }) => it.layer)[0]).toBe('process');
    expect(report.findings[0]).toMatchObject({
      id: 'config-invalid',
      title: expect.any(String),
      says: expect.any(String),
    });
    expect(report.unknowns).toEqual([
      { probe: 'docker', look: 'unavailable', why: 'no container runtime on this host' },
    ]);
    expect(report.thread.map((text: string) => text.slice(0, 2))).toEqual(['🔴', '🧾']);
    expect(code).toBe(1);
  });

  it('a second look joins the open incident, and healthy closes it', async () => {
    const scripts = { 'node-3': { evidence: [CONFIG_INVALID] } };
    const world = await aTerminal(scripts);
    const first = JSON.parse((await world.once('triage node-3', { json: true })).out);
    scripts['node-3'].evidence = [HEALTHY];
    const second = await world.once('triage node-3', { json: true });
    expect(JSON.parse(second.out)).toMatchObject({ incident: first.incident, verdict: 'healthy' });
    expect(second.code).toBe(0);
    const third = JSON.parse((await world.once('triage node-3', { json: true })).out);
    expect(third.incident).not.toBe(first.incident);
  });

  it('a host that has gone away does not heal what was found on it', async () => {
    const scripts: Record<string, Script> = { 'node-3': { evidence: [CONFIG_INVALID] } };
    const world = await aTerminal(scripts);
    const first = JSON.parse((await world.once('triage node-3', { json: true })).out);
    scripts['node-3'] = { connected: false };
    const gone = await world.once('triage node-3');
    expect(gone.out).toContain('Earlier findings are in the thread');
    scripts['node-3'] = { evidence: [HEALTHY] };
    const back = JSON.parse((await world.once('triage node-3', { json: true })).out);
    expect(back).toMatchObject({ incident: first.incident, verdict: 'healthy' });
  });

  it('all hosts are one incident, but for those that have one', async () => {
    const world = await aTerminal({
      'node-1': { evidence: [HEALTHY] },
      'node-2': { evidence: [HEALTHY] },
      'node-3': { evidence: [CONFIG_INVALID] },
    });
    await world.once('triage node-3');
    const { code, out } = await world.once('triage all');
    expect(out).toContain('✅ 2 hosts: 2 healthy\n');
    expect(out).toContain('🔴 node-3 is down');
    expect(code).toBe(1);
  });

  it('lines through a pipe are all answered, incidents included', async () => {
    const world = await aTerminal({ 'node-1': { evidence: [HEALTHY] } });
    const { code, out } = await world.pipes(['hosts', 'triage node-1']);
    expect(out).toContain('1 host, 1 connected');
    expect(out).toContain('✅ node-1 is healthy');
    expect(code).toBe(0);
  });

  it('a wrong word is answered with a line that works, and exit code 2', async () => {
    const world = await aTerminal({ 'node-3': {} });
    const { code, out } = await world.once('traige node3');
    expect(out).toContain('Type: `/openclaw triage node-3`');
    expect(code).toBe(2);
  });
});

describe("the terminal's socket", () => {
  it("can be opened by the bot's own user only", async () => {
    const world = await aTerminal({});
    expect(statSync(world.path).mode & 0o777).toBe(0o600);
  });
});
