/**
 * @module diagnosis/reason
 * Why a layer is judged as it is, and why one look is believed over another: a code and the values that were seen. What
 * decides holds no sentences; they stand in wording/, an entry a code, or nothing compiles.
 */

export type LayerCode =
  | 'finding'
  | 'not-seen'
  | 'not-tried'
  | 'at-rest'
  // What is waited for.
  | 'suspended'
  | 'draining'
  | 'starting'
  | 'restarting'
  // The process.
  | 'client-of'
  | 'only-client'
  | 'paused-briefly'
  | 'stopped-by-signal'
  | 'no-process'
  | 'process-runs'
  | 'answers-so-runs'
  // The listener.
  | 'gateway-elsewhere-answers'
  | 'elsewhere-not-reached'
  | 'foreign-program'
  | 'no-listener'
  | 'no-health-pages'
  | 'no-gateway-answers'
  | 'other-gateway'
  | 'port-answers'
  | 'client-greeted'
  | 'gateway-listens'
  // The handshake.
  | 'versions-do-not-fit'
  | 'handshake-answered'
  | 'connect-unanswered'
  | 'upgrade-refused'
  | 'challenge-offered'
  // Authority, configuration, work.
  | 'refused'
  | 'read-allowed'
  | 'accepted-without-scopes'
  | 'config-in-force'
  | 'not-ready'
  | 'ready';

/** The cause that a green light hides is felt in a layer of which plain probes say nothing; or a red light is wrong. */
export type ContradictionCode =
  | 'unseen-in-process'
  | 'unseen-in-listener'
  | 'unseen-in-handshake'
  | 'unseen-in-authority'
  | 'unseen-in-configuration'
  | 'unseen-in-work'
  | 'served-just-now'
  | 'asked-another-port'
  | 'refused-too-late';

/** `gateway` among the values is the one of several that is meant. */
export type Reason<Code extends LayerCode | ContradictionCode = LayerCode | ContradictionCode> = {
  code: Code;
  params: Readonly<Record<string, string>>;
};
