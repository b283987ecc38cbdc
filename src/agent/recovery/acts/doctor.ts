/**
 * @module agent/recovery/acts/doctor
 * OpenClaw's own examination, which writes nothing, and its own repair, which has no dry run (2026.9.6, observed): that one
 * is rehearsed on a copy, and what it has done to the file is told key by key afterwards.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { ActResult } from '../../../runbooks/act.ts';
import { runOpenclaw } from '../../gateways/openclaw-run.ts';
import { candidateOf } from '../candidate.ts';
import { configOf, type Difference, differences, isNote, whyDenied } from '../config-value.ts';
import { printedObject } from '../openclaw-judges.ts';
import { besideFile, readOwned } from '../owned-files.ts';
import type { Site } from '../site.ts';
import { noteWrite, statesOf } from '../snapshot.ts';
import { because, keyChange } from '../told-value.ts';
import { withSite } from './with-site.ts';

const LINT_MS = 60_000;
/** 11 to 49 s each on a busy host (2026.9.6, observed), and it is run twice. Milliseconds. */
const FIX_MS = 120_000;

const Lint = z.object({
  findings: z
    .array(
      z.object({ checkId: z.string().optional(), id: z.string().optional(), severity: z.string().catch('') }),
    )
    .catch([]),
});

export const doctorLint = withSite({
  id: 'doctor.lint',
  mutates: false,
  limitMs: LINT_MS,
  async do(site, { memory }): Promise<ActResult> {
    const candidate = await candidateOf(site, memory);
    if (!candidate.ok) return candidate;
    const { root } = site.target;
    const ran = await besideFile(site.configPath, candidate.bytes, (aside) => {
      const configPath = aside.slice(root.length);
      const env = { ...site.target.env, OPENCLAW_CONFIG_PATH: configPath };
      const target = { ...site.target, env, configPath };
      return runOpenclaw({ ...site, target }, ['doctor', '--lint', '--json'], LINT_MS - 5_000);
    });
    if (!ran.ok) return { ok: false, because: because('doctor.not-asked', { why: ran.why }, site) };
    // Exit code 1 says "there are findings", as on most healthy hosts; 2 says that it did not work.
    if (ran.value.code > 1)
      return { ok: false, because: because('doctor.not-asked', { why: `code ${ran.value.code}` }) };
    const findings = Lint.safeParse(printedObject(ran.value.stdout)).data?.findings ?? [];
    const errors = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ checkId, id }) => checkId ?? id ?? '?');
    return { ok: true, told: { errors: [...new Set(errors)].slice(0, 16), findings: findings.length } };
  },
});

const ARGS = ['doctor', '--fix', '--non-interactive'];

type Parsed = { value: Record<string, unknown> };

/** What it would change: on a copy, with an empty state of its own. Null where it could not be rehearsed. */
async function rehearse(site: Site, now: Parsed): Promise<Difference[] | null> {
  const dir = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  try {
    const [configPath, stateDir] = [join(dir, 'openclaw.json'), join(dir, 'state')];
    const held = readOwned(site.configPath);
    if (held.is !== 'file') return null;
    copyFileSync(held.real, configPath);
    mkdirSync(stateDir);
    const env = {
      ...site.target.env,
      OPENCLAW_CONFIG_PATH: configPath,
      OPENCLAW_STATE_DIR: stateDir,
      HOME: dir,
    };
    const target = { ...site.target, env, configPath, stateDir };
    const ran = await runOpenclaw({ ...site, target }, ARGS, FIX_MS);
    const after = readOwned(configPath);
    const value = ran.ok && ran.value.code === 0 && after.is === 'file' ? configOf(after.bytes) : null;
    return value && differences(now.value, value.value);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** It always notes itself and switches off skills whose programs are missing (2026.9.6, observed). */
const isUsual = ({ path, before }: Difference): boolean =>
  isNote(path) || (path[0] === 'skills' && path[1] === 'entries' && before === undefined);

const forPeople = (all: readonly Difference[], site: Site) =>
  all
    .filter((each) => !isUsual(each))
    .slice(0, 48)
    .map(({ path, before, after }) => keyChange(path, before, after, site));

export const doctorFix = withSite({
  id: 'doctor.fix',
  mutates: true,
  limitMs: 2 * FIX_MS + 20_000,
  async do(site, { memory, say }): Promise<ActResult> {
    const held = readOwned(site.configPath);
    const now = held.is === 'file' ? configOf(held.bytes) : null;
    if (held.is !== 'file' || now === null) return { ok: false, because: because('config.unreadable') };
    if (held.sha256 !== memory.plan.standing.configSha256)
      return { ok: false, because: because('config.changed-meanwhile') };
    say(because('doctor.rehearses'));
    const wanted = await rehearse(site, now);
    if (wanted === null) return { ok: false, because: because('doctor.not-rehearsed') };
    const denied = wanted
      .filter((each) => !isUsual(each))
      .find((each) => whyDenied(each, { before: now.value, after: now.value }, site.denied) !== null);
    if (denied)
      return { ok: false, because: because('rollback.denied', { key: denied.path.join('.') }, site) };
    say(because('doctor.repairs'));
    const ran = await runOpenclaw(site, ARGS, FIX_MS);
    const after = readOwned(site.configPath);
    const value = after.is === 'file' ? configOf(after.bytes) : null;
    // It exits 0 even where the fault remains; the file and the look afterwards tell.
    if (after.is === 'file') noteWrite(site.ownDir, memory.run, site.configPath, after.sha256);
    if (!ran.ok || ran.value.code !== 0 || value === null)
      return {
        ok: null,
        because: because('doctor.did-not-end', { why: ran.ok ? `code ${ran.value.code}` : ran.why }, site),
      };
    return {
      ok: true,
      told: { at: site.now() },
      changed: forPeople(differences(now.value, value.value), site),
    };
  },
  async seen(site, { memory }) {
    const state = statesOf(site.ownDir, memory.run).find(({ file }) => file.path === site.configPath)?.state;
    if (state === 'ours') return 'done';
    const held = readOwned(site.configPath);
    return held.is === 'file' && held.sha256 === memory.plan.standing.configSha256 ? 'not-done' : 'unknown';
  },
});
