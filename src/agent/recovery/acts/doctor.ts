/**
 * @module agent/recovery/acts/doctor
 * OpenClaw's own examination, which writes nothing. Its own repair is no act of ours: it has no dry run, and even beside a
 * copy it changes more than that (2026.9.6, observed).
 */
import * as z from 'zod';
import type { ActResult } from '../../../runbooks/act.ts';
import { runOpenclaw } from '../../gateways/openclaw-run.ts';
import { candidateOf } from '../candidate.ts';
import { printedObject } from '../openclaw-judges.ts';
import { besideFile } from '../owned-files.ts';
import { because } from '../told-value.ts';
import { withSite } from './with-site.ts';

const LINT_MS = 60_000;

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
