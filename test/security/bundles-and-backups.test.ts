/** Who can write where backups lie, and what a restore makes of it. Real files, stores and keys. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packTar, unpackTar } from 'modern-tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Manifest, signManifest } from '../../src/backup/manifest.ts';
import { backUp } from '../../src/backup/node-backup.ts';
import { type RestoreReport, restore } from '../../src/backup/node-restore.ts';
import { generateSigningKey, loadSigner, type Purpose, type Signer } from '../../src/protocol/signer.ts';
import { migrate } from '../../src/storage/migrations.ts';
import { openDataDir, tellWhyNot } from '../../src/storage/node-data-dir.ts';
import { objectFile } from '../../src/storage/node-object-file.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import type { Address, Row, Store } from '../../src/storage/objects.ts';
import { AFTER_RESTORE, MIGRATIONS } from '../../src/stores.ts';

const T0 = Date.UTC(2026, 10, 23, 12);
const HOST: Address = { kind: 'host', name: 'node-3' };
const INCIDENT: Address = { kind: 'incident', name: 'inc-1' };

let dir: string;
let bot: Signer;
let thief: Signer;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hostile-backup-'));
  [bot, thief] = await Promise.all([
    generateSigningKey().then(loadSigner),
    generateSigningKey().then(loadSigner),
  ]);
});
afterEach(() => rmSync(dir, { recursive: true }));

function inStore<T>(folder: string, address: Address, work: (store: Store) => T): T {
  const { store, close } = openSqlite(objectFile(join(dir, folder), address));
  try {
    return work(store);
  } finally {
    close();
  }
}

const waiting = {
  ...{ state: 'planned', approveBy: T0 + 9e12, needs: 2 },
  ...{ approvals: [{ person: { id: 'U1' }, at: T0 }], invites: [{ code: 'x' }] },
};
const RECORD = {
  jobs: [waiting, { ...waiting, state: 'approved' }, { ...waiting, state: 'ended' }],
  title: 'is 1 of 2',
};

function makeData(): void {
  const opened = openDataDir(join(dir, 'data'), T0);
  if (!opened.ok) throw new Error(tellWhyNot(dir, opened));
  inStore('data', HOST, (store) => {
    migrate(store, MIGRATIONS.host, HOST.name);
    store.run("UPDATE host SET kid = 'k', public_x = 'x', confirmed = 1");
    store.run(
      "INSERT INTO orders (id, incident, envelope, digest, exp, state) VALUES ('o', 'inc-1', '{}', 'd', ?, 'prepared')",
      T0 + 9e12,
    );
  });
  inStore('data', INCIDENT, (store) => {
    migrate(store, MIGRATIONS.incident, INCIDENT.name);
    store.run('INSERT INTO incident VALUES (1, 1, ?)', JSON.stringify(RECORD));
  });
  opened.dir.close();
}

const FILE = 'bot.backup';
async function backup(signer: Signer | null = bot): Promise<void> {
  makeData();
  const wish = { dataDir: join(dir, 'data'), out: join(dir, FILE), recipients: [], keyFile: null };
  await backUp({ ...wish, signer, bot: '0.1.0' });
}

const into = (more: { signedBy?: string; ownKey?: string | null } = {}): Promise<RestoreReport> =>
  restore({
    ...{ dataDir: join(dir, 'there'), file: join(dir, FILE), over: false, ownKey: bot.kid },
    ...{ migrations: MIGRATIONS, afterwards: AFTER_RESTORE, ...more },
  });

type Files = Map<string, Uint8Array>;
/** Opens the backup, lets somebody at its files, and closes it again with sizes and digests as they are then. */
async function edit(
  change: (files: Files) => void | Promise<void>,
  about: (told: Manifest) => Manifest | Promise<Manifest>,
): Promise<void> {
  const entries = await unpackTar(gunzipSync(readFileSync(join(dir, FILE))));
  const files: Files = new Map(entries.map(({ header, data }) => [header.name, data ?? new Uint8Array()]));
  const told = JSON.parse(Buffer.from(files.get('manifest.json') ?? []).toString()) as Manifest;
  files.delete('manifest.json');
  await change(files);
  const { createHash } = await import('node:crypto');
  const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
  const listed = [...files].map(([name, data]) => ({ name, bytes: data.length, sha256: sha256(data) }));
  const manifest = JSON.stringify(await about({ ...told, files: listed }));
  const all: [string, Uint8Array][] = [['manifest.json', Buffer.from(manifest)], ...files];
  const packed = all.map(([name, body]) => ({ header: { name, size: body.length }, body }));
  writeFileSync(join(dir, FILE), gzipSync(await packTar(packed)));
}

/** The host's key becomes the attacker's, confirmed. */
function ownHost(files: Files): void {
  const [name, data] = [...files].find(([one]) => one.startsWith('objects/host/')) ?? ['', new Uint8Array()];
  const aside = join(dir, 'edited.db');
  writeFileSync(aside, data);
  const { store, close } = openSqlite(aside);
  store.run("UPDATE host SET kid = 'evil', public_x = 'evil', confirmed = 1");
  store.all('PRAGMA wal_checkpoint(TRUNCATE)');
  close();
  files.set(name, readFileSync(aside));
}
const none = (): void => undefined;
const same = (told: Manifest): Manifest => told;
const unsigned = ({ signed: _, ...told }: Manifest): Manifest => told;
/** As the thief would sign, but with the bot's name on it. */
const otherPurpose: Signer['sign'] = (_purpose, payload) => bot.sign('ocdone+jws' as Purpose, payload);

describe('who can write where backups lie', () => {
  it.each<[string, Parameters<typeof edit>[0], Parameters<typeof edit>[1], RegExp]>([
    ['puts in a host key and keeps the bot’s signature', ownHost, same, /no signature that fits/],
    ['puts in a host key and takes the signature away', ownHost, unsigned, /no signature that fits/],
    [
      'signs the edited one with a key of their own',
      ownHost,
      (told) => signManifest(unsigned(told), thief),
      /signed by key \S+, and not by/,
    ],
    [
      'signs the very same backup anew',
      none,
      (told) => signManifest(unsigned(told), thief),
      /signed by key \S+, and not by/,
    ],
    [
      'makes the time of it younger',
      none,
      (told) => ({ ...told, at: new Date(T0 + 1e9).toISOString() }),
      /no signature that fits/,
    ],
    ['says that another bot wrote it', none, (told) => ({ ...told, bot: '9.9.9' }), /no signature that fits/],
    [
      'leaves an incident out',
      (files) => void files.delete([...files.keys()].find((one) => one.includes('incident')) ?? ''),
      same,
      /no signature that fits/,
    ],
    [
      'adds a bundle',
      (files) => void files.set(`bundles/inc-1/${'A'.repeat(43)}.bundle`, Buffer.from('x')),
      same,
      /no signature that fits/,
    ],
    [
      'adds a signing key',
      (files) => void files.set('signing-key.jwk', Buffer.from('{}')),
      same,
      /no signature that fits/,
    ],
    [
      'swaps two files in the list',
      none,
      (told) => ({ ...told, files: [...told.files].reverse() }),
      /no signature that fits/,
    ],
    [
      'writes text where the signature stands',
      none,
      (told) => ({ ...told, signed: 'yes' }),
      /no signature that fits/,
    ],
    ['writes an empty signature', none, (told) => ({ ...told, signed: '' }), /no signature that fits/],
    [
      'uses something that the bot signed for another purpose',
      none,
      (told) => signManifest(unsigned(told), { ...bot, sign: otherPurpose }),
      /no signature that fits/,
    ],
    [
      'names the bot’s key and signs with another',
      none,
      (told) => signManifest(unsigned(told), { ...thief, publicKey: bot.publicKey }),
      /no signature that fits/,
    ],
    [
      'puts 5,000 characters into the signature',
      none,
      (told) => ({ ...told, signed: 'x'.repeat(5_000) }),
      /none that this bot knows/,
    ],
  ])('%s -> nothing is restored, and nothing of it is written', async (_who, change, about, why) => {
    await backup();
    await edit(change, about);
    await expect(into()).rejects.toThrow(why);
    expect(readdirSync(join(dir, 'there')).filter((name) => name !== 'index.db')).toEqual([]);
  });

  it('an older backup without a signature -> needs the operator’s word, and says why', async () => {
    await backup(null);
    await expect(into()).rejects.toThrow(/made before backups were signed[\s\S]*--signed-by anybody/);
    await expect(into({ signedBy: bot.kid })).rejects.toThrow('no signature that fits');
    expect(await into({ signedBy: 'anybody' })).toMatchObject({ signedBy: null });
  });

  it('a backup on a machine without the bot’s key -> is taken for the key that the operator names alone', async () => {
    await backup();
    await expect(into({ ownKey: null })).rejects.toThrow(`say --signed-by ${bot.kid}`);
    await expect(into({ ownKey: null, signedBy: thief.kid })).rejects.toThrow('and not by');
    await expect(into({ signedBy: '' })).rejects.toThrow('and not by');
    expect(await into({ ownKey: null, signedBy: bot.kid })).toMatchObject({ signedBy: bot.kid });
  });
});

it('a backup that is the bot’s own -> comes back, but no host is confirmed and no consent counts any more', async () => {
  await backup();
  expect(await into()).toMatchObject({ signedBy: bot.kid });
  const [host] = inStore('there', HOST, (store) => store.all('SELECT kid, confirmed FROM host'));
  expect(host).toEqual({ kid: 'k', confirmed: 0 });
  expect(inStore('there', HOST, (store) => store.all('SELECT exp FROM orders'))).toEqual([{ exp: 0 }]);
  const [row] = inStore('there', INCIDENT, (store) => store.all('SELECT record FROM incident')) as Row[];
  const voided = { approveBy: 1, approvals: [], invites: [], needs: 2 };
  expect(JSON.parse(String(row?.record))).toEqual({
    ...RECORD,
    jobs: [{ ...voided, state: 'planned' }, { ...voided, state: 'approved' }, RECORD.jobs[2]],
  });
});

it('the same bytes, one of them changed anywhere -> never restored', async () => {
  await backup();
  const whole = gunzipSync(readFileSync(join(dir, FILE)));
  const manifestEnd = 512 + 2_000;
  for (const at of [520, 600, 900, manifestEnd, whole.length >> 1]) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    writeFileSync(join(dir, FILE), gzipSync(changed));
    mkdirSync(join(dir, 'there'), { recursive: true });
    await expect(into()).rejects.toThrow();
  }
});
