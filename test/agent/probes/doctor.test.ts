/** OpenClaw's own examination, asked only for the deep look; its exit code 1 is the usual one. */
import { expect, it } from 'vitest';
import { doctor } from '../../../src/agent/probes/doctor.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

async function look(prints: string, code: number) {
  const place = emptyPlace();
  const text = `if (process.argv.slice(2).join() !== 'doctor,--lint,--json') process.exit(9);\nconsole.log(${JSON.stringify(prints)});process.exitCode=${code}`;
  return doctor.look(await contextOf(place, { openclaw: place.write('openclaw.mjs', text) }));
}

it('findings become facts', async () => {
  const message = 'gateway.mode is unset; gateway start will be blocked.';
  const findings = [{ checkId: 'core/doctor/gateway-config', severity: 'error', message }];
  const sight = await look(JSON.stringify({ ok: false, checksRun: 1, findings }), 1);
  expect(said(sight)).toEqual({ 'config.mode': 'unset' });
});

it('that did not work is unavailable', async () => {
  expect(await look('', 2)).toMatchObject({ look: 'unavailable', facts: [] });
});
