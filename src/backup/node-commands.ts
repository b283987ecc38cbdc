/**
 * @module backup/node-commands
 * What `backup`, `restore` and `migrate` say and answer with: 0 done, 1 done but not all of it, 2 not done. A refusal
 * names its cause, what was not done, and the next step.
 */
import { isAbsolute, join, resolve } from 'node:path';
import { readKeyFile } from '../hub/node-signing-key.ts';
import { loadSigner, type Signer } from '../protocol/signer.ts';
import { migrateAll, openDataDir, tellWhyNot } from '../storage/node-data-dir.ts';
import { type KindPlan, planAll } from '../storage/node-shapes.ts';
import type { ObjectKind } from '../storage/objects.ts';
import { type Contents, KEY_FILE } from './manifest.ts';
import { backUp, NoCopy } from './node-backup.ts';
import { type RestoreReport, restore } from './node-restore.ts';
import { NoBackup } from './node-unpack.ts';

export type Told = { code: 0 | 1 | 2; out: string[]; err: string[] };

type Place = {
  dataDir: string;
  signingKey: { jwk: string } | { file: string } | null;
};
type Shapes = Record<ObjectKind, readonly string[]>;

const RECIPIENT = /^age1[a-z0-9]{20,2000}$/;

const refusal = (cause: string, next: string): Told => ({ code: 2, out: [], err: [cause, next] });
const json = (report: unknown): string => JSON.stringify(report, null, 2);

function told({ objects, bundles, key }: Contents): string {
  return `${objects} stores, ${bundles} files of bundles, ${key ? 'the signing key' : 'no signing key'}`;
}

export async function backupCommand(
  { dataDir, signingKey }: Place,
  out: string,
  recipients: readonly string[],
  how: { json: boolean; bot: string },
): Promise<Told> {
  if (recipients.some((one) => !RECIPIENT.test(one)))
    return refusal(
      '--recipient takes an age key that begins with age1. Nothing was written.',
      'age-keygen -o backup.key makes one and prints it; keep backup.key away from this machine.',
    );
  const keyFile = keyFileOf(dataDir, signingKey);
  const signer = await signerAt(signingKey, keyFile);
  try {
    const report = await backUp({ dataDir, out: absolute(out), recipients, keyFile, signer, bot: how.bot });
    const { file, bytes, sha256, contents, signedBy, unread } = report;
    const lines = how.json
      ? [json(report)]
      : [
          `${file}: ${bytes} bytes, sha256 ${sha256}`,
          `As of ${report.at}: ${told(contents)}. ${report.encrypted ? 'Encrypted.' : 'Not encrypted; mode 0600.'}`,
          ...(signedBy === null
            ? []
            : [`Signed by key ${signedBy}. Note it elsewhere: a restore on another machine asks for it.`]),
          ...(contents.key ? [] : [keyAdvice(keyFile)]),
        ];
    const err = [
      ...unread.map(({ file: store, why }) => `Not in it, since it cannot be read: ${store} (${why})`),
      ...(signedBy === null
        ? [`Not signed: the bot’s key cannot be read here. A restore refuses it without --signed-by anybody.`]
        : []),
    ];
    return { code: err.length > 0 ? 1 : 0, out: lines, err };
  } catch (error) {
    if (!(error instanceof NoCopy)) throw error;
    return refusal(`${error.message} No backup was made.`, 'Example: bot.mjs backup /var/backups/bot.backup');
  }
}

/** The bot's own key, or null where it is not here or not usable. */
async function signerAt(set: Place['signingKey'], keyFile: string | null): Promise<Signer | null> {
  const jwk = set !== null && 'jwk' in set ? set.jwk : null;
  const read = keyFile === null ? null : readKeyFile(keyFile);
  const found = jwk ?? (read?.ok ? read.jwk : null);
  return found === null ? null : loadSigner(found).catch(() => null);
}

/** The file that the signing key is in, if it is in one. */
const keyFileOf = (dataDir: string, key: Place['signingKey']): string | null =>
  key === null ? join(dataDir, KEY_FILE) : 'file' in key ? key.file : null;

const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(path));

const keyAdvice = (keyFile: string | null): string =>
  keyFile === null
    ? 'The signing key comes from JOB_SIGNING_KEY and is not in it: keep it where your secrets are.'
    : `The signing key ${keyFile} is a secret and only in encrypted backups (--recipient age1…). Keep a copy: hosts trust it.`;

export async function restoreCommand(
  { dataDir, signingKey }: Place,
  file: string,
  how: { identityFile?: string; signedBy?: string; over: boolean; json: boolean },
  shapes: { migrations: Shapes; afterwards: Shapes },
): Promise<Told> {
  const { identityFile, signedBy, over } = how;
  try {
    const own = await signerAt(signingKey, keyFileOf(dataDir, signingKey));
    const report = await restore({
      ...{ dataDir, file, over, ownKey: own?.kid ?? null, ...shapes },
      ...(signedBy !== undefined && { signedBy }),
      ...(identityFile !== undefined && { identityFile }),
    });
    const err =
      signedBy === 'anybody'
        ? ['Nobody has shown whose backup this is. Compare the hosts and their keys before you confirm any.']
        : [];
    return { code: 0, out: how.json ? [json(report)] : restoredText(report, signingKey), err };
  } catch (error) {
    if (!(error instanceof NoBackup)) throw error;
    return refusal(
      `${error.message} Nothing was restored.`,
      'Help: bot.mjs restore --help. A look into a backup: tar -tzf FILE (age -d -i KEY FILE | tar -tz).',
    );
  }
}

function restoredText(report: RestoreReport, set: Place['signingKey']): string[] {
  const { dataDir, at, bot, contents, applied, before, key } = report;
  const ownKey = join(dataDir, KEY_FILE);
  return [
    `${dataDir} is as it was at ${at} (bot ${bot}): ${told(contents)}; ${applied} migrations were applied.`,
    ...(before === null ? [] : [`What was there lies in ${before}. Delete it when you no longer need it.`]),
    ...(set !== null ? ['The settings name the signing key; it must be the one that the hosts trust.'] : []),
    ...(set === null && key === 'kept' ? [`The signing key ${ownKey} stays: the backup has none.`] : []),
    ...(set === null && key === 'missing' && contents.objects > 0
      ? [
          `The signing key is missing. Put the one that the hosts trust at ${ownKey} (mode 0600) before a start.`,
        ]
      : []),
    'Keys of hosts must be confirmed anew before a host is changed (host NAME confirm KEY); consents that were under way are void.',
    'Join tokens that nobody had used are void: enrol again. Hosts that joined later, freezes and permissions of later are unknown here.',
  ];
}

/** What a start does to the stores; `dryRun`: only says what would change, beside a running bot too. */
export function migrateCommand(
  dataDir: string,
  migrations: Shapes,
  how: { dryRun: boolean; json: boolean },
): Told {
  if (how.dryRun) return planned(planAll(dataDir, migrations), how.json);
  const opened = openDataDir(dataDir, Date.now());
  if (!opened.ok) return refusal(tellWhyNot(dataDir, opened), 'Nothing was changed.');
  try {
    const newer = opened.dir.newer(migrations);
    if (newer !== null) return refusal(newer, 'No store was opened.');
    const done = migrateAll(dataDir, migrations);
    const { objects, applied } = done;
    const line = `${objects} objects in ${dataDir} are up to date; ${applied} migrations were applied.`;
    return { code: 0, out: [how.json ? json({ dataDir, ...done }) : line], err: [] };
  } finally {
    opened.dir.close();
  }
}

function planned(plans: readonly KindPlan[], asJson: boolean): Told {
  const refused = plans.flatMap((plan) => plan.refused);
  const lines = plans.map(({ kind, objects, behind, steps, ahead }) => {
    const newer = ahead > 0 ? `; ${ahead} were added to by a newer bot and stay as they are` : '';
    return behind === 0
      ? `${kind}: ${objects} stores, nothing to change${newer}`
      : `${kind}: ${objects} stores, ${behind} would be changed by ${steps} migrations in all${newer}`;
  });
  const err = refused.map(({ file, why }) => `Would not be opened: ${file}: ${why}`);
  return {
    code: refused.length > 0 ? 2 : 0,
    out: asJson ? [json({ kinds: plans })] : [...lines, 'Nothing was changed.'],
    err,
  };
}
