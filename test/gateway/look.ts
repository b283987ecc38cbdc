/**
 * One look at a planted host, as an operator on that host would take it: the shipped host program, and where it is
 * wanted OpenClaw's own tools on the same host. The field tests and the bench keep score of these.
 */
import type { Planted } from './fault.ts';
import type { Beside } from './field-report.ts';
import type { Claim } from './judge.ts';
import { type Ran, runProgram } from './programs.ts';

export interface Look {
  ran: Ran;
  findings: Claim[];
  verdict: string | undefined;
  tookMs: number;
  beside?: Beside;
}

interface Asked {
  /** Whether OpenClaw's own tools are asked as well. */
  beside: boolean;
  /** What somebody says of this host, if anything is said. */
  complaint?: string | undefined;
}

/** Runs `host.mjs triage --json`; no output is a look without findings, and `ran.stderr` says why. */
export async function lookAt({ env, lab }: Planted, asked: Asked): Promise<Look> {
  const began = performance.now();
  const told = asked.complaint === undefined ? [] : ['--complaint', asked.complaint];
  const ran = await runProgram('host', ['triage', '--json', ...told], { env, cwd: lab.dir });
  const tookMs = Math.round(performance.now() - began);
  const said = (ran.stdout === '' ? { findings: [] } : JSON.parse(ran.stdout)) as {
    verdict?: string;
    findings: Claim[];
  };
  const look = { ran, findings: said.findings, verdict: said.verdict, tookMs };
  return asked.beside ? { ...look, beside: await ownTools(lab) } : look;
}

/** What a person would otherwise ask; each loads plugins and takes seconds. */
async function ownTools(lab: Planted['lab']): Promise<Beside> {
  const began = performance.now();
  const status = await lab.cli(['gateway', 'status', '--require-rpc', '--timeout', '10000'], 40_000);
  const doctor = await lab.cli(['doctor', '--lint', '--severity-min', 'error'], 60_000);
  return { status: status.code, doctor: doctor.code, tookMs: Math.round(performance.now() - began) };
}
