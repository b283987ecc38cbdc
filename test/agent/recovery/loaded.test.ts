/** What is saved and not in force yet, and what a restart would bring into force. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { certificateFitsKey, isUnloaded } from '../../../src/agent/recovery/loaded.ts';
import type { Site } from '../../../src/agent/recovery/site.ts';
import { selfSigned } from '../../gateway/certificates.ts';
import { record } from '../boot-record.ts';
import { contextOf, emptyPlace, type Place, processLike } from '../place.ts';

const siteOf = async (place: Place): Promise<Site> => (await contextOf(place)) as Site;

/** A gateway that runs, and a file that was written a minute after its start. */
async function savedLater(mode: string): Promise<{ place: Place; pid: number; at: number }> {
  const place = emptyPlace();
  place.configure({ gateway: { reload: { mode } } });
  const pid = await processLike(place);
  const at = Date.now() + 60_000;
  utimesSync(place.configPath, at / 1_000, at / 1_000);
  return { place, pid, at };
}

it.each([
  ['off', true],
  ['hybrid', false],
])('saved after the start, with reload %s: unloaded is %s', async (mode, unloaded) => {
  const { place } = await savedLater(mode);
  expect(await isUnloaded(await siteOf(place))).toBe(unloaded);
});

it('a restart within the process has loaded it', async () => {
  const { place, pid, at } = await savedLater('off');
  record(place, [[pid, at + 1_000, null]]);
  expect(await isUnloaded(await siteOf(place))).toBe(false);
});

it('a certificate fits its own key, and no other', async () => {
  const place = emptyPlace();
  const [one, other] = [selfSigned(place, 'one'), selfSigned(place, 'other')];
  const fits = async (certPath: string, keyPath: string) => {
    place.configure({ gateway: { tls: { enabled: true, certPath, keyPath } } });
    return certificateFitsKey(await siteOf(place));
  };
  expect(await fits(one.certPath, one.keyPath)).toBe(true);
  expect(await fits(one.certPath, other.keyPath)).toBe(false);
  place.write('torn.pem', '-----BEGIN CERTIFICATE-----\nMIIB');
  expect(await fits(join(place.dir, 'torn.pem'), one.keyPath)).toBe(false);
  // What cannot be seen is no fault: OpenClaw makes a pair of its own.
  expect(await fits(join(place.dir, 'nowhere.pem'), one.keyPath)).toBe(true);
});
