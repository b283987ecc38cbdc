/**
 * A plugin throws in a timer some seconds after each start: the gateway ends with an unexpected error, and the shell loop
 * around it starts it again.
 *
 * Seen on the host: three runs without an end in the gateway's own record, and a young process.
 *
 * The twin's plugin throws too, and catches it.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { addOwnPlugin } from '../own-plugin.ts';
import { untilRun } from '../shell-loop.ts';

/** Some seconds after the gateway is up. */
function fragilePlugin(lab: Lab, reaction: string): void {
  const index = () => `
const ask = () => {
  try { JSON.parse(''); } catch (error) { ${reaction} }
};
export default { id: 'price-feed', register() { globalThis.priceFeed ??= setTimeout(ask, 12_000); } };
`;
  addOwnPlugin(lab, { name: 'price-feed', enabled: true, index });
}

export default defineFault({
  name: 'crash-loop',
  title: 'a plugin brings the gateway down some seconds after each start',
  accepted: ['service-crash-loop'],
  async plant(lab) {
    fragilePlugin(lab, 'throw error;');
    await untilRun(lab, 4);
    return undefined;
  },
  twin: {
    title: 'a plugin that fails after each start and copes with it',
    async plant(lab) {
      fragilePlugin(lab, "console.warn('price feed: no answer');");
      await lab.start();
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      return undefined;
    },
  },
});
