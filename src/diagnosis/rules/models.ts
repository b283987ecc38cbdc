/**
 * @module diagnosis/rules/models
 * The model behind an OpenClaw agent: the provider refuses, or the gateway cannot use it. The last runs, in the
 * gateway's own records, say whether that bites now.
 */
import { fault } from './fault.ts';
import { change, LOGS, look, MODELS, RESTART, RUNS_FAIL, RUNS_WELL, sign } from './shapes.ts';

export const MODEL_RULES = [
  fault('anthropic-long-context-429', {
    signs: ['model.sign', 'long-context'],
    severity: 2,
    fromText: 0.76,
    decisive: sign('model.sign', 'oauth-beta'),
    checks: ['openclaw config get agents.defaults.models', MODELS],
    fixes: [change('openclaw config set agents.defaults.models.MODEL.params.context1m false')],
    suppresses: ['model-rate-limited', 'model-auth-missing'],
  }),
  fault('model-auth-missing', {
    signs: ['model.sign', 'auth'],
    severity: 2,
    remediation: 'credential-rotate',
    fromText: 0.62,
    decisive: {
      any: 'agent',
      where: { fact: 'agent.model.unavailable', oneOf: ['missing-auth', 'auth-failed'] },
    },
    supporting: [RUNS_FAIL],
    contradicting: [RUNS_WELL],
    suppresses: ['model-not-found', 'model-rate-limited'],
    checks: [MODELS],
    fixes: [change('openclaw models auth login --provider PROVIDER')],
  }),
  fault('upstream-403', {
    signs: ['model.sign', 'blocked'],
    severity: 2,
    remediation: 'vendor-escalate',
    supporting: [RUNS_FAIL],
    contradicting: [RUNS_WELL],
    suppresses: ['model-auth-missing'],
    checks: [MODELS, LOGS],
    fixes: [look(MODELS)],
  }),
  fault('local-backend-shape', {
    signs: ['model.sign', 'shape'],
    remediation: 'config-rollback',
    fromText: 0.6,
    supporting: [RUNS_FAIL],
    contradicting: [RUNS_WELL],
    checks: ['openclaw config get models.providers', LOGS],
    fixes: [look('openclaw config get models.providers')],
  }),
  fault('model-runtime-degraded', {
    signs: ['model.sign', 'runtime-degraded'],
    severity: 2,
    remediation: 'restart+validate',
    checks: ['openclaw health --json'],
    fixes: [RESTART],
  }),
  fault('model-rate-limited', {
    passes: true,
    signs: ['model.sign', 'rate-limited'],
    supporting: [RUNS_FAIL, { any: 'agent', where: { fact: 'agent.model.unavailable', is: 'cooldown' } }],
    contradicting: [RUNS_WELL],
    checks: [MODELS, LOGS],
    fixes: [look('openclaw models status --json   # cool-down until')],
  }),
  fault('model-not-found', {
    signs: ['model.sign', 'not-found'],
    remediation: 'config-rollback',
    // Others of the same provider are there, so the credential is not what is missing.
    decisive: {
      any: 'agent',
      where: {
        all: [
          { fact: 'agent.model.in-catalogue', is: false },
          { fact: 'agent.model.provider-in-catalogue', is: true },
        ],
      },
    },
    hints: [{ any: 'agent', where: { fact: 'agent.model.in-catalogue', is: false } }],
    supporting: [RUNS_FAIL],
    contradicting: [RUNS_WELL],
    checks: ['openclaw models list --json', MODELS],
    fixes: [change('openclaw config set agents.defaults.model.primary PROVIDER/MODEL')],
  }),
] as const;
