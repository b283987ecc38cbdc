/**
 * A plugin of one's own works on the gateway's only thread, seconds at a time and again and again: the process lives,
 * and whoever comes meanwhile waits. Old clients report that as `gateway closed (1000)`.
 *
 * Seen on the host: `/healthz` is answered, seconds late, and the next time again.
 *
 * The twin's plugin does the same work once, in the moment of the look; then everything is answered at once.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { addOwnPlugin } from '../own-plugin.ts';

/** A gateway is busy in its first minute anyway, so nothing is claimed of that. */
const SETTLED_MS = 62_000;
const name = 'report-builder';

/** `rests` ms between two pieces of work of `works` ms each; the first begins once the gateway has settled. */
async function workingPlugin(lab: Lab, { works, rests }: { works: number; rests: number }): Promise<void> {
  const index = (folder: string) =>
    [
      "import { createHash } from 'node:crypto';",
      "import { existsSync } from 'node:fs';",
      'function build() {',
      `  const until = Date.now() + ${works};`,
      "  while (Date.now() < until) createHash('sha256').update(String(Math.random())).digest();",
      `  setTimeout(build, ${rests});`,
      '}',
      `const order = ${JSON.stringify(join(folder, 'order'))};`,
      'const ask = () => { if (existsSync(order)) { clearInterval(globalThis.reportOrder); build(); } };',
      `export default { id: '${name}', name: 'Reports', register() { globalThis.reportOrder ??= setInterval(ask, 100); } };`,
    ].join('\n');
  const folder = addOwnPlugin(lab, { name, enabled: true, index });
  await lab.start();
  await setTimeout(SETTLED_MS);
  writeFileSync(join(folder, 'order'), '');
}

export default defineFault({
  name: 'loop-blocked',
  title: 'a plugin holds the event loop for seconds, again and again',
  accepted: ['event-loop-saturated'],
  async plant(lab) {
    await workingPlugin(lab, { works: 3_000, rests: 800 });
    return undefined;
  },
  twin: {
    title: 'a plugin holds the event loop for seconds once, while somebody looks',
    async plant(lab) {
      await workingPlugin(lab, { works: 3_500, rests: 600_000 });
      return undefined;
    },
  },
});
