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
    '`openclaw gateway status` ends with 0 even when its probe failed. A script needs `--require-rpc`, or the JSON.',
  'deep-scan':
    '`--deep` looks for more installed services. It does not probe the gateway any deeper; `--require-rpc` does.',
  'token-display':
    'The command line never prints the token: `config get` shows a placeholder and still ends with 0. Copies can only be compared on the host.',
  'one-retry':
    'One retry with the stored device token is allowed after a mismatch, on loopback or pinned TLS. It keeps the scopes stored with that token.',
  'auth-precedence':
    'A client presents the shared token or password first, then a device token given to it, then its stored one, then a setup code. `auth=` in the log says which it was.',
  'serial-retries':
    'Refused attempts of one address are answered one after another. A second "retry later" is the effect of the first, not another cause.',
  'forced-start':
    '`gateway --force` kills whoever holds the port, a healthy gateway included. Find the owner first.',
  'forced-stop':
    'Without a terminal `gateway stop` wants `--force`. To restart, use `gateway restart`: stop and start one after the other loses what it would drain.',
  'doctor-repairs':
    '`doctor --fix` rewrites the configuration and may migrate state. `doctor --lint --json` only looks.',
  'hot-keys':
    'With reload "hybrid", tokens and most keys take effect at once; port, bind, auth mode, TLS and Tailscale need a restart. "hot" and "restart" are no modes any more.',
  'several-gateways':
    'Several gateways on one host are fine when each has a port, configuration, state folder and workspace of its own.',
  'dev-profile':
    'The dev profile is a gateway of its own on port 19001 with its own state. Its health says nothing about the real one.',
  'unit-names':
    'The profile is part of the name: `openclaw-gateway-PROFILE.service` under systemd, `ai.openclaw.PROFILE` under launchd, without one for the default profile.',
  'from-outside':
    'Reach a gateway over a VPN, or `ssh -N -L`. A tunnel does not replace the credential, and opening the port to the world is no test.',
  'chat-route':
    'Each call of this route starts a session. As a health check use `/healthz`, and a read over the WebSocket.',
  'compatible-clients':
    'Such clients ask `/v1/models` first; retrieval also needs `/v1/embeddings`, some agents `/v1/responses`. A 404 is a route that is switched off, a 401 the credential.',
  'model-header':
    "The header `x-openclaw-model` chooses the model behind an agent. Without it the agent's own model answers.",
  'http-bearer':
    'A valid bearer token on these routes has the full rights of an operator. Treat it like the gateway token.',
  'feature-list': 'The list in the greeting is not complete: a method that is missing there may exist.',
  'two-stages': 'A run is first accepted and ends later with ok or error. "accepted" alone proves no work.',
  'fail-fast': 'While the gateway is down clients fail; nothing is delivered around it.',
  'desktop-host':
    'On a laptop or a shared desktop sleep, updates and permission prompts stop the gateway. Compare the gaps with the sleep log before anything else.',
  'restore-first':
    'Restore the path first. New monitoring during an incident changes what you are looking at.',
};

const ORDER = Object.keys(NOTES);

/** The notes for what the evidence mentions, the most useful first. */
export function notesOf(evidence: readonly Evidence[]): NoteId[] {
  const said = new Set(
    evidence.flatMap((e) => e.facts.filter((f) => f.fact === 'text.mention').map((f) => String(f.value))),
  );
  return ORDER.filter((id): id is NoteId => said.has(id)).slice(0, MOST);
}
