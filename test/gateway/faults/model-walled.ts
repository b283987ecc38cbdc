/**
 * A wall before the model provider answers 403 with a page. OpenClaw tells people of a wrong credential; the key is
 * right.
 *
 * Seen on the host: `embedded_run_agent_end` with `providerRuntimeFailureKind: "auth_html"` in the log.
 *
 * In the twin the wall was there once, and has let everything through since.
 */
import { defineFault } from '../fault.ts';
import { type Answer, provider, useProvider } from '../provider.ts';
import { failingTurn, turn } from '../turns.ts';

const WALL: Answer = {
  status: 403,
  headers: { 'content-type': 'text/html', server: 'wall' },
  body: '<!DOCTYPE html><html><head><title>Request blocked</title></head><body>Ask your administrator.</body></html>',
};
/** The same page as a server that cannot answer just now shows it: no credential is put aside for it. */
const BUSY: Answer = { ...WALL, status: 503 };

export default defineFault({
  name: 'model-walled',
  title: 'a wall before the model provider answers with a page of its own',
  accepted: ['upstream-403'],
  async plant(lab) {
    await provider(lab, () => WALL);
    lab.configure((config) => useProvider(config, lab));
    await lab.start();
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: 'a page stood before the model provider for a moment, and it has answered since',
    async plant(lab) {
      let asked = 0;
      await provider(lab, () => (++asked > 1 ? { says: 'hello' } : BUSY));
      lab.configure((config) => useProvider(config, lab));
      await lab.start();
      const { status } = await turn(lab);
      if (status !== 'ok') throw new Error(`The turn ended "${status}", and should have been answered`);
      return undefined;
    },
  },
});
