/**
 * @module agent/host/old-copies
 * Takes away private copies that a host agent left behind when it was killed in the middle of a look.
 */
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownUid } from '../private-files.ts';

const NAME = /^openclaw-host-agent-[A-Za-z0-9]{6}$/;
/** One that is in use is younger by far. Milliseconds. */
const OLD_MS = 600_000;

/** Only folders of our own that nobody else may enter. What cannot be taken away stays; never throws. */
export async function takeAwayOldCopies(folder = tmpdir(), now = Date.now()): Promise<void> {
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names.filter((one) => NAME.test(one))) {
    const path = join(folder, name);
    const stat = await fs.lstat(path).catch(() => null);
    if (!stat?.isDirectory() || stat.uid !== ownUid() || (stat.mode & 0o077) !== 0) continue;
    if (stat.mtimeMs < now - OLD_MS)
      await fs.rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
