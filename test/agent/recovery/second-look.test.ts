/** Nothing is interrupted for what one look has seen and the next has not. */
import { expect, it } from 'vitest';
import type { Triage } from '../../../src/agent/recovery/means.ts';
import { secondLook } from '../../../src/agent/recovery/second-look.ts';

async function looked(finding: string | null, findings: string[], looked = true) {
  const asked: (string | undefined)[] = [];
  const triage: Triage = async (gateway) => {
    asked.push(gateway);
    return { findings, gateway: 'default', verdict: 'degraded', looked };
  };
  const tools = { triage, signal: AbortSignal.timeout(5_000), say: () => undefined };
  const { against, before } = await secondLook({ finding, gateway: 'default' }, tools, 1);
  return { asked: asked.length, against: against?.code ?? null, before };
}

it.each([
  ['seen twice', 'event-loop-saturated', ['event-loop-saturated'], null],
  ['seen once', 'event-loop-saturated', [], 'restart.passing'],
  ['something else by now', 'gateway-frozen', ['disk-full'], 'restart.passing-into'],
])('%s', async (_title, finding, findings, against) => {
  expect(await looked(finding, findings)).toEqual({ asked: 1, against, before: findings });
});

it.each(['reload-off-stale-config', 'session-stuck', null])('%s does not pass by itself', async (finding) => {
  expect(await looked(finding, [])).toEqual({ asked: 0, against: null, before: null });
});

it('a second look that nobody could take is no word for it, and nothing to hold the end against', async () => {
  expect(await looked('gateway-frozen', [], false)).toEqual({
    asked: 1,
    against: 'look.could-not',
    before: null,
  });
});
