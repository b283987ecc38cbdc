/**
 * @module agent/bundle/check
 * `host.mjs bundle check FILE`: whether a bundle is what its manifest says, and whether a secret is in it, for whoever
 * got one or is about to send one. It reads and writes nothing else.
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { armor, Decrypter } from 'age-encryption';
import * as z from 'zod';
import { BundledFile, type GateWord, MAX_BUNDLE_BYTES } from '../../protocol/bundle.ts';
import type { Because } from '../../protocol/recovery.ts';
import type { KnownValue } from '../../redaction/known-values.ts';
import { knownSecrets } from '../credentials/known-secrets.ts';
import { discover } from '../gateways/discover.ts';
import { realHost } from '../host/host-port.ts';
import { codeOf } from '../host/outcome.ts';
import { type ArchivedFile, filesIn, packedKind } from './gate/archive-reader.ts';
import { searchForLeaks } from './gate/gate.ts';
import { GateRefusal } from './gate/refusal.ts';
import { readRulesFile } from './own-rules-file.ts';
import { type CommandEnd, knownIn } from './redact-command.ts';

type CheckFlags = Readonly<Record<string, unknown>> & { show(text: string): void };
type Words = (because: Because) => Promise<string>;

/** What a manifest says, as far as it can be checked. */
const Manifest = z.object({
  schema: z.literal(1),
  host: z.string().max(300),
  gateway: z.string().max(300),
  madeAt: z.string().max(40),
  files: z.array(BundledFile).max(400),
});
type Told = Omit<z.infer<typeof Manifest>, 'files'> & { folder: string; files: number };

/** Encrypted it is a little larger. */
const MOST_BYTES = MAX_BUNDLE_BYTES + 1024 * 1024;
const MANIFEST = /(?:^|\/)manifest\.json$/;
/** Finding the gateways of this host may hang on a dead file system. Milliseconds. */
const KNOWN_MS = 10_000;

const wrong = (message: string, hint: string): CommandEnd => ({ code: 2, complaint: { message, hint } });

export async function bundleCheck(path: string, flags: CheckFlags, words: Words): Promise<CommandEnd> {
  const text = (name: string): string | undefined =>
    typeof flags[name] === 'string' ? (flags[name] as string) : undefined;
  const opened = await open(path, text('identity'));
  if (!(opened instanceof Uint8Array)) return opened;
  const reading = readRulesFile({ rules: text('rules'), policy: text('policy') });
  if (reading?.ok === false) return wrong(`${reading.why} Nothing was checked.`, reading.hint);
  const rules = reading?.rules ?? null;
  const here = await knownHere();
  const own = [...knownIn(text('known')), ...(rules?.knownIn(undefined) ?? [])];
  const { manifests, problems } = await manifestsIn(opened);
  const known = {
    values: [...(here ?? []), ...own],
    unread: here === null ? ['the gateways of this host'] : [],
  };
  const gate = await searchForLeaks(opened, known, { rules: rules?.source ?? null });
  const ok = gate.passed && problems.length === 0;
  const sha256 = createHash('sha256').update(opened).digest('hex');
  if (flags.json === true)
    flags.show(JSON.stringify({ schema: 1, file: path, ok, sha256, manifests, problems, gate }));
  else flags.show(await inWords(path, { manifests, problems, gate }, words));
  return { code: ok ? 0 : 1 };
}

/** The packed file as it was before anybody locked it; or why it cannot be looked into. */
async function open(path: string, identity: string | undefined): Promise<Uint8Array | CommandEnd> {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES)
      return wrong(
        `${path} is larger than any bundle (${size} bytes). It was not opened.`,
        'Is it the right file?',
      );
    bytes = readFileSync(path);
  } catch (error) {
    return wrong(
      `${path} cannot be read (${codeOf(error)}).`,
      'Example: node host.mjs bundle check bundle.tar.gz',
    );
  }
  if (packedKind(bytes) !== 'age') return bytes;
  if (identity === undefined)
    return wrong(
      `${path} is locked with age: without the identity of one of its recipients nobody can look inside, and nothing was checked.`,
      'If you have it: node host.mjs bundle check FILE --identity KEYFILE',
    );
  try {
    const decrypter = new Decrypter();
    const keys = readFileSync(identity, 'utf8').match(/AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]+/g) ?? [];
    for (const key of keys) decrypter.addIdentity(key);
    const armored = Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '-----';
    return await decrypter.decrypt(armored ? armor.decode(Buffer.from(bytes).toString('latin1')) : bytes);
  } catch {
    return wrong(
      `${path} does not open with the identity in ${identity}. Nothing was checked.`,
      'It is locked for somebody else.',
    );
  }
}

/** What the gateways of this host hold; none where there is no gateway, null where that could not be told. */
async function knownHere(): Promise<KnownValue[] | null> {
  const host = realHost();
  let late: NodeJS.Timeout | undefined;
  const limit = new Promise<null>((resolve) => {
    late = setTimeout(() => resolve(null), KNOWN_MS);
  });
  const found = discover(host, process.env).then((targets) => knownSecrets(host, targets, process.env));
  const known = await Promise.race([found.catch(() => null), limit]);
  clearTimeout(late);
  return known;
}

/** Each manifest against the files beside and below it. */
async function manifestsIn(file: Uint8Array): Promise<{ manifests: Told[]; problems: string[] }> {
  const found = new Map<string, { bytes: number; sha256: string }>();
  const manifests: ArchivedFile[] = [];
  const problems: string[] = [];
  try {
    for await (const one of filesIn(file)) {
      if (MANIFEST.test(one.name)) manifests.push(one);
      else {
        const sha256 = createHash('sha256').update(one.bytes).digest('hex');
        found.set(one.name, { bytes: one.bytes.length, sha256 });
      }
    }
  } catch (error) {
    // The gate tells why, with the same reader.
    if (error instanceof GateRefusal) return { manifests: [], problems: [] };
    throw error;
  }
  if (manifests.length === 0) problems.push('There is no manifest.json in it.');
  const listed = new Set<string>();
  const told = manifests.flatMap(({ name, bytes }) => {
    const folder = name.replace(MANIFEST, '');
    const manifest = readManifest(bytes);
    if (manifest === null) {
      problems.push(`${name} is no manifest that this program knows.`);
      return [];
    }
    for (const { name: own, bytes: size, sha256 } of manifest.files) {
      const path = folder === '' ? own : `${folder}/${own}`;
      listed.add(path);
      const there = found.get(path);
      if (!there) problems.push(`${path} is in the manifest, and not in the bundle.`);
      else if (there.bytes !== size || there.sha256 !== sha256)
        problems.push(`${path} is not as the manifest says: it was changed.`);
    }
    const { files, ...rest } = manifest;
    return [{ ...rest, folder, files: files.length }];
  });
  // A bundle of several hosts has pages of its own beside their folders.
  const whole = told.some(({ folder }) => folder === '');
  for (const path of found.keys())
    if (!listed.has(path) && (whole || path.includes('/')))
      problems.push(`${path} is in the bundle, and not in the manifest.`);
  return { manifests: told, problems };
}

function readManifest(bytes: Buffer): z.infer<typeof Manifest> | null {
  try {
    return Manifest.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

async function inWords(
  path: string,
  { manifests, problems, gate }: { manifests: Told[]; problems: string[]; gate: GateWord },
  words: Words,
): Promise<string> {
  const of = manifests.map(
    ({ host, gateway, madeAt, files }) => `${host}, gateway ${gateway}, made ${madeAt}: ${files} files.`,
  );
  const intact = manifests.length > 0 && problems.length === 0 ? ['Every file is as the manifest says.'] : [];
  return [path, ...of, ...intact, ...problems, ...(await gateLines(gate, words))].join('\n');
}

async function gateLines(gate: GateWord, words: Words): Promise<string[]> {
  if (!gate.passed) {
    const hits = gate.hits.map(
      ({ file, line, kind }) => `  ${file}${line > 0 ? `, line ${line}` : ''}: ${kind}`,
    );
    return [`${await words(gate.because)}.`, ...hits];
  }
  return [
    gate.values > 0
      ? `No secret was found: neither one of the ${gate.values} that this host knows, nor what secretlint takes for one.`
      : 'secretlint found no secret. This host knows none to search for: check it on the host that it comes from.',
    ...(gate.unsearched
      ? [
          `${gate.unsearched} known values are common words or very short: searched for behind their names only.`,
        ]
      : []),
    ...(gate.unread ?? []).map((what) => `Could not be read to learn its secrets: ${what}.`),
  ];
}
