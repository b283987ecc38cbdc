/** Which agents of a configuration are looked at: all that anybody runs, and of a flood some, with the owner. */
import { expect, it } from 'vitest';
import { agentsLeftOut, MOST_AGENTS, openclawAgents } from '../../../src/agent/gateways/openclaw-agents.ts';
import { workspace } from '../../../src/agent/probes/workspace.ts';
import { contextOf, emptyPlace } from '../place.ts';

const many = (count: number) => ({
  agents: {
    list: Array.from({ length: count }, (_, n) => ({
      id: `a${n}`,
      ...(n === count - 1 ? { default: true } : {}),
    })),
  },
});

it.each([
  [3, 3, 'a0'],
  [MOST_AGENTS, MOST_AGENTS, 'a0'],
  [12_000, MOST_AGENTS, 'a11999'],
])('of %i agents %i are looked at, the first is %s', async (count, looked, first) => {
  const place = emptyPlace();
  place.configure(many(count));
  const { target } = await contextOf(place);
  const agents = openclawAgents(target);
  expect(agents.map(({ id }) => id)).toHaveLength(looked);
  expect(agents[0]?.id).toBe(first);
  expect(agents.filter(({ main }) => main).map(({ id }) => id)).toEqual([`a${count - 1}`]);
});

it('that some were left out is said', async () => {
  const place = emptyPlace();
  place.configure(many(MOST_AGENTS + 7));
  expect(agentsLeftOut(many(MOST_AGENTS))).toBe(0);
  expect((await workspace.look(await contextOf(place))).why).toContain('7 were not looked at');
});
