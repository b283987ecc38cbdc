/**
 * Somebody complains, and somebody on call types it behind the host: what is kept back there on purpose is a claim now,
 * the answer says which part it explains, and the complaint itself stays with the bot, without its secrets.
 */
import { describe, expect, it } from 'vitest';
import { expectNoLeak, filesUnder } from '../fakes/canaries.ts';
import { HEALTHY, seen } from '../fakes/seen.ts';
import { aTerminal } from './terminal-world.ts';

const NO_DIRECT_MESSAGES = seen('channel-policy', {
  'channels.configured': ['telegram'],
  'gateway:default/channel:telegram|channel.enabled': true,
  'gateway:default/channel:telegram|channel.dm-policy': 'disabled',
  'gateway:default/channel:telegram|channel.dm-anybody': false,
});
const KEPT_BACK = { 'node-3': { evidence: [HEALTHY, [NO_DIRECT_MESSAGES]] } };

describe('a complaint behind the host', () => {
  it('is answered with what explains it, and with what is not explained', async () => {
    const world = await aTerminal(KEPT_BACK);
    const { out, code } = await world.once(
      'triage node-3: my direct messages are ignored and the browser is broken',
    );
    expect(out).toContain('node-3 is degraded · work · dm-policy-blocks');
    expect(out).toContain('dmPolicy=disabled');
    expect(out).toMatch(/Explains:.*direct messages/);
    expect(out).toMatch(/Not explained:.*the browser/);
    expect(code).toBe(1);
  });

  it('is held against the same host by who looks again, and in JSON', async () => {
    const world = await aTerminal(KEPT_BACK);
    const first = JSON.parse(
      (await world.once('triage node-3: my direct messages are ignored', { json: true })).out,
    );
    const again = JSON.parse((await world.once('triage node-3', { json: true })).out);
    expect(again).toMatchObject({
      incident: first.incident,
      findings: [{ id: 'dm-policy-blocks', explains: ['direct-messages'] }],
      complaint: { explained: [{ topic: 'direct-messages', by: 'dm-policy-blocks' }], unexplained: [] },
    });
  });

  it('that fits nothing makes no noise, and without one a policy is a remark', async () => {
    const world = await aTerminal(KEPT_BACK);
    for (const line of ['triage node-3', 'triage node-3: good morning everybody']) {
      const { out, code } = await world.once(line);
      expect(out).toContain('node-3 is healthy');
      expect(out).toContain('Would be dropped: direct messages');
      expect(out).not.toMatch(/Explains|Not explained/);
      expect(code).toBe(0);
    }
  });

  it('keeps no secret, and is not repeated where others read', async () => {
    const world = await aTerminal(KEPT_BACK);
    const value = `xoxb-${'2847561930'.repeat(2)}-Kq8ZtR4mWvB1nXc7YpLs`;
    const { out } = await world.once(`triage node-3: my direct messages are ignored, token ${value} Anna`);
    expect(out).not.toContain('Anna');
    const sinks = { out, ...filesUnder(world.dataDir) };
    expectNoLeak(sinks, [{ name: 'token', value }], { [world.dataDir]: 'direct-messages' });
  });
});
