/**
 * @module agent/bundle/sources/restart-log
 * Who asked OpenClaw for a start, stop or restart, by its own short record of that.
 */
import { join } from 'node:path';
import { defineSource } from '../source.ts';

const MOST_BYTES = 64 * 1024;

export const restartLog = defineSource({
  id: 'restart-log',
  title: 'record of restarts',
  limitMs: 4_000,
  async collect({ host, target }) {
    const path = join(target.stateDir, 'logs', 'gateway-restart.log');
    const text = await host.read(target.root + path, { maxBytes: MOST_BYTES, tail: true });
    // Nobody has asked for one yet, or this release keeps none.
    if (!text.ok) return { missing: [{ what: path.slice(-200), why: text.why.slice(0, 500) }] };
    if (text.value === null) return {};
    // Its first line may be torn.
    const whole =
      text.value.length < MOST_BYTES ? text.value : text.value.slice(text.value.indexOf('\n') + 1);
    return { files: [{ name: 'logs/restarts.log', source: path, text: whole, cut: null, canShrink: true }] };
  },
});
