/**
 * The package was updated while the gateway ran, and nobody restarted it.
 *
 * Seen on the host: the package's version and build are others than those that the gateway gives when it greets, and
 * the package is younger than the process.
 *
 * The twin's package was put in place again, the same release, as `npm install` does.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { ownPackage } from '../own-package.ts';

/** Starts from a package of its own and then writes that as `release`. */
async function replaced(lab: Lab, release: string) {
  const own = ownPackage(lab);
  await own.start().ready();
  for (const file of ['package.json', 'dist/build-info.json']) {
    const text = readFileSync(join(own.folder, file), 'utf8');
    own.rewrite(file, text.replaceAll(lab.openclaw.version, release));
  }
  return { env: own.env };
}

export default defineFault({
  name: 'updated-under',
  title: 'the package was updated under the gateway, and nobody restarted it',
  accepted: ['post-upgrade-no-restart'],
  plant: (lab) => replaced(lab, '2026.10.1'),
  twin: {
    title: 'the same release was put in place again',
    plant: (lab) => replaced(lab, lab.openclaw.version),
  },
});
