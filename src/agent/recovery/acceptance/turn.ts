/**
 * @module agent/recovery/acceptance/turn
 * One real turn of an OpenClaw agent, that writes a nonce into the workspace and reads it back. That it ended well proves
 * nothing (OpenClaw 2026.9.6, observed): the tools that succeeded, the model, the reply and the disk do.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Admin, Redact } from '../../gateway-admin/admin.ts';
import type { AnswerTo } from '../../gateway-admin/answers.ts';
import type { HostPort } from '../../host/host-port.ts';
import type { Expected } from './expected.ts';
import { type Proof, proven, removeSession, unproven } from './proof.ts';

export type TurnParts = {
  admin: Admin;
  host: Pick<HostPort, 'read' | 'stat'>;
  expected: Expected;
  nonce: string;
  redact: Redact;
  /** Aborted: the turn is aborted, too. */
  signal: AbortSignal;
  /** The turn is aborted after this. Milliseconds. */
  limitMs: number;
};

type Ended = AnswerTo<'agent.wait'>;

/** One question at a time, so that an abort is noticed within it. Milliseconds. */
const ASK_MS = 5_000;
/** How long an aborted turn is waited for. Milliseconds. */
const ABORT_MS = 10_000;
const TOOLS = ['write', 'read'];

export const fileOf = (nonce: string): string => `openclaw-acceptance-${nonce}.txt`;

/** Plain words, since any model may have to understand them. */
export const promptOf = (nonce: string): string =>
  [
    'This is an acceptance check of this gateway after a repair. Do these three things and nothing else.',
    `1. With your write tool, create the file ${fileOf(nonce)} in your workspace, containing exactly: ${nonce}`,
    '2. With your read tool, read that file.',
    '3. Answer with one line: ACCEPTED and the text that you have read from the file.',
  ].join('\n');

/** How OpenClaw words a turn that failed (2026.9.6, observed), the first that matches counts. */
const FAILURES: readonly [RegExp, string, string?][] = [
  [/temporarily disabled after a provider auth/i, 'acceptance.model-cooling-down'],
  [/authentication failed|HTTP 401|No API key/i, 'acceptance.model-refuses-key'],
  [/Unknown model: (\S+?)\.?(?:\s|$)/, 'acceptance.model-unknown', 'model'],
  [/CLI backend executable could not be resolved: (\S+)/, 'acceptance.cli-backend-missing', 'program'],
  [/draining; new tasks are not accepted/i, 'acceptance.gateway-draining'],
];

/** Why a turn did not end well. */
export function turnFailure(error: string, redact: Redact): Proof {
  for (const [words, code, param] of FAILURES) {
    const found = words.exec(error);
    if (found) return unproven(code, param ? { [param]: redact(found[1] ?? '').slice(0, 200) } : {});
  }
  return unproven('acceptance.turn-failed', { error: redact(error).slice(0, 300) });
}

/** What a turn that ended well has shown, apart from the disk. */
export function receiptProof(
  { terminalReceipt, terminalReply }: Ended,
  expected: Expected,
  nonce: string,
): Proof {
  const used = new Set(terminalReceipt?.successfulToolNames.map((name) => name.toLowerCase()));
  const missing = TOOLS.filter((tool) => !used.has(tool));
  if (missing.length > 0) return unproven('acceptance.tools-denied', { missing: missing.join(', ') });
  const { provider = '', model = '' } = terminalReceipt?.effective ?? {};
  const effective = `${provider}/${model}`;
  if (terminalReceipt?.rerouted === true || (expected.model !== null && effective !== expected.model))
    return unproven('acceptance.other-model', { expected: expected.model ?? '', effective });
  if (!terminalReply?.text?.includes(nonce)) return unproven('acceptance.reply-without-proof');
  return proven;
}

/** Its own limit is a `timeout` with a phase; without one, only our question was over. */
const isOver = ({ status, timeoutPhase, error }: Ended): boolean =>
  status !== 'timeout' || timeoutPhase !== undefined || error !== undefined;

async function waitFor(parts: TurnParts, runId: string, limitMs: number): Promise<Ended | Proof | null> {
  for (const began = performance.now(); performance.now() - began < limitMs; ) {
    if (parts.signal.aborted) return null;
    const asked = await parts.admin.ask('agent.wait', { runId, timeoutMs: ASK_MS }, ASK_MS + 20_000);
    if (!asked.ok) return asked;
    if (isOver(asked.value)) return asked.value;
  }
  return null;
}

/** A turn that does not end is ended: the gateway would go on with it, whoever has stopped waiting (2026.9.6). */
async function abort({ admin }: TurnParts, key: string, runId: string): Promise<boolean> {
  const asked = await admin.ask('sessions.abort', { key, runId });
  if (!asked.ok) return false;
  for (const began = performance.now(); performance.now() - began < ABORT_MS; ) {
    const ended = await admin.ask('agent.wait', { runId, timeoutMs: 2_000 });
    if (ended.ok && isOver(ended.value)) return true;
    await setTimeout(200);
  }
  return false;
}

/** The nonce on the disk of the expected workspace, where nothing but this turn can have put it. */
async function onDisk({ host, expected, nonce }: TurnParts): Promise<Proof> {
  const found = await host.read(join(expected.seenAt, fileOf(nonce)), { maxBytes: 1_000 });
  if (!found.ok) return unproven('acceptance.workspace-unseen', { workspace: expected.workspace });
  if (found.value?.trim() === nonce) return proven;
  return unproven('acceptance.not-on-disk', { workspace: expected.workspace });
}

async function judge(parts: TurnParts, key: string, runId: string): Promise<Proof> {
  const ended = await waitFor(parts, runId, parts.limitMs);
  if (ended === null) {
    const after = `${Math.round(parts.limitMs / 1_000)} s`;
    const gone = await abort(parts, key, runId);
    return unproven(gone ? 'acceptance.turn-hung' : 'acceptance.turn-hung-still-running', { after });
  }
  if ('ok' in ended) return ended;
  if (ended.status === 'timeout')
    return unproven('acceptance.model-silent', { phase: (ended.timeoutPhase ?? 'turn').slice(0, 40) });
  if (ended.status !== 'ok')
    return turnFailure(ended.error ?? ended.stopReason ?? ended.status, parts.redact);
  const shown = receiptProof(ended, parts.expected, parts.nonce);
  return shown.ok ? onDisk(parts) : shown;
}

/** Runs the turn and takes away what it left: its file and its session. */
export async function turn(parts: TurnParts): Promise<Proof> {
  const { admin, expected, nonce, limitMs } = parts;
  const key = `agent:${expected.agent}:acceptance-${nonce}`;
  const asked = {
    message: promptOf(nonce),
    agentId: expected.agent,
    sessionKey: key,
    idempotencyKey: `acceptance-${nonce}`,
    timeout: Math.ceil(limitMs / 1_000),
  };
  const begun = await admin.ask('agent', asked, 30_000);
  if (!begun.ok) return begun;
  try {
    return await judge(parts, key, begun.value.runId);
  } finally {
    await rm(join(expected.seenAt, fileOf(nonce)), { force: true }).catch(() => undefined);
    await removeSession(admin, key);
  }
}
