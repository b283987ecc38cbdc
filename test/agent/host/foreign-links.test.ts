/** Root's look is not led by other people's links into what they may not read. */
import { chmodSync, chownSync, lchownSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace } from '../place.ts';

const STRANGER = 54_321;
const host = realHost();

/** A file of root's with `mode`, and a link to it (or to its folder) that `maker` made. */
function linked(mode: number, maker: number, by: 'file' | 'folder' = 'file'): string {
  const place = emptyPlace();
  mkdirSync(join(place.dir, 'eve'));
  const secret = place.write('vault/secret', 'the secret of root');
  chmodSync(secret, mode);
  const link = join(place.dir, 'eve/link');
  symlinkSync(by === 'file' ? secret : join(place.dir, 'vault'), link);
  lchownSync(link, maker, maker);
  return by === 'file' ? link : join(link, 'secret');
}

describe.skipIf(process.getuid?.() !== 0)('with the rights of root', () => {
  it.each(['file', 'folder'] as const)(
    "another user's link to a %s of root's is not followed",
    async (by) => {
      const path = linked(0o600, STRANGER, by);
      const why = expect.stringContaining(`link of user ${STRANGER}`);
      expect(await host.read(path)).toMatchObject({ ok: false, look: 'unavailable', why });
      expect(await host.range(path, 0, 10)).toMatchObject({ ok: false, why });
    },
  );

  it.each([
    ['that everybody may read', 0o644, STRANGER],
    ["of root's own making", 0o600, 0],
  ])('a link %s is', async (_, mode, maker) => {
    expect(await host.read(linked(mode, maker))).toEqual({ ok: true, value: 'the secret of root' });
  });

  it("another user's link to a file of their own is", async () => {
    const path = linked(0o600, STRANGER);
    chownSync(path, STRANGER, STRANGER);
    expect(await host.read(path)).toEqual({ ok: true, value: 'the secret of root' });
  });

  it('what is not there is not there', async () => {
    expect(await host.read(join(emptyPlace().dir, 'no/such/file'))).toEqual({ ok: true, value: null });
  });
});
