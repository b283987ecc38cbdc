/**
 * @module diagnosis/wording/en-layers
 * English words for why a layer is judged so, as they stand behind its name: half a sentence, without a full stop.
 */
import type { LayerCode } from '../reason.ts';

export const EN_LAYERS: Readonly<Record<LayerCode, string>> = {
  finding: '{id}{seen?: %}',
  'not-seen': 'not seen',
  'not-tried': 'not tried',
  'at-rest': 'at rest: nothing was ever started here',

  suspended: 'suspended on purpose ({lease})',
  draining: 'it drains on purpose and takes no new work',
  starting: 'starting{elapsed? for % now}{usual?, usually % here}{at?; it is at: %}',
  restarting: 'a planned restart began {since} ago{usual?; a start usually takes % here}',

  'client-of': 'not meant to run here: a client of {address|an address}',
  'only-client': 'not meant to run here: only a client',
  'paused-briefly': 'paused briefly, answers again',
  'stopped-by-signal': 'the process is stopped (SIGSTOP)',
  'no-process': 'no process runs',
  'process-runs': 'the process runs',
  'answers-so-runs': 'it answers, so it runs',

  'gateway-elsewhere-answers': 'the gateway at {address|an address} answers',
  'elsewhere-not-reached': 'the road to the gateway elsewhere does not lead there',
  'foreign-program': 'another program holds the port',
  'no-listener': 'nothing listens on the port',
  'no-health-pages': 'it speaks as a gateway; this release may have no health pages',
  'no-gateway-answers': 'the port does not answer as a gateway',
  'other-gateway': 'another gateway holds the port',
  'port-answers': 'the port answers',
  'client-greeted': 'a client was greeted',
  'gateway-listens': 'the gateway listens',

  'versions-do-not-fit': 'the versions do not fit',
  'handshake-answered': 'the gateway answered the handshake',
  'connect-unanswered': 'the connect was never answered',
  'upgrade-refused': 'the upgrade was refused',
  'challenge-offered': 'the gateway offered its challenge',

  refused: 'the credential or device was refused',
  'read-allowed': 'a read was allowed',
  'accepted-without-scopes': 'the credential was accepted; this release lets only paired devices read',
  'config-in-force': 'the saved configuration is valid and in force',
  'not-ready': 'the gateway says it is not ready',
  ready: 'the gateway says it is ready; no work was tried',
};
