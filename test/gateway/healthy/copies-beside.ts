/**
 * Somebody who trusts nothing makes copies by hand before each change: of the configuration, half of one from a disk that
 * was full, one with last year's keys, and of the whole state, with locks and a database that was cut in the middle. They lie
 * beside the ones in use, and nobody reads them.
 */
import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'copies-beside',
  title: 'broken and outdated copies of configuration and state lie beside those in use',
  async plant(lab) {
    const before = await lab.start();
    await before.stop();
    const text = readFileSync(lab.configFile, 'utf8');
    writeFileSync(`${lab.configFile}.before-cut`, text.slice(0, text.length / 2));
    writeFileSync(
      `${lab.configFile}.bak-2025`,
      JSON.stringify({ agent: { model: 'stub/former' }, gateway: { mode: 'remote' } }),
    );
    writeFileSync(join(lab.dir, 'openclaw (copy).json'), '');
    const copy = `${lab.stateDir}.copy`;
    cpSync(lab.stateDir, copy, { recursive: true });
    truncateSync(join(copy, 'state', 'openclaw.sqlite'), 5000);
    writeFileSync(join(copy, 'gateway.lock'), JSON.stringify({ pid: 999_999, port: lab.port }));
    await lab.start();
    await answeredTurn(lab);
    return undefined;
  },
});
