/** Incident views for the tests of what is said about them. */
import { classify } from '../../src/diagnosis/classify.ts';
import type { Diagnosis, Finding } from '../../src/diagnosis/finding.ts';
import type { HostView, IncidentView } from '../../src/incidents/notifier.ts';
import { CONFIG_INVALID, HEALTHY } from '../fakes/seen.ts';

export const NOW = Date.UTC(2026, 10, 21, 3, 12, 1);

export const ILL: Diagnosis = classify(CONFIG_INVALID, NOW);
export const WELL: Diagnosis = classify(HEALTHY, NOW);

export const finding = (over: Partial<Finding> = {}): Finding => ({
  id: 'token-drift',
  gateway: 'default',
  layer: 'authority',
  severity: 2,
  confidence: 0.97,
  params: {},
  for: [],
  against: [],
  checks: [],
  fixes: [],
  remediation: 'credential-rotate',
  ...over,
});

export const hostView = (over: Partial<HostView> = {}): HostView => ({
  host: 'node-3',
  state: 'done',
  diagnosis: ILL,
  oldestLook: NOW - 900,
  newestLook: NOW - 100,
  order: 'inc-1.node-3.1',
  tookMs: 640,
  ...over,
});

export const incidentView = (
  hosts: HostView[] = [hostView()],
  over: Partial<IncidentView> = {},
): IncidentView => ({
  incident: 'inc-1',
  state: 'open',
  requester: { id: 'U1', via: 'slack', name: 'mira' },
  startedAt: NOW - 800,
  elapsedMs: 800,
  at: NOW,
  hosts,
  ...over,
});
