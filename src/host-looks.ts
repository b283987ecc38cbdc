/**
 * @module host-looks
 * Door: the commands of `host.mjs` that look and change nothing: the whole diagnosis, what a pasted text means, secrets
 * out of a text, and what would be looked at.
 */
import { hostname } from 'node:os';
import { eachPiece } from './agent/host/standard-input.ts';
import { CLAIM } from './diagnosis/finding.ts';
import {
  beside,
  complain,
  FINDINGS,
  type Flags,
  HEALTHY,
  out,
  outJson,
  stateDirOf,
  text,
  told,
  WRONG_USE,
} from './host-beside.ts';
import type { Evidence } from './protocol/evidence.ts';

export async function triage(flags: Flags): Promise<number> {
  const [{ collect, PROBES, takeAwayOldCopies, endWhenStandingStill }, diagnosing] = await Promise.all([
    beside('host-collect'),
    beside('host-diagnosis'),
  ]);
  const asked = Array.isArray(flags.probe) && flags.probe.length > 0 ? flags.probe : undefined;
  const unknown = asked?.find((id) => !PROBES.some((probe) => probe.id === id));
  if (unknown !== undefined)
    return complain(
      `Unknown probe “${unknown}”. Nothing was checked.`,
      `Probes: ${PROBES.map(({ id }) => id).join(', ')}.`,
    );
  endWhenStandingStill('The look stood still on something that it read, and was ended without a report.');
  void takeAwayOldCopies();
  const startedAt = new Date();
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  const evidence: Evidence[] = [];
  const pending = new Set(
    PROBES.filter(({ id, deep }) => (asked ? asked.includes(id) : flags.deep === true || !deep)).map(
      ({ id }) => id,
    ),
  );
  const slow = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
    process.stderr.write(`still looking after ${seconds} s: ${[...pending].join(', ')}\n`);
  }, 2_000);
  try {
    await collect({
      stateDir: stateDirOf(flags),
      env: process.env,
      openclaw: text(flags, 'openclaw'),
      gateway: text(flags, 'gateway'),
      probes: asked,
      deep: flags.deep === true,
      signal: stopped.signal,
      emit: (batch) => {
        evidence.push(...batch);
        for (const { probe } of batch) pending.delete(probe);
      },
    });
  } finally {
    clearInterval(slow);
  }
  const looked = evidence.some((one) => one.look === 'seen');
  const complaint = text(flags, 'complaint');
  if (complaint !== undefined) evidence.push(...diagnosing.complaintEvidence(complaint, startedAt.getTime()));
  const diagnosis = diagnosing.classify(evidence, Date.now());
  const durationMs = Date.now() - startedAt.getTime();
  const told = diagnosing.report({ host: hostname(), startedAt, durationMs, diagnosis });
  if (flags.json === true) outJson(told);
  else out(diagnosing.triageText(told));
  if (!looked) return WRONG_USE;
  return told.findings.some((finding) => finding.confidence >= CLAIM) ? FINDINGS : HEALTHY;
}

export async function explain(flags: Flags): Promise<number> {
  const loaded = await beside('host-diagnosis');
  const pasted = loaded.openPasted();
  await eachPiece(pasted.push);
  if (pasted.empty())
    return complain('There is no text on standard input.', 'Example: node host.mjs explain < error.txt');
  const now = Date.now();
  const told = loaded.explainReport(loaded.explain(pasted.end(now), now));
  if (flags.json === true) outJson(told);
  else out(loaded.explainText(told));
  return told.findings.some((finding) => finding.confidence >= CLAIM) ? FINDINGS : HEALTHY;
}

export async function redact(flags: Flags): Promise<number> {
  const { redactCommand } = await beside('host-publish');
  return told(await redactCommand(flags));
}

export async function probes(flags: Flags): Promise<number> {
  const { PROBES } = await beside('host-collect');
  if (flags.json === true)
    outJson(PROBES.map(({ id, title, needs, timeoutMs, gives }) => ({ id, title, needs, timeoutMs, gives })));
  else
    for (const probe of PROBES)
      out(
        `${probe.id.padEnd(14)} ${probe.title}\n${' '.repeat(15)}needs ${probe.needs}; at most ${probe.timeoutMs / 1000} s`,
      );
  return HEALTHY;
}
