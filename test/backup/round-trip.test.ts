/** A backup brings back what it was made of, or nothing at all and says why. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { packTar } from 'modern-tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BackupReport, backUp } from '../../src/backup/node-backup.ts';
import { type RestoreReport, restore } from '../../src/backup/node-restore.ts';
import { migrate } from '../../src/storage/migrations.ts';
import { openDataDir, tellWhyNot, UNFINISHED_FILE } from '../../src/storage/node-data-dir.ts';
import { objectFile } from '../../src/storage/node-object-file.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import type { Address, Store } from '../../src/storage/objects.ts';
import { wakeRecord } from '../../src/storage/wake-record.ts';
import { AFTER_RESTORE, MIGRATIONS } from '../../src/stores.ts';

const T0 = Date.UTC(2026, 10, 23, 12);
const KEY = '{"kty":"OKP","crv":"Ed25519"}\n';
const BUNDLE = `bundles/inc-1/${'A'.repeat(43)}.bundle`;
const INCIDENT: Address = { kind: 'incident', name: 'inc-1' };
const HOST: Address = { kind: 'host', name: 'node-3' };

let dir: string;
let data: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'round-trip-'));
  data = join(dir, 'data');
});
afterEach(() => rmSync(dir, { recursive: true }));

function inStore<T>(dataDir: string, address: Address, work: (store: Store) => T): T {
  const { store, close } = openSqlite(objectFile(dataDir, address));
  try {
    return work(store);
  } finally {
    close();
  }
}

/** A bot's directory as a stopped bot leaves it: an incident that wants to be woken, a host with a token, a bundle, the key. */
function makeData(schema = MIGRATIONS.incident): void {
  const opened = openDataDir(data, T0);
  if (!opened.ok) throw new Error(tellWhyNot(data, opened));
  inStore(data, INCIDENT, (store) => {
    migrate(store, schema, INCIDENT.name);
    wakeRecord(store).set(T0 + 5);
    for (const [key, state, ref] of [
      ['said', 'due', 'C1:1'],
      ['unsaid', 'due', null],
      ['given-up', 'never', null],
    ] as const)
      store.run(
        `INSERT INTO outbox (key, what, place, wanted, shown, trying, state, ref, tries, not_before)
           VALUES (?, 'status', 0, 3, 0, 0, ?, ?, 0, 0)`,
        key,
        state,
        ref,
      );
  });
  inStore(data, HOST, (store) => {
    migrate(store, MIGRATIONS.host, HOST.name);
    store.run('INSERT INTO tokens VALUES (?, ?, ?, NULL)', 'hash', 'mira', T0 + 900_000);
  });
  mkdirSync(join(data, 'bundles/inc-1'), { recursive: true });
  writeFileSync(join(data, BUNDLE), 'a bundle');
  writeFileSync(join(data, 'signing-key.jwk'), KEY, { mode: 0o600 });
  opened.dir.close();
}

const out = (): string => join(dir, 'bot.backup');
const back = (recipients: string[] = []): Promise<BackupReport> =>
  backUp({
    ...{ dataDir: data, out: out(), recipients, keyFile: join(data, 'signing-key.jwk') },
    ...{ signer: null, bot: '0.1.0' },
  });
const into = (folder: string, more: { over?: boolean; identityFile?: string } = {}): Promise<RestoreReport> =>
  restore({
    ...{ dataDir: join(dir, folder), file: out(), over: false, ...more },
    ...{ ownKey: null, signedBy: 'anybody', migrations: MIGRATIONS, afterwards: AFTER_RESTORE },
  });

describe('what comes back', () => {
  it('is all of it, and the stores know that time has passed', async () => {
    makeData();
    const made = await back();
    expect(made).toMatchObject({
      encrypted: false,
      contents: { objects: 2, bundles: 1, key: false },
      unread: [],
    });
    expect(statSync(out()).mode & 0o777).toBe(0o600);
    const { contents, before, key } = await into('elsewhere');
    expect({ contents, before, key }).toEqual({
      contents: { objects: 2, bundles: 1, key: false },
      before: null,
      key: 'missing',
    });
    const there = join(dir, 'elsewhere');
    expect(readFileSync(join(there, BUNDLE), 'utf8')).toBe('a bundle');
    expect(readdirSync(there).sort()).toEqual(['bundles', 'index.db', 'objects']);
    // What was not shown may have been shown since the backup; what was given up stays given up.
    const rows = inStore(there, INCIDENT, (store) =>
      store.all('SELECT key, state, trying FROM outbox ORDER BY key'),
    );
    expect(rows).toEqual([
      { key: 'given-up', state: 'never', trying: 0 },
      { key: 'said', state: 'due', trying: 0 },
      { key: 'unsaid', state: 'unsure', trying: 3 },
    ]);
    // A token is good for once: this one may have been used since.
    expect(inStore(there, HOST, (store) => store.all('SELECT used_at FROM tokens'))).toEqual([
      { used_at: T0 + 900_000 },
    ]);
    const opened = openDataDir(there, T0);
    if (!opened.ok) throw new Error(tellWhyNot(there, opened));
    expect(opened.dir.index.due(T0 + 5, 9)).toEqual([INCIDENT]);
    opened.dir.close();
  });

  it('has the signing key only when it is locked, and then it opens for its holder alone', async () => {
    makeData();
    const identity = await generateX25519Identity();
    writeFileSync(join(dir, 'backup.key'), `# created\n${identity}\n`);
    writeFileSync(join(dir, 'other.key'), `${await generateX25519Identity()}\n`);
    const made = await back([await identityToRecipient(identity)]);
    expect(made).toMatchObject({ encrypted: true, contents: { key: true } });
    expect(readFileSync(out()).includes('manifest.json')).toBe(false);
    await expect(into('elsewhere')).rejects.toThrow('is encrypted');
    await expect(into('elsewhere', { identityFile: join(dir, 'other.key') })).rejects.toThrow(
      'cannot be decrypted',
    );
    expect(await into('elsewhere', { identityFile: join(dir, 'backup.key') })).toMatchObject({
      key: 'restored',
    });
    const key = join(dir, 'elsewhere/signing-key.jwk');
    expect(readFileSync(key, 'utf8')).toBe(KEY);
    expect(statSync(key).mode & 0o777).toBe(0o600);
  });

  it('has what the key has succeeded with the key, and never one without the other', async () => {
    makeData();
    const identity = await generateX25519Identity();
    writeFileSync(join(dir, 'backup.key'), `${identity}\n`);
    const chain = { 'signing-keys.former': `${KEY}\n`, 'trust.json': '["a document"]' };
    for (const [name, text] of Object.entries(chain)) writeFileSync(join(data, name), text, { mode: 0o600 });
    await back([await identityToRecipient(identity)]);
    await into('elsewhere', { identityFile: join(dir, 'backup.key') });
    for (const [name, text] of Object.entries(chain)) {
      expect(readFileSync(join(dir, 'elsewhere', name), 'utf8')).toBe(text);
      expect(statSync(join(dir, 'elsewhere', name)).mode & 0o777).toBe(0o600);
    }
    // The key of before the change comes back without the chain that leads away from it.
    for (const name of Object.keys(chain)) rmSync(join(data, name));
    rmSync(out());
    await back([await identityToRecipient(identity)]);
    await into('elsewhere', { identityFile: join(dir, 'backup.key'), over: true });
    expect(Object.keys(chain).filter((name) => existsSync(join(dir, 'elsewhere', name)))).toEqual([]);
  });

  it('is brought up to date when an older bot made it', async () => {
    makeData(MIGRATIONS.incident.slice(0, 8));
    await back();
    expect(await into('elsewhere')).toMatchObject({ applied: MIGRATIONS.incident.length - 8 });
  });

  it('takes the place of what was there only when told, and that lies aside afterwards', async () => {
    makeData();
    await back();
    inStore(data, HOST, (store) => store.run("UPDATE host SET platform = 'later'"));
    await expect(into('data')).rejects.toThrow('is not empty (objects, bundles, signing-key.jwk)');
    const { before, key } = await into('data', { over: true });
    expect(key).toBe('kept');
    expect(inStore(data, HOST, (store) => store.all('SELECT platform FROM host'))).toEqual([
      { platform: null },
    ]);
    expect(inStore(before ?? '', HOST, (store) => store.all('SELECT platform FROM host'))).toEqual([
      { platform: 'later' },
    ]);
  });
});

describe('is refused, with nothing changed:', () => {
  const untouched = (folder: string): void => {
    const left = readdirSync(join(dir, folder)).filter((name) => name !== 'index.db');
    expect(left).toEqual([]);
  };

  it('a file that was cut, one that was changed, and one that is none', async () => {
    makeData();
    await back();
    const whole = readFileSync(out());
    const changed = Buffer.from(whole);
    const middle = changed.length >> 1;
    changed[middle] = (changed[middle] ?? 0) ^ 1;
    for (const bytes of [
      whole.subarray(0, whole.length >> 1),
      changed,
      Buffer.from('none'),
      Buffer.alloc(0),
    ]) {
      writeFileSync(out(), bytes);
      await expect(into('elsewhere')).rejects.toThrow(/damaged|is not what its manifest says|manifest/);
      untouched('elsewhere');
    }
  });

  it('what its manifest does not know, lacks, or may not name', async () => {
    const told = (files: unknown[]) =>
      JSON.stringify({ v: 1, at: new Date(T0).toISOString(), bot: '0.1.0', files });
    const one = { name: 'objects/host/a.db', bytes: 3, sha256: '0'.repeat(64) };
    const entry = (name: string, body: string) => ({ header: { name, size: body.length }, body });
    const cases: [unknown[], ReturnType<typeof entry>[], RegExp][] = [
      [[], [entry('objects/host/a.db', 'abc')], /does not know/],
      [[one], [], /missing from the backup/],
      [[one], [entry(one.name, 'abc')], /not what its manifest says/],
      [[{ ...one, name: '../../etc/passwd' }], [], /none that this bot knows/],
      [[{ ...one, name: 'objects/host/../../x.db' }], [], /none that this bot knows/],
    ];
    for (const [files, entries, why] of cases) {
      writeFileSync(out(), gzipSync(await packTar([entry('manifest.json', told(files)), ...entries])));
      await expect(into('elsewhere')).rejects.toThrow(why);
      untouched('elsewhere');
    }
    expect(existsSync('/etc/passwd.db')).toBe(false);
  });

  it('a store of a newer bot', async () => {
    makeData([...MIGRATIONS.incident, 'CREATE TABLE of_tomorrow (a)']);
    await back();
    await expect(into('elsewhere')).rejects.toThrow(
      /a newer bot wrote it \(schema \d+; this bot knows \d+\)/,
    );
    untouched('elsewhere');
  });

  it('a directory that a bot runs on', async () => {
    makeData();
    await back();
    const opened = openDataDir(data, T0);
    await expect(into('data', { over: true })).rejects.toThrow('is in use by process');
    if (opened.ok) opened.dir.close();
  });

  it('a second backup under the same name', async () => {
    makeData();
    await back();
    await expect(back()).rejects.toThrow('is there already');
  });
});

it('a restore that was cut off is told to the next start, and another one mends it', async () => {
  makeData();
  await back();
  writeFileSync(join(data, UNFINISHED_FILE), '');
  const opened = openDataDir(data, T0);
  expect(opened.ok ? '' : tellWhyNot(data, opened)).toContain('was cut off');
  expect(await into('data', { over: true })).toMatchObject({ contents: { objects: 2 } });
  const again = openDataDir(data, T0);
  expect(again.ok).toBe(true);
  if (again.ok) again.dir.close();
});
