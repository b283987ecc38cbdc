/**
 * Beside the configuration lie all the files that years leave behind: copies of editors, one that was cut off, one with a
 * conflict in it, one of a former release, a sample. OpenClaw reads none of them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'config-leftovers',
  title: 'old, cut and foreign copies of the configuration lie beside the one in use',
  async plant(lab) {
    const text = readFileSync(lab.configFile, 'utf8');
    const beside = (suffix: string, content: string) => writeFileSync(`${lab.configFile}${suffix}`, content);
    beside('~', text.replace('"token"', '"tokn"'));
    beside('.orig', text.slice(0, text.length / 2));
    beside('.rej', `@@ -3,1 +3,1 @@\n-    "port": 18789,\n+    "port": 19001,\n`);
    beside('.mine', `<<<<<<< mine\n${text}=======\n${text}>>>>>>> theirs\n`);
    beside('.2025-11', JSON.stringify({ gateway: { token: 'token-of-last-year-0098', bind: 'lan' } }));
    beside(
      '.sample',
      JSON.stringify({ gateway: { mode: 'remote', remote: { url: 'wss://gateway.example' } } }),
    );
    await lab.start();
    await answeredTurn(lab);
    return undefined;
  },
});
