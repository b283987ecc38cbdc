/** A part of the gateway that a variable switches off: only that variable goes, and only where a start without it is ours. */
import { expect, it } from 'vitest';
import type { Sight } from '../../../src/agent/recovery/repair.ts';
import { leaveOutVariable } from '../../../src/agent/recovery/repairs/leave-out-variable.ts';
import { withoutVariables } from '../../../src/agent/supervisors/launch.ts';

const OFF = { OPENCLAW_SKIP_CHANNELS: '1', OPENCLAW_SKIP_CRON: 'true', PATH: '/bin' };

/** As much of a host as the repair looks at. */
const sight = (finding: string | null, env: object | null, target = {}, valid = true): Sight =>
  ({
    finding,
    site: { target: { units: [], processes: { ok: true, value: env ? [{ env }] : [] }, ...target } },
    config: { judged: async () => ({ ok: true, valid, issues: [] }) },
  }) as unknown as Sight;

it.each([
  ['channel-disconnected', 'OPENCLAW_SKIP_CHANNELS'],
  ['cron-disabled', 'OPENCLAW_SKIP_CRON'],
])('%s: started without %s', async (finding, variable) => {
  const looked = await leaveOutVariable.look(sight(finding, OFF));
  expect(looked).toMatchObject({ applies: true, args: { variable }, needs: 'stop-start' });
});

it.each([
  ['the other part is off', sight('cron-disabled', { OPENCLAW_SKIP_CHANNELS: '1' }), 'variable.not-set'],
  ['the variable says no', sight('cron-disabled', { OPENCLAW_SKIP_CRON: '0' }), 'variable.not-set'],
  ['something else was found', sight('disk-full', OFF), 'variable.not-set'],
  ['nothing was found', sight(null, OFF), 'variable.not-set'],
  ['nothing runs', sight('cron-disabled', null), 'variable.not-set'],
  ['a service has it', sight('cron-disabled', OFF, { units: [{}] }), 'variable.in-service'],
  ['a container has it', sight('cron-disabled', OFF, { container: {} }), 'variable.in-service'],
  ['the file would keep it from starting', sight('cron-disabled', OFF, {}, false), 'config.invalid'],
] as const)('does not apply where %s', async (_title, seen, code) => {
  expect(await leaveOutVariable.look(seen)).toMatchObject({ applies: false, because: { code } });
});

it('leaves every other variable as it was', () => {
  expect(withoutVariables(OFF, ['OPENCLAW_SKIP_CRON'])).toEqual({
    OPENCLAW_SKIP_CHANNELS: '1',
    PATH: '/bin',
  });
  expect(withoutVariables(OFF, [])).toEqual(OFF);
});
