/** Repairs that change no file: what each needs afterwards, and the right reason where it does not apply. */
import { expect, it } from 'vitest';
import type { Sight } from '../../../src/agent/recovery/repair.ts';
import { repairCalled } from '../../../src/agent/recovery/repairs/index.ts';

/** As much of a host as these repairs look at: a gateway that serves port 1000. */
const sight = (finding: string | null, target: object = {}): Sight =>
  ({
    finding,
    site: {
      target: {
        units: [],
        config: { value: {}, mtimeMs: null },
        processes: { ok: true, value: [{ pid: 7, state: 'running', lock: { port: 1000 } }] },
        rivals: { sameState: [], samePort: [] },
        clientPort: 1000,
        ...target,
      },
    },
    config: { value: {}, judged: async () => ({ ok: true, valid: true, issues: [] }) },
  }) as unknown as Sight;

it.each([
  ['a new port that is not loaded', sight('reload-off-stale-config', { clientPort: 1006 }), 'stop-start'],
  ['another setting that is not loaded', sight('reload-off-stale-config'), 'restart'],
  // What a plugin has set going keeps its timers in a process that boots anew within itself.
  ['work that goes on inside the process', sight('event-loop-saturated'), 'stop-start'],
  // A port of its command line is somebody's wish as long as nothing is wrong with it.
  ['a port of its own, and another finding', sight('session-stuck', { clientPort: 1006 }), 'restart'],
])('restart for %s', async (_title, seen, needs) => {
  expect(await repairCalled('restart')?.look(seen)).toMatchObject({ applies: true, needs });
});

it.each([
  ['one that is there only now and then', sight('duplicate-gateway'), 'rival.comes-and-goes'],
  [
    'one with a state of its own',
    sight('duplicate-gateway', { rivals: { sameState: [], samePort: [{ pid: 9 }] } }),
    'rival.has-own-state',
  ],
  ['none', sight('stale-listener'), 'rival.none'],
])('a second gateway is not ended: %s', async (_title, seen, code) => {
  expect(await repairCalled('stop-duplicate')?.look(seen)).toMatchObject({
    applies: false,
    because: { code },
  });
});
