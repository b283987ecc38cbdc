/** A log that another user put where the gateway writes its own decides nothing: no line of it is read. */
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logFile } from '../../src/agent/probes/log-tail.ts';
import { contextOf, emptyPlace } from '../agent/place.ts';

const MALLORY = 1;
const NAME = 'openclaw-2026-11-25.log';
const LINE = '{"0":"mallory was here"}\n';

/** Makes folder and file as its row says; `logging.file` names the folder as OpenClaw's default names /tmp/openclaw. */
async function found(change: (folder: string, file: string) => void): Promise<boolean> {
  const place = emptyPlace();
  const folder = join(place.stateDir, '..', 'logs');
  const file = join(folder, NAME);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, LINE, { mode: 0o600 });
  place.configure({ logging: { file: join(folder, 'openclaw-2026-11-20.log') } });
  change(folder, file);
  return (await logFile(await contextOf(place))) === file;
}

describe('a log', () => {
  it('in a folder of the gateway’s own is its log', async () => {
    expect(await found(() => {})).toBe(true);
    expect(await found((_folder, file) => chmodSync(file, 0o644))).toBe(true);
  });

  it.skipIf(process.geteuid?.() !== 0).each<[string, (folder: string, file: string) => void]>([
    ['of another user', (_folder, file) => chownSync(file, MALLORY, MALLORY)],
    ['in another user’s folder', (folder) => chownSync(folder, MALLORY, MALLORY)],
    ['of nobody, who has no account of a person', (_folder, file) => chownSync(file, 65_534, 65_534)],
    [
      'behind another user’s folder of the same name',
      (folder, file) => {
        const theirs = `${folder}-of-mallory`;
        mkdirSync(theirs);
        writeFileSync(join(theirs, NAME), LINE);
        for (const path of [theirs, join(theirs, NAME)]) chownSync(path, MALLORY, MALLORY);
        rmSync(dirname(file), { recursive: true });
        symlinkSync(theirs, folder);
      },
    ],
    [
      'behind a link to another user’s file',
      (folder, file) => {
        writeFileSync(`${folder}.theirs`, LINE);
        chownSync(`${folder}.theirs`, MALLORY, MALLORY);
        rmSync(file);
        symlinkSync(`${folder}.theirs`, file);
      },
    ],
  ])('%s counts for nothing', async (_case, change) => {
    expect(await found(change)).toBe(false);
  });

  it.each<[string, (folder: string, file: string) => void]>([
    ['that everybody may write', (_folder, file) => chmodSync(file, 0o666)],
    ['that a group may write', (_folder, file) => chmodSync(file, 0o660)],
    ['in a folder that everybody may write', (folder) => chmodSync(folder, 0o777)],
    ['in a folder that everybody may write, with the sticky bit', (folder) => chmodSync(folder, 0o1777)],
    ['in a folder that a group may write', (folder) => chmodSync(folder, 0o770)],
  ])('%s counts for nothing', async (_case, change) => {
    expect(await found(change)).toBe(false);
  });
});
