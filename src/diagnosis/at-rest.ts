/**
 * @module diagnosis/at-rest
 * Which gateways are at rest: nobody asked for them, started them, or set anything up to start them. What is found
 * there is a remark; verdict and headline speak of those that serve or were asked for.
 */

import { type Condition, holds } from './condition.ts';
import type { FactBase } from './fact-base.ts';
import { type Finding, LAYERS, type LayerVerdict } from './finding.ts';

/** Well below a claim, and below every lead of a gateway that is in use. */
const REMARK = 0.3;

const TRIED: Condition = {
  either: [
    { fact: 'gateway.service.active', oneOf: ['active', 'activating', 'failed'] },
    { fact: 'gateway.start.refusal', present: true },
  ],
};

/** As the host itself saw it; a start that its supervisor or its log knows of counts against it. */
export function isAtRest(gateway: string, factBase: FactBase): boolean {
  const rests = holds({ fact: 'gateway.at-rest', is: true }, gateway, factBase);
  return rests.truth === 'yes' && holds(TRIED, gateway, factBase).truth !== 'yes';
}

/** Nobody who looks means it, and nothing was set up to run it: somebody started it by hand, for their own ends. */
export const isUnasked = (gateway: string, factBase: FactBase): boolean =>
  holds({ fact: 'gateway.asked-for', is: false }, gateway, factBase).truth === 'yes';

/** The finding as a remark. */
export const remarked = (finding: Finding): Finding => ({
  ...finding,
  confidence: Math.min(finding.confidence, REMARK),
});

/** Where all are at rest nothing is wrong, and nothing is known to work. */
export const atRestLayers = (): LayerVerdict[] =>
  LAYERS.map((layer) => ({ layer, state: 'unknown', because: { code: 'at-rest', params: {} } }));
