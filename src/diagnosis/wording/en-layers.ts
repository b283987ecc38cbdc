/**
 * @module diagnosis/wording/en-layers
 * English words for why a layer is judged so, as they stand behind its name: half a sentence, without a full stop.
 */
import type { LayerCode } from '../reason.ts';

export const EN_LAYERS: Readonly<Record<LayerCode, string>> = {
  finding: '{id}{seen?: %}',
  'not-seen': 'not seen',
  'not-tried': 'not tried',
  'at-rest': 'never started on this host',

  suspended: 'suspended on purpose ({lease}){until?, frozen until %}',
  draining: 'draining on purpose; accepts no new work',
  starting: 'starting{elapsed? for % now}{usual?, usually % here}{at?; current step: %}',
  restarting: 'a planned restart began {since} ago{usual?; a start usually takes % here}',

  'client-of': 'client only, of {address|an address}; no gateway expected here',
  'only-client': 'client only; no gateway expected here',
  'paused-briefly': 'paused briefly, answers again',
  'stopped-by-signal': 'the process is stopped (SIGSTOP)',
  'no-process': 'no process runs',
  'process-runs': 'the process runs',
  'answers-so-runs': 'it answers',

  'gateway-elsewhere-answers': 'the gateway at {address|an address} answers',
  'elsewhere-not-reached': 'the path to the remote gateway is broken',
  'foreign-program': 'another program holds the port',
  'no-listener': 'nothing listens on the port',
  'no-health-pages': 'it answers as a gateway; health pages unknown in this release',
  'no-gateway-answers': 'the port does not answer as a gateway',
  'other-gateway': 'another gateway holds the port',
  'port-answers': 'the port answers',
  'client-greeted': 'a handshake completed',
  'gateway-listens': 'the gateway listens',

  'versions-do-not-fit': 'the versions do not match',
  'handshake-answered': 'the gateway answered the handshake',
  'connect-unanswered': 'the connect was never answered',
  'upgrade-refused': 'the upgrade was rejected',
  'challenge-offered': 'the gateway offered its challenge',

  refused: 'the credential or device was rejected',
  'read-allowed': 'a read was allowed',
  'accepted-without-scopes': 'credential accepted; only paired devices can read in this release',
  'config-in-force': 'the saved configuration is valid and loaded',
  'not-ready': 'the gateway reports not ready',
  ready: 'the gateway reports ready; no work was tried',
};
