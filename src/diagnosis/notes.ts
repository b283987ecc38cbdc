/**
 * @module diagnosis/notes
 * What an experienced operator would add beside a finding: plain knowledge about what the text mentions. A note
 * claims nothing and stands below everything that was found; without it people draw the wrong lesson.
 */
import type { MENTIONS } from '../evidence/signs.ts';
import type { Evidence } from '../protocol/evidence.ts';

export type NoteId = (typeof MENTIONS)[number];
export type Note = { id: NoteId; says: string };

/** More than this beside an answer is read by nobody. */
const MOST = 3;

/** Each is true of OpenClaw 2026.9.6 (its shipped documentation, and seen on a running gateway). */
export const NOTES: Readonly<Record<NoteId, string>> = {
  'exit-zero':
    '`openclaw gateway status` exits 0 even when its probe failed. Scripts need `--require-rpc` or the JSON.',
  'deep-scan': '`--deep` finds more installed services. Only `--require-rpc` probes the gateway deeper.',
  'token-display':
    'The command line never prints the token: `config get` shows a placeholder and exits 0. Compare copies on the host.',
  'one-retry':
    'One retry with the stored device token is allowed after a mismatch, on loopback or pinned TLS. It keeps the scopes stored with that token.',
  'auth-precedence':
    'A client presents the shared token or password first, then a device token given to it, then its stored one, then a setup code. `auth=` in the log says which it was.',
  'serial-retries':
    'Rejected attempts of one address are answered one by one. A second "retry later" follows from the first.',
  'forced-start':
    '`gateway --force` kills whoever holds the port, a healthy gateway included. Find the owner first.',
  'forced-stop':
    'Without a terminal `gateway stop` needs `--force`. To restart, use `gateway restart`: stop plus start skips the drain.',
  'doctor-repairs':
    '`doctor --fix` rewrites the configuration and may migrate state. `doctor --lint --json` is read-only.',
  'hot-keys':
    'With reload "hybrid", tokens and most keys take effect at once; port, bind, auth mode, TLS and Tailscale need a restart. The modes "hot" and "restart" were removed.',
  'several-gateways':
    'Several gateways on one host are fine when each has a port, configuration, state directory and workspace of its own.',
  'dev-profile':
    'The dev profile is a gateway of its own on port 19001 with its own state. Its health says nothing about the real one.',
  'unit-names':
    'The profile is part of the name: `openclaw-gateway-PROFILE.service` under systemd, `ai.openclaw.PROFILE` under launchd, without one for the default profile.',
  'from-outside':
    'Reach a gateway over a VPN, or `ssh -N -L`. A tunnel does not replace the credential, and opening the port to the internet is not a test.',
  'chat-route':
    'Each call of this route starts a session. As a health check use `/healthz`, and a read over the WebSocket.',
  'compatible-clients':
    'Such clients ask `/v1/models` first; retrieval also needs `/v1/embeddings`, some agents `/v1/responses`. 404: the route is disabled. 401: the credential.',
  'model-header':
    "The header `x-openclaw-model` chooses the model behind an agent. Without it the agent's own model answers.",
  'http-bearer':
    'A valid bearer token on these routes has full operator permissions. Treat it like the gateway token.',
  'feature-list': 'The feature list of the handshake is incomplete: a missing method can still exist.',
  'two-stages': 'A run is first accepted and ends later with ok or error. "accepted" alone proves no work.',
  'fail-fast': 'While the gateway is down clients fail; nothing is delivered around it.',
  'desktop-host':
    'On a laptop or a shared desktop sleep, updates and permission prompts stop the gateway. Compare the gaps with the sleep log before anything else.',
  'restore-first': 'Restore the path first. New monitoring during an incident changes what you observe.',
};

const ORDER = Object.keys(NOTES);

/** The notes for what the evidence mentions, the most useful first. */
export function notesOf(evidence: readonly Evidence[]): NoteId[] {
  const said = new Set(
    evidence.flatMap((e) => e.facts.filter((f) => f.fact === 'text.mention').map((f) => String(f.value))),
  );
  return ORDER.filter((id): id is NoteId => said.has(id)).slice(0, MOST);
}
