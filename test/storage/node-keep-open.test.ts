/** How many files the bot keeps open: bounded by handles, by memory and by what can be closed in time. */
import { describe, expect, it } from 'vitest';
import { filesThisProcessKeepsOpen, filesToKeepOpen } from '../../src/storage/node-keep-open.ts';

const GIB = 1024 ** 3;

describe('files that stay open', () => {
  it.each([
    ['of a shell that allows 1,024 handles', 1_024, 8 * GIB, 113],
    ['of the unit that ships, which allows 65,536', 65_536, 8 * GIB, 7_281],
    ['on a machine of 512 MiB', 65_536, GIB / 2, 819],
    ['where next to nothing is allowed', 64, GIB / 16, 64],
    ['where nothing is limited', Number.MAX_SAFE_INTEGER, 1_024 * GIB, 8_192],
  ])('%s', (_name, handles, memory, files) => {
    expect(filesToKeepOpen(handles, memory)).toBe(files);
  });

  it('of this process leave handles for sockets', () => {
    expect(filesThisProcessKeepsOpen()).toBeGreaterThanOrEqual(64);
    expect(filesThisProcessKeepsOpen()).toBeLessThanOrEqual(8_192);
  });
});
