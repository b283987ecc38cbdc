/**
 * An update broke off: a part of the package is gone, and the gateway that ran from it does not start again.
 *
 * Seen on the host: nothing runs; a file of the package's own list (`dist/postinstall-inventory.json`) is not there.
 * The start ends with `ERR_MODULE_NOT_FOUND`, on its standard error alone (OpenClaw 2026.9.6).
 *
 * The twin has more in the folder than the list names: what a release before left behind.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault, ranWellBefore } from '../fault.ts';
import { ownPackage } from '../own-package.ts';

export default defineFault({
  name: 'package-torn',
  title: 'an update broke off, and a part of the package is gone',
  accepted: ['stale-install'],
  async plant(lab) {
    await ranWellBefore(lab);
    const own = ownPackage(lab);
    const dist = join(own.folder, 'dist');
    for (const name of readdirSync(dist)) if (/^server-start-.+\.m?js$/.test(name)) rmSync(join(dist, name));
    await own.start().ended;
    return { env: own.env };
  },
  twin: {
    title: 'the package lies beside parts of the release before',
    async plant(lab) {
      const own = ownPackage(lab);
      writeFileSync(join(own.folder, 'dist', 'server-start-B0ldB0ld.mjs'), '');
      await own.start().ready();
      return { env: own.env };
    },
  },
});
