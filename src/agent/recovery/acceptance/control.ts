/**
 * @module agent/recovery/acceptance/control
 * Acceptance without a model call: a read and a harmless write on the real tool path, read back and taken away again. It
 * shows authentication, policy, tool dispatch and a state that can be written; of workspace and model it shows nothing.
 * A gateway whose policy denies these tools is no failed one: it shows what it can, and is said to have shown no more.
 */
import type { Admin, Redact } from '../../gateway-admin/admin.ts';
import { type Proof, proven, provenBut, removeSession, toolFailure, unproven } from './proof.ts';

export type Control = { read: Proof; write: Proof };

/** The first call after a start loads what it needs: 4 s here with two busy cores. Milliseconds. */
const FIRST_CALL_MS = 30_000;

/** None of them changes anything. The first is in each of OpenClaw's tool profiles; a policy may deny it all the same. */
const READS = ['session_status', 'agents_list', 'sessions_list'] as const;

const denied = (proof: Proof): boolean => !proof.ok && proof.because.code === 'acceptance.tool-not-allowed';

async function invoke(admin: Admin, call: { name: string; sessionKey?: string }, redact: Redact) {
  const asked = await admin.ask('tools.invoke', { args: {}, ...call }, FIRST_CALL_MS);
  if (!asked.ok) return asked;
  return asked.value.ok ? proven : toolFailure(call.name, asked.value.error, redact);
}

/** OpenClaw's answer for a denied tool is that of one that is not there, so that `narrows` decides which it is. */
async function read(admin: Admin, narrows: boolean, redact: Redact): Promise<Proof> {
  for (const name of narrows ? READS : READS.slice(0, 1)) {
    const shown = await invoke(admin, { name }, redact);
    if (!narrows || !denied(shown)) return shown;
  }
  const plain = await admin.ask('agents.list', {}, FIRST_CALL_MS);
  if (!plain.ok) return plain;
  return provenBut('acceptance.tool-path-not-shown', { tools: READS.join(', ') });
}

/**
 * A session of our own, labelled with the nonce: written to the gateway's database, found there by its label, touched by
 * a tool, and removed. No other session is touched; a profile without that tool shows the rest.
 */
async function write(admin: Admin, agentId: string, nonce: string, redact: Redact): Promise<Proof> {
  const key = `agent:${agentId}:acceptance-${nonce}`;
  const made = await admin.ask('sessions.create', { agentId, key, label: nonce }, FIRST_CALL_MS);
  if (!made.ok) return made;
  try {
    const touched = await invoke(admin, { name: 'progress_card', sessionKey: key }, redact);
    if (!touched.ok && !denied(touched)) return touched;
    const listed = await admin.ask('sessions.list', { label: nonce, limit: 10 }, FIRST_CALL_MS);
    if (!listed.ok) return listed;
    const found = listed.value.sessions.some((one) => one.key === key && one.label === nonce);
    if (!found) return unproven('acceptance.write-not-found');
    return touched.ok ? proven : provenBut('acceptance.tool-write-not-shown', { tool: 'progress_card' });
  } finally {
    await removeSession(admin, key);
  }
}

/** `narrows`: the configuration takes tools away. */
export async function control(
  admin: Admin,
  agent: { id: string; narrows: boolean },
  nonce: string,
  redact: Redact,
): Promise<Control> {
  const shown = await read(admin, agent.narrows, redact);
  return { read: shown, write: shown.ok ? await write(admin, agent.id, nonce, redact) : shown };
}
