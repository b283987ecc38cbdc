/**
 * The host was updated a minute ago, and rightly: the new release was put into a folder of its own, the link that the
 * shell follows was turned to it, and the gateway was stopped and started anew. The old release still lies beside it.
 */
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ranWellBefore } from '../fault.ts';
import { defineHealthy } from '../healthy.ts';
import { ownPackage } from '../own-package.ts';

const NEW = '2026.9.7';

export default defineHealthy({
  name: 'updated-by-link',
  title: 'updated a minute ago by turning a link to the new release, and restarted',
  async plant(lab) {
    const current = join(lab.dir, 'current');
    symlinkSync(join(lab.openclaw.cacheDir, 'node_modules'), current);
    await ranWellBefore(lab);
    const own = ownPackage(lab);
    for (const file of ['package.json', 'dist/build-info.json']) {
      const text = readFileSync(join(own.folder, file), 'utf8');
      own.rewrite(file, text.replaceAll(lab.openclaw.version, NEW));
    }
    rmSync(current);
    symlinkSync(dirname(own.folder), current);
    await own.start().ready();
    return { env: { PATH: `${join(current, '.bin')}:${lab.env().PATH}` } };
  },
});
