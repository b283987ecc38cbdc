/**
 * @module diagnosis/cards/models
 * The model behind an OpenClaw agent: the provider refuses, or the gateway cannot use it. The last runs, in the
 * gateway's own records, say whether that bites now.
 */

import { change, look, lookInShell } from '../fix.ts';
import { card } from './card.ts';
import { LINT, LOGS, MODELS, RESTART } from './commands.ts';
import { fault } from './fault.ts';
import { RUNS_FAIL, RUNS_WELL, sign, told } from './shapes.ts';

export const MODELS_CARDS = [
  card({
    id: 'cli-only-backend',
    says: {
      en: {
        title: 'The model runs behind a command-line backend, without the tools of OpenClaw',
        says: 'The default model{model? %} uses a command-line backend. OpenClaw gives it no file tools, so tools appear missing.',
        mistakenWhen: 'A tool policy removes the tools, or the backend has its own bridge to them.',
      },
    },
    families: ['cli-backend'],
    rank: 61,
    unseenByProbes: true,
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        { any: 'agent', where: { fact: 'agent.model.route', is: 'cli' } },
        sign('model.sign', 'cli-route'),
      ],
    },
    hints: [
      { all: [sign('model.sign', 'no-tool-calls'), { not: sign('policy.sign', 'tool-denied') }] },
      sign('model.sign', 'no-tool-calls'),
    ],
    supporting: [
      { any: 'agent', where: { fact: 'agent.model.cli-binary', is: 'missing' } },
      told('tools-gone'),
    ],
    contradicting: [{ every: 'agent', where: { fact: 'agent.model.route', is: 'api' } }],
    fromText: 0.6,
    params: { model: 'agent.model.primary' },
    checks: [MODELS, look('openclaw models list --json')],
    fixes: [
      change('openclaw config set agents.defaults.model.primary {provider}/{model}', 'a model behind an API'),
      RESTART,
    ],
  }),
  card({
    id: 'cli-backend-binary-missing',
    says: {
      en: {
        title: 'The program of the command-line backend is missing',
        says: 'The program that {model|the model route} needs is not on the PATH of the service.',
        mistakenWhen: 'It is there, and its sign-in has expired.',
      },
    },
    families: ['cli-backend'],
    rank: 62,
    unseenByProbes: true,
    layer: 'configuration',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        {
          any: 'agent',
          where: {
            all: [
              { fact: 'agent.model.route', is: 'cli' },
              { fact: 'agent.model.cli-binary', is: 'missing' },
            ],
          },
        },
        sign('model.sign', 'cli-binary-missing'),
      ],
    },
    fromText: 0.68,
    params: { model: 'agent.model.primary' },
    checks: [LINT, lookInShell('command -v claude codex')],
    fixes: [MODELS],
  }),
  fault('anthropic-long-context-429', {
    says: {
      en: {
        title: 'The account has no long-context access',
        says: 'The provider rejects the long-context option for this credential. Turn off context1m or use an eligible key.',
        mistakenWhen: 'It is an ordinary rate limit.',
      },
    },
    signs: ['model.sign', 'long-context'],
    severity: 2,
    fromText: 0.76,
    decisive: sign('model.sign', 'oauth-beta'),
    checks: [look('openclaw config get agents.defaults.models'), MODELS],
    fixes: [change('openclaw config set agents.defaults.models.{model}.params.context1m false')],
    suppresses: ['model-rate-limited', 'model-auth-missing'],
  }),
  fault('model-auth-missing', {
    says: {
      en: {
        title: 'The model provider rejects the credential',
        says: 'The key or sign-in for the model provider is missing, expired or wrong.',
        mistakenWhen: 'The gateway credential is rejected instead.',
      },
    },
    unseenByProbes: true,
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
    fixes: [change('openclaw models auth login --provider {provider}')],
  }),
  fault('upstream-403', {
    says: {
      en: {
        title: 'The provider blocks the requests',
        says: 'The model provider or a firewall in front of it rejects the requests with 403.',
        mistakenWhen: 'The key is wrong.',
      },
    },
    signs: ['model.sign', 'blocked'],
    severity: 2,
    remediation: 'vendor-escalate',
    supporting: [RUNS_FAIL],
    contradicting: [RUNS_WELL],
    suppresses: ['model-auth-missing'],
    checks: [MODELS, LOGS],
    fixes: [MODELS],
  }),
  fault('local-backend-shape', {
    says: {
      en: {
        title: 'The local model server does not understand the request',
        says: 'The OpenAI-compatible server rejects the shape of the request.',
        mistakenWhen: 'It is overloaded.',
      },
    },
    families: ['model-name'],
    signs: ['model.sign', 'shape'],
    remediation: 'config-rollback',
    fromText: 0.6,
    supporting: [RUNS_FAIL],
    contradicting: [RUNS_WELL],
    checks: [look('openclaw config get models.providers'), LOGS],
    fixes: [look('openclaw config get models.providers')],
  }),
  fault('model-runtime-degraded', {
    says: {
      en: {
        title: 'The models are not fully prepared',
        says: 'Preparing the model runtime timed out or is incomplete.',
        mistakenWhen: 'The gateway has just started.',
      },
    },
    signs: ['model.sign', 'runtime-degraded'],
    severity: 2,
    remediation: 'restart+validate',
    checks: [look('openclaw health --json')],
    fixes: [RESTART],
  }),
  fault('model-rate-limited', {
    says: {
      en: {
        title: 'The model provider limits the account',
        says: 'The provider reports a rate limit, an exhausted quota or a cooldown.',
        mistakenWhen: 'The long-context option is rejected instead.',
      },
    },
    passes: true,
    signs: ['model.sign', 'rate-limited'],
    supporting: [RUNS_FAIL, { any: 'agent', where: { fact: 'agent.model.unavailable', is: 'cooldown' } }],
    contradicting: [RUNS_WELL],
    checks: [MODELS, LOGS],
    fixes: [look('openclaw models status --json', 'cool-down until')],
  }),
  fault('model-not-found', {
    says: {
      en: {
        title: 'The provider does not know this model',
        says: 'The provider or the catalogue does not know the configured model, or the path of the provider is wrong.',
        mistakenWhen: 'Missing credentials hide the models.',
      },
    },
    families: ['model-name'],
    unseenByProbes: true,
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
    checks: [look('openclaw models list --json'), MODELS],
    fixes: [change('openclaw config set agents.defaults.model.primary {provider}/{model}')],
  }),
] as const;
