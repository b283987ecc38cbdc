/**
 * @module agent/probes/config
 * The saved configuration: can it be read and parsed, what does it say that decides a start, was it written
 * after the process began. OpenClaw's own validation costs seconds of CPU and is asked only when it is down.
 */
import { basename, dirname } from 'node:path';
import * as z from 'zod';
import { onlyRetired } from '../../evidence/retired-keys.ts';
import { compareVersions, versionIn } from '../../evidence/version.ts';
import { credentialCopies } from '../credentials/credential-copies.ts';
import { bootedAt } from '../gateways/boot.ts';
import { textAt } from '../gateways/config-file.ts';
import { openclawOf } from '../gateways/openclaw-command.ts';
import { packageOf } from '../gateways/openclaw-package.ts';
import { runOpenclaw } from '../gateways/openclaw-run.ts';
import { isTime } from '../given-time.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

const Validation = z.object({
  valid: z.boolean(),
  issues: z.array(z.object({ path: z.string().optional(), message: z.string().optional() })).optional(),
});

type Checked = { valid?: boolean; issues?: string[]; why?: string };

/** `openclaw config validate --json`, OpenClaw 2026.9.6: `{valid, …}` or `{valid:false, issues:[{path,message}]}`. */
async function validate(context: ProbeContext): Promise<Checked> {
  const ran = await runOpenclaw(context, ['config', 'validate', '--json'], 12_000);
  if (!ran.ok) return { why: `config validate: ${ran.why}` };
  const start = ran.value.stdout.indexOf('{');
  try {
    const { valid, issues } = Validation.parse(JSON.parse(ran.value.stdout.slice(Math.max(0, start))));
    // It also keeps words in its state: with those unreadable it calls any file invalid (2026.9.6).
    const unread = (issues ?? []).find(({ message }) => message?.startsWith('read failed:'));
    if (!valid && unread) return { why: `config validate could not look: ${unread.message}`.slice(0, 300) };
    const words = (issues ?? []).map((issue) => `${issue.path ?? ''}: ${issue.message ?? ''}`.slice(0, 500));
    return { valid, ...(words.length > 0 ? { issues: words.slice(0, 16) } : {}) };
  } catch {
    return {
      why: `config validate ended with code ${ran.value.code} and no JSON; this release may not know it`,
    };
  }
}

/**
 * Whether a release wrote the file that the installed one is older than: OpenClaw stamps every write, and refuses to
 * start with a newer stamp (2026.9.6). A second release of one day counts as the same, as it does there.
 */
async function newerThanRelease({ host, target, openclaw }: ProbeContext, stamp: string | null) {
  // A container has an OpenClaw of its own.
  const program = stamp === null || target.container ? null : await openclawOf(host, openclaw, target);
  const installed = program?.ok ? await packageOf(host, program.value) : null;
  const [by, own] = [versionIn(stamp ?? ''), versionIn(installed?.ok ? installed.value.version : '')];
  return by && own ? compareVersions(by.slice(0, 3), own.slice(0, 3)) > 0 : undefined;
}

const MOUNTS = '/proc/self/mountinfo';

/**
 * The file, or a folder above it, is mounted so that nobody may write: rights of this account are nobody else's matter.
 * Columns of mountinfo: proc(5); the longest place that it lies under is its own, and the last of those counts.
 */
async function isFixed({ host, target }: ProbeContext): Promise<boolean | undefined> {
  if (target.container || target.config.file !== 'readable') return undefined;
  const mounts = await host.read(MOUNTS, { maxBytes: 262_144 });
  const lines = mounts.ok && mounts.value !== null ? mounts.value.split('\n') : [];
  const path = target.root + target.config.path;
  const above = lines
    .map((line) => line.split(' '))
    .map(([, , , , place = '', options = '']) => ({ place, options }))
    .filter(({ place }) => path === place || path.startsWith(place === '/' ? '/' : `${place}/`));
  const longest = Math.max(...above.map(({ place }) => place.length));
  const own = above.filter(({ place }) => place.length === longest).at(-1);
  return own?.options.split(',').includes('ro');
}

/** Written after the gateway read it. Its boot is asked for only where its process is the older one. */
async function changedAfterStart(context: ProbeContext): Promise<boolean | undefined> {
  const { processes, config: file } = context.target;
  const main = processes.ok ? processes.value[0] : undefined;
  if (main === undefined || file.mtimeMs === null) return undefined;
  if (file.mtimeMs <= main.startedAt + 1_000) return false;
  return file.mtimeMs > ((await bootedAt(context)) ?? main.startedAt) + 1_000;
}

export const config = defineProbe({
  id: 'config',
  of: 'both',
  title: 'the configuration file, its parse and its age against the process',
  gives: [
    'config.path',
    'config.file',
    'config.parse',
    'config.valid',
    'config.issues',
    'config.only-retired',
    'config.written-by',
    'config.newer-than-release',
    'config.mode',
    'config.bind',
    'config.auth-configured',
    'config.reload-mode',
    'config.changed-after-start',
    'config.changed-at',
    'config.backups',
    'config.fixed',
    'gateway.auth.mode',
  ],
  needs: 'to read the configuration; when the gateway is down also to run `openclaw config validate`',
  timeoutMs: 14_000,
  async look(context) {
    const { host, target, shell, fingerprint } = context;
    const { config: file, subject } = target;
    const parsed = file.parse === 'ok' && file.lacks === undefined;
    const running = target.processes.ok ? target.processes.value[0] : undefined;
    // Beside a start that is under way the validation would only take its time.
    const down = target.processes.ok && running === undefined && target.maybeStarting === 0;
    const beside = await host.list(target.root + dirname(file.path));
    const copies = (beside.ok ? (beside.value ?? []) : []).filter((name) =>
      new RegExp(`^${basename(file.path).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\.(bak|last-good)`).test(
        name,
      ),
    );
    const checked: Checked = down && file.file === 'readable' && parsed ? await validate(context) : {};
    const authMode = textAt(file.value, 'gateway.auth.mode');
    const secrets = await credentialCopies(host, target, shell, fingerprint);
    const hasCredential = secrets.some(({ id }) => !id.startsWith('remote'));
    const writer = textAt(file.value, 'meta.lastTouchedVersion');
    const own =
      file.file === 'not-a-file' ? 'a directory is in its place' : file.lacks && `$include: ${file.lacks}`;
    const issues = own ? [own] : checked.issues;
    const whys = [file.why ?? null, checked.why ?? null].filter((one) => one !== null);
    return {
      source: file.path,
      ...(file.file === 'unreadable' ? { look: 'unavailable' as const } : {}),
      ...(whys.length > 0 ? { why: whys.join('; ') } : {}),
      facts: factsOn(subject, {
        'config.path': file.path,
        // That it took too long, or belongs to somebody else's gateway, says nothing of the file.
        'config.file':
          file.file === 'unreadable' && !/E(?:ACCES|PERM)\b/.test(file.why ?? '') ? undefined : file.file,
        'config.parse': file.lacks === undefined ? (file.parse ?? undefined) : 'broken',
        'config.valid': checked.valid,
        'config.issues': issues,
        'config.only-retired': checked.issues && onlyRetired(checked.issues),
        'config.written-by': writer?.slice(0, 64),
        'config.newer-than-release': await newerThanRelease(context, writer),
        'config.mode': parsed ? (textAt(file.value, 'gateway.mode') ?? 'unset') : undefined,
        'config.bind': parsed ? (textAt(file.value, 'gateway.bind') ?? 'unset') : undefined,
        'config.auth-configured': parsed ? authMode === 'trusted-proxy' || hasCredential : undefined,
        'gateway.auth.mode': parsed ? (authMode ?? 'unset') : undefined,
        'config.reload-mode': parsed ? (textAt(file.value, 'gateway.reload.mode') ?? 'hybrid') : undefined,
        'config.changed-after-start': await changedAfterStart(context),
        'config.changed-at': isTime(file.mtimeMs) ? new Date(file.mtimeMs).toISOString() : undefined,
        'config.fixed': (await isFixed(context)) || undefined,
        'config.backups': beside.ok ? copies.length : undefined,
      }),
    };
  },
});
