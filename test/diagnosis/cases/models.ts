/** Rows of the cards in diagnosis/cards/models. */
import { type Cases, read, signed } from './case.ts';

export const MODELS_CASES = {
  'cli-only-backend': signed('model', 'cli-route', {
    fires: [
      { 'agent:main|agent.model.route': 'cli', 'agent:main|agent.model.primary': 'claude-cli/sonnet' },
      { 'agent:main|agent.model.route': 'api', 'agent:other|agent.model.route': 'cli' },
    ],
    staysQuiet: [
      // A model that is only named so and is served by an API.
      { 'agent:main|agent.model.route': 'api', 'agent:main|agent.model.primary': 'stub/x-cli' },
      { 'agent:main|agent.model.route': 'api', 'model.sign': 'cli-route' },
      { 'symptom.word': 'tools-gone' },
    ],
    cannotTell: [{ 'agent:main|agent.model.route': 'unknown', 'model.hint': 'no-tool-calls' }],
  }),
  'cli-backend-binary-missing': signed('model', 'cli-binary-missing', {
    fires: [{ 'agent:main|agent.model.route': 'cli', 'agent:main|agent.model.cli-binary': 'missing' }],
    staysQuiet: [{ 'agent:main|agent.model.route': 'cli', 'agent:main|agent.model.cli-binary': 'found' }],
  }),
  'anthropic-long-context-429': signed('model', 'long-context', { fires: [{ 'model.sign': 'oauth-beta' }] }),
  'model-auth-missing': signed('model', 'auth', {
    fires: [
      { 'agent:main|agent.model.unavailable': 'missing-auth' },
      { 'agent:main|agent.model.unavailable': 'auth-failed', 'runs.failing': true },
    ],
    staysQuiet: [
      { 'agent:main|agent.model.unavailable': 'cooldown' },
      // Said once, and the last runs ended well.
      { 'model.sign': 'auth', 'runs.failing': false },
    ],
  }),
  'upstream-403': read(
    'anthropic: 403 <html> Just a moment... cf-ray: 8f2',
    'anthropic: 403 permission_error',
  ),
  'local-backend-shape': read(
    'ollama: 400 messages.0.content: expected a string',
    'ollama: 503 the model is being loaded',
  ),
  'model-runtime-degraded': read(
    'prepared model runtime publication (startup) timed out',
    'model runtime: anthropic/claude-sonnet prepared',
  ),
  'model-rate-limited': signed('model', 'rate-limited', {
    staysQuiet: [
      { 'model.sign': 'rate-limited', 'runs.failing': false },
      // Put aside for a while, and another model answers in its place.
      {
        'model.sign': 'rate-limited',
        'runs.failing': false,
        'agent:main|agent.model.unavailable': 'cooldown',
      },
      { 'agent:main|agent.model.unavailable': 'cooldown' },
    ],
  }),
  'model-not-found': signed('model', 'not-found', {
    fires: [
      {
        'agent:main|agent.model.in-catalogue': false,
        'agent:main|agent.model.provider-in-catalogue': true,
      },
    ],
    staysQuiet: [
      // Nothing of its provider is there: that is rather a credential.
      {
        'agent:main|agent.model.in-catalogue': false,
        'agent:main|agent.model.provider-in-catalogue': false,
      },
      {
        'agent:main|agent.model.in-catalogue': true,
        'agent:main|agent.model.provider-in-catalogue': true,
      },
    ],
  }),
} satisfies Record<string, Cases>;
