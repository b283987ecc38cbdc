/**
 * @module agent/recovery/openclaw-judges
 * What OpenClaw itself says of a configuration, before it is anybody's: `config validate` reads the file that
 * OPENCLAW_CONFIG_PATH names and changes nothing (2026.9.6, observed), so a candidate is judged on a shadow file.
 */
import * as z from 'zod';
import type { Because } from '../../protocol/recovery.ts';
import { runOpenclaw } from '../gateways/openclaw-run.ts';
import { besideFile } from './owned-files.ts';
import type { Site } from './site.ts';
import { because } from './told-value.ts';

const Answer = z.object({
  valid: z.boolean(),
  issues: z
    .array(z.object({ path: z.string().catch(''), message: z.string().catch('') }))
    .optional()
    .catch(undefined),
});

export type Issue = { path: string; message: string };
export type Judged =
  | { ok: true; valid: boolean; issues: Issue[] }
  /** It could not be asked: no ground to call a file valid. */
  | { ok: false; because: Because };

/** It takes 4 to 12 s on a busy host (2026.9.6, observed). Milliseconds. */
export const VALIDATE_LIMIT_MS = 60_000;

/** The first JSON object of what a command printed; null where there is none. */
export function printedObject(stdout: string): unknown {
  const start = stdout.indexOf('{');
  if (start < 0) return null;
  try {
    return JSON.parse(stdout.slice(start));
  } catch {
    return null;
  }
}

/** Where it did not answer in time: a site is opened anew for each plan and each act. */
const hangs = new WeakMap<Site, Because>();

/** Asks of the file at `path`; of the gateway's own where none is named. */
export async function judge(site: Site, path?: string): Promise<Judged> {
  const { target, signal, host, openclaw, inTurn } = site;
  // A container has an OpenClaw of its own, of a release that this host's may not be.
  if (target.container) return { ok: false, because: because('validate.in-container') };
  const env = path === undefined ? target.env : { ...target.env, OPENCLAW_CONFIG_PATH: path };
  const asked = { host, openclaw, signal, ...(inTurn ? { inTurn } : {}) };
  const shadow = { ...target, env, configPath: path ?? target.configPath };
  // One that hung hangs again, and a plan may have a dozen candidates to ask about.
  const hung = hangs.get(site);
  if (hung !== undefined) return { ok: false, because: hung };
  const asking = runOpenclaw(
    { ...asked, target: shadow },
    ['config', 'validate', '--json'],
    VALIDATE_LIMIT_MS,
  );
  const ran = await (site.takes?.(because('plan.validates'), asking) ?? asking);
  if (!ran.ok && ran.look === 'timed-out')
    hangs.set(site, because('validate.not-asked', { why: ran.why }, site));
  if (!ran.ok) return { ok: false, because: because('validate.not-asked', { why: ran.why }, site) };
  const answer = Answer.safeParse(printedObject(ran.value.stdout)).data;
  if (answer === undefined)
    return { ok: false, because: because('validate.no-answer', { code: String(ran.value.code) }) };
  const issues = answer.issues ?? [];
  // It also keeps words in its state: with those unreadable it calls any file invalid (2026.9.6).
  const unread = issues.find(({ message }) => message.startsWith('read failed:'));
  if (!answer.valid && unread)
    return { ok: false, because: because('validate.not-asked', { why: unread.message }, site) };
  return { ok: true, valid: answer.valid, issues };
}

/** Judges bytes that are nobody's yet, from beside the file that they would replace, so that they find its includes. */
export async function judgeBytes(site: Site, bytes: Uint8Array): Promise<Judged> {
  const { root } = site.target;
  try {
    return await besideFile(site.configPath, bytes, (aside) => judge(site, aside.slice(root.length)));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return { ok: false, because: because('validate.no-room', { why }) };
  }
}

/** Issues for people: names and reasons, never a value. */
export const issueWords = (issues: readonly Issue[], site: Site): string =>
  site.redactor.text(
    issues
      .slice(0, 4)
      .map(({ path, message }) => `${path || '<root>'}: ${message}`)
      .join('; '),
  );
