/**
 * @module worker-settings
 * Door: one judge of what a Worker is set to. The Worker asks it at each request, `npm run deploy` before anything is
 * sent: what passes here is answered, and what would be answered with 503 never gets as far as an account.
 */
import { readSsm, type SsmSettings } from './dispatch/ssm-settings.ts';
import { succeeding } from './hub/succession.ts';
import { loadSigner, type Signer } from './protocol/signer.ts';
import { type Problem, readSettings, type Settings } from './settings.ts';
import type { DeskChoice } from './tickets/desks.ts';
import { ticketProblems } from './tickets/known-desks.ts';
import { readDesks } from './tickets/read-desks.ts';

export type WorkerSettings = {
  settings: Settings;
  ssm: SsmSettings | null;
  choices: DeskChoice[];
  /** With all that it has taken over from the keys before it. */
  signer: Signer;
};
export type WorkerJudged = ({ ok: true } & WorkerSettings) | { ok: false; problems: Problem[] };

const WHERE_KEY =
  'the text of signing-key.jwk, signing-keys.former and trust.json of one and the same folder';

/** All that is wrong at once; no value is repeated. */
export async function judgeWorker(env: Record<string, unknown>): Promise<WorkerJudged> {
  const read = readSettings(env, 'workers');
  const desks = readDesks(env);
  const road = readSsm(env, 'workers');
  const key = read.ok ? await signerOf(read.settings) : null;
  const problems = [
    ...(read.ok ? [] : read.problems),
    ...(desks.ok ? [] : desks.problems),
    ...(road.ok ? [] : road.problems),
    ...(key === null || key.ok ? [] : key.problems),
    ...(read.ok && desks.ok
      ? ticketProblems(
          read.settings,
          desks.desks.map(({ name }) => name),
        )
      : []),
  ];
  if (!read.ok || !desks.ok || !road.ok || !key?.ok || problems.length > 0) return { ok: false, problems };
  return { ok: true, settings: read.settings, ssm: road.ssm, choices: desks.desks, signer: key.signer };
}

type Keyed = { ok: true; signer: Signer } | { ok: false; problems: Problem[] };

/** The key and those before it, followed as a host would. */
async function signerOf({ signingKey, succession }: Settings): Promise<Keyed> {
  const wrong = (name: string, problem: string): Keyed => ({
    ok: false,
    problems: [{ name, problem, where: WHERE_KEY }],
  });
  const jwk = signingKey && 'jwk' in signingKey ? signingKey.jwk : '';
  const alone = await loaded(jwk);
  if (!alone.ok) return wrong('JOB_SIGNING_KEY', `cannot be used: ${alone.why}`);
  const { documents, formers } = succession;
  for (const former of formers) {
    const one = await loaded(former);
    if (!one.ok) return wrong('JOB_SIGNING_KEYS_FORMER', `has a line that cannot be used: ${one.why}`);
  }
  const follows = await succeeding(alone.signer, documents, formers);
  return follows.ok
    ? { ok: true, signer: follows.signer }
    : wrong('JOB_SIGNING_KEY', `is none that hosts would follow: ${follows.problem}`);
}

async function loaded(jwk: string): Promise<{ ok: true; signer: Signer } | { ok: false; why: string }> {
  try {
    return { ok: true, signer: await loadSigner(jwk) };
  } catch (error) {
    return { ok: false, why: (error as Error).message.replace(/\.$/, '') };
  }
}
