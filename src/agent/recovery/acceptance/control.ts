/**
 * @module agent/recovery/acceptance/control
 * Acceptance without a model call: a read and a harmless write on the real tool path, read back and taken away again. It
 * shows authentication, policy, tool dispatch and a state that can be written; of workspace and model it shows nothing.
 */
import type { Admin, Redact } from '../../gateway-admin/admin.ts';
import { type Proof, proven, removeSession, toolFailure, unproven } from './proof.ts';

export type Control = { read: Proof; write: Proof };

/** The first call after a start loads what it needs: 4 s here with two busy cores. Milliseconds. */
const FIRST_CALL_MS = 30_000;

/** `session_status` is in each of OpenClaw's tool profiles and changes nothing. */
async function read(admin: Admin, redact: Redact): Promise<Proof> {
  const asked = await admin.ask('tools.invoke', { name: 'session_status', args: {} }, FIRST_CALL_MS);
  if (!asked.ok) return asked;
  return asked.value.ok ? proven : toolFailure('session_status', asked.value.error, redact);
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
    const tool = { name: 'progress_card', args: {}, sessionKey: key };
    const touched = await admin.ask('tools.invoke', tool, FIRST_CALL_MS);
    if (!touched.ok) return touched;
    const failed = touched.value.ok ? proven : toolFailure('progress_card', touched.value.error, redact);
    if (!failed.ok && failed.because.code !== 'acceptance.tool-not-allowed') return failed;
    const listed = await admin.ask('sessions.list', { label: nonce, limit: 10 }, FIRST_CALL_MS);
    if (!listed.ok) return listed;
    const found = listed.value.sessions.some((one) => one.key === key && one.label === nonce);
    return found ? proven : unproven('acceptance.write-not-found');
  } finally {
    await removeSession(admin, key);
  }
}

export async function control(
  admin: Admin,
  agentId: string,
  nonce: string,
  redact: Redact,
): Promise<Control> {
  const shown = await read(admin, redact);
  return { read: shown, write: shown.ok ? await write(admin, agentId, nonce, redact) : shown };
}
