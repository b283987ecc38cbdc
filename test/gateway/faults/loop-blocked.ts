/**
 * A plugin of one's own works on the gateway's only thread, seconds at a time and again and again: the process lives,
 * and whoever comes meanwhile waits. Old clients report that as `gateway closed (1000)`.
 *
 * Seen on the host: `/healthz` is answered, seconds late, and the next time again.
 *
 * The twin's plugin does the same work once, in the moment of the look; then everything is answered at once.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** A gateway is busy in its first minute anyway, so nothing is claimed of that. */
const SETTLED_MS = 62_000;
const name = 'report-builder';

/** `rests` ms between two pieces of work of `works` ms each; the first begins once the gateway has settled. */
async function workingPlugin(lab: Lab, { works, rests }: { works: number; rests: number }): Promise<void> {
  const folder = join(lab.dir, name);
  const order = join(folder, 'order');
  mkdirSync(folder);
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  const manifest = { name, version: '1.0.0', type: 'module', openclaw: { extensions: ['./index.js'] } };
  write('package.json', JSON.stringify(manifest));
  const configSchema = { type: 'object', properties: {} };
  write('openclaw.plugin.json', JSON.stringify({ id: name, configSchema, activation: { onStartup: true } }));
  const lines = [
    "import { createHash } from 'node:crypto';",
    "import { existsSync } from 'node:fs';",
    'function build() {',
    `  const until = Date.now() + ${works};`,
    "  while (Date.now() < until) createHash('sha256').update(String(Math.random())).digest();",
    `  setTimeout(build, ${rests});`,
    '}',
    `const ask = () => { if (existsSync(${JSON.stringify(order)})) { clearInterval(globalThis.reportOrder); build(); } };`,
    `export default { id: '${name}', name: 'Reports', register() { globalThis.reportOrder ??= setInterval(ask, 100); } };`,
  ];
  write('index.js', lines.join('\n'));
  lab.configure((config) => {
    config.plugins = { load: { paths: [folder] }, entries: { [name]: { enabled: true } } };
  });
  await lab.start();
  await setTimeout(SETTLED_MS);
  write('order', '');
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
