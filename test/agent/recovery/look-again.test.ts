/** The last look of a run: the finding must be gone, and what comes back by itself must have stayed away. */
import { expect, it } from 'vitest';
import { lookAgain } from '../../../src/agent/recovery/acts/look-again.ts';
import type { Triage } from '../../../src/agent/recovery/means.ts';
import type { ActTools } from '../../../src/runbooks/act.ts';
import { unconfirmedIn } from '../../../src/runbooks/recovered.ts';

type Triaged = Awaited<ReturnType<Triage>>;
const seen = (findings: string[], verdict = 'degraded'): Triaged => ({
  findings,
  gateway: 'default',
  verdict,
  looked: true,
});

/** Looks that give these one after the other, the last one for ever. */
async function looked(finding: string | null, looks: Triaged[], before?: string[]) {
  let n = 0;
  const triage = async () => looks[Math.min(n++, looks.length - 1)] ?? seen([]);
  const tools = {
    memory: { plan: { finding, gateway: 'default' }, told: before ? { plan: { before } } : {} },
    signal: AbortSignal.timeout(30_000),
    say: () => undefined,
  } as unknown as ActTools;
  const means = { stateDir: '', env: {}, denied: [], ways: [], triage };
  const result = await lookAgain(means as never, { usual: 40, ofCrashes: 400, between: 1 }).do(tools);
  const code = result.ok === false ? result.because.code : null;
  const unconfirmed = result.ok ? unconfirmedIn(result.told) : null;
  return {
    ok: result.ok,
    code,
    looks: n,
    ...(unconfirmed === null ? {} : { unconfirmed: unconfirmed.code }),
  };
}

it('one that is gone at once is believed', async () => {
  expect(await looked('token-drift', [seen([])])).toEqual({ ok: true, code: null, looks: 1 });
});

it('a gateway that has just come up may show it for a moment', async () => {
  const result = await looked('token-drift', [seen(['token-drift']), seen(['disk-full'])]);
  expect(result).toMatchObject({ ok: true, looks: 2 });
});

it('one that stays is not recovered', async () => {
  const result = await looked('token-drift', [seen(['token-drift'])]);
  expect(result).toMatchObject({ code: 'look-again.still' });
  expect(result.looks).toBeGreaterThan(2);
});

it('a gateway that is down is not recovered, whatever is found', async () => {
  expect(await looked('token-drift', [seen([], 'down')])).toMatchObject({ code: 'look-again.down' });
});

it.each(['service-crash-loop', 'boot-safe-mode'])(
  '%s is waited for until the gateway has stayed up',
  async (finding) => {
    const ten = Array.from({ length: 10 }, () => seen([finding]));
    expect(await looked(finding, [...ten, seen([])])).toMatchObject({ ok: true, looks: 11 });
    expect(await looked(finding, [seen([finding])])).toMatchObject({ ok: false });
  },
);

it.each([
  ['service-crash-loop', 'boot-safe-mode'],
  ['boot-safe-mode', 'service-crash-loop'],
])('%s is not over while %s is there', async (finding, other) => {
  expect(await looked(finding, [seen([other])])).toMatchObject({ code: 'look-again.still' });
  expect(await looked(finding, [seen([other]), seen([])])).toMatchObject({ ok: true, looks: 2 });
});

it('what has come meanwhile may pass; what stays is told, and fails no repair', async () => {
  const come = seen(['disk-full']);
  const before = ['token-drift', 'cron-disabled'];
  expect(await looked('token-drift', [come, seen(['cron-disabled'])], before)).toEqual({
    ...{ ok: true, code: null, looks: 2 },
  });
  expect(await looked('token-drift', [come], before)).toMatchObject({
    ...{ ok: true, unconfirmed: 'look-again.appeared' },
  });
});

it('without a finding only a healthy gateway is believed', async () => {
  expect(await looked(null, [seen([]), seen([], 'healthy')])).toEqual({ ok: true, code: null, looks: 2 });
  expect(await looked(null, [seen([])])).toMatchObject({ unconfirmed: 'look-again.not-healthy' });
  expect(await looked(null, [seen([], 'down')])).toMatchObject({ ok: false, code: 'look-again.down' });
});
