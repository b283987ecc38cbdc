/**
 * @module evidence/readers/signs/models
 * Words about the model behind an OpenClaw agent: provider errors, routes, limits. A bare 401 or 429 counts
 * only where the line or what stands around it speaks of a model.
 */
import { LOGGED_RUN, names, type Signature, suggests } from '../signature.ts';

const MODEL =
  /anthropic|claude|openai|gpt|gemini|openrouter|ollama|model|provider|llm|codex|deepseek|minimax|kimi|glm|qwen|mistral|bedrock|vertex|lmstudio|vllm|xai|grok|oauth|api key/i;

export const MODEL_SIGNS: readonly Signature[] = [
  names('model:long-context', [
    'extra usage is required for long context',
    'long context beta',
    'long-context',
  ]),
  names('model:oauth-beta', 'oauth authentication is currently not supported', {
    around: /context1m|1m context|1m-context|long.context/i,
  }),
  names(
    'model:rate-limited',
    [
      'rate_limit',
      'rate limit',
      '429',
      'too many requests',
      'quota',
      'overloaded',
      '529',
      'usage limit',
      'cooldown',
      'insufficient_quota',
      'credit balance',
      'billing',
      'resource_exhausted',
      'resource exhausted',
    ],
    {
      find: /rate[_ -]?limit(?:ed|s|_error| exceeded| reached)|HTTP 429|\b429\b.{0,60}(?:too many|rate|quota|limit|provider|model)|too many requests|quota (?:exceeded|reached)|exceeded your (?:current )?quota|overloaded_error|\b529\b|usage limit|(?:in|until|profiles? .{0,20}) cool-?down|cooldown|insufficient_quota|credit balance|RESOURCE.EXHAUSTED|billing/i,
      unless:
        /long context|AUTH_RATE_LIMITED|authentication attempts|rateLimit[.:"]|gateway\.auth|getUpdates|reason=rate_limited|auth\/billing failure/i,
      around: MODEL,
    },
  ),
  names(
    'model:auth',
    [
      'no api key found',
      'no credentials found',
      'invalid x-api-key',
      'invalid_api_key',
      'incorrect api key',
      'authentication_error',
      'oauth token refresh failed',
      'refresh_token_reused',
      'token has expired',
      'oauth token has',
      'no auth profile',
      'missing api key',
      'invalid api key',
      'api key not valid',
      'unauthorized',
      '401',
      'invalid bearer token',
      'invalid_grant',
      'reauth',
      're-auth',
      'missing scopes: model',
      'user not found',
    ],
    {
      find: /no API key found|no credentials found|invalid x-api-key|invalid_api_key|incorrect api key|authentication_error|OAuth token refresh failed|refresh_token_reused|OAuth token has|token (?:has )?expired|no auth profile|missing API key|invalid api key|api key not valid|invalid bearer token|invalid_grant|(?:HTTP )?401\b.{0,80}(?:api|key|model|provider|openai|anthropic|codex|gemini|openrouter|user not found)|re-?auth(?:enticat|oriz)|missing scopes?: model/i,
      unless:
        /unauthorized conn=|gateway token|telegram|slack|discord|trusted_proxy|sendMessage|getUpdates|long.context/i,
      around: MODEL,
    },
  ),
  suggests('model:auth', ['auth/billing failure', 'authentication failed at the provider']),
  suggests('model:auth', ['401', 'unauthorized', '403'], {
    find: /\b(?:401|403)\b|unauthorized/i,
    around: MODEL,
    unless: /conn=|gateway|telegram|slack|discord|authentication attempts|device/i,
  }),
  names(
    'model:blocked',
    [
      'cf-ray',
      'just a moment',
      'attention required',
      'request was blocked',
      'error 1010',
      'unsupported_country',
      'access denied',
    ],
    {
      find: /<html|cloudflare|cf-ray|request was blocked|1010|unsupported_country|access denied/i,
      around: /403/,
    },
  ),
  names(
    'model:shape',
    [
      'expected a string',
      'validation.keys',
      'extra inputs are not permitted',
      'unsupported parameter',
      'invalid schema',
      'rejected the request schema',
      'tool_use',
      'invalid_request_error',
    ],
    {
      find: /expected a string|rejected the request schema|validation\.keys|extra inputs are not permitted|unsupported parameter|invalid schema for function|does not support (?:tools|tool)/i,
      around: MODEL,
      unless: /model_not_found/i,
    },
  ),
  suggests('model:shape', '400', {
    find: /\b400\b.{0,80}(?:fields|parameter|schema|messages)/i,
    around: MODEL,
  }),
  names(
    'model:not-found',
    [
      'unknown model',
      'model_not_found',
      'model not found',
      'model not allowed',
      'no allowed model is available',
      'not a valid model',
      'no such model',
      'does not exist',
      '404',
      'is not supported',
      'no endpoints found',
      'decommissioned',
      'has been retired',
      'not_found_error',
    ],
    {
      find: /unknown model|model_not_found|model not found|model not allowed|no allowed model is available|not a valid model|no such model|model .{0,60}(?:does not exist|not exist|is not supported|not supported|decommissioned|retired)|HTTP 404:? .{0,30}(?:404 page not found|not found|model)|404 page not found|No endpoints found|not_found_error.{0,60}model|404 status code/i,
      unless: /telegram|getUpdates|\/v1\/chat\/completions.{0,40}gateway|browser/i,
    },
  ),
  suggests(
    'model:not-found',
    ['no model configured for agent', 'is not available for this agent', 'was not found at'],
    {
      find: /No model configured for agent|Model \S{3,80} is not available for this agent|model \S{2,80} was not found at http/i,
    },
  ),
  names('model:runtime-degraded', ['prepared model runtime publication', '"modelruntime":{"degraded":true']),
  names(
    'model:cli-binary-missing',
    [
      'cli backend executable could not be resolved',
      'spawn claude enoent',
      'spawn codex enoent',
      'spawn gemini enoent',
    ],
    {},
  ),
  names('model:cli-binary-missing', 'was not found on path', {
    find: /command "?(?:claude|codex|gemini)"? was not found on PATH/i,
  }),
  names('model:cli-route', 'agent model:', { find: /agent model: [a-z0-9]{2,20}-cli\// }),
  names('model:cli-route', ['-cli/', 'agentruntime'], {
    find: /(?:primary|model|defaultModel|default)["']?\s{0,2}[:=]\s{0,2}["']?[a-z0-9]{2,20}-cli\/|agentRuntime.{0,30}["'][a-z0-9]{2,20}-cli["']|provider=[a-z]{2,20}-cli\b/i,
  }),
  suggests(
    'model:no-tool-calls',
    ['no tool call', 'tools are not available', 'no tools', 'tool definitions', 'function_call'],
    { around: /agent|model|codex|tool/i },
  ),
  // OpenClaw's own sentences for a run that its provider left without an answer (2026.9.6). As with the way out
  // (network.ts), the log tells of one run, and the records whether the newest ended so.
  names('model:endpoint-refused', 'connection refused by the provider endpoint', { unless: LOGGED_RUN }),
  names(
    'model:endpoint-down',
    [
      'llm request failed: network connection',
      'llm request failed: provider reported a network error',
      'llm request timed out',
      'request failed (request timed out',
      'request failed (provider internal error',
      'the ai service is temporarily unavailable',
    ],
    { unless: LOGGED_RUN },
  ),
  names('model:endpoint-untrusted', 'tls certificate validation rejected the provider endpoint', {
    unless: LOGGED_RUN,
  }),

  names(
    'model:auth',
    [
      'invalid authentication',
      'missing authentication header',
      'no cookie auth credentials',
      'could not resolve authentication method',
      'api key is invalid',
      'no api key for provider',
      'no api key resolved',
      'unauthenticated',
      'auth profile',
    ],
    {
      find: /invalid authentication|missing authentication header|no cookie auth|could not resolve authentication|api key is invalid|no API key (?:for|resolved)|unauthenticated|auth profile .{0,60}(?:not found|missing|expired|invalid)/i,
      unless: /gateway (?:token|auth|connections)|conn=/i,
    },
  ),
  names('model:rate-limited', [
    'throttlingexception',
    'request was throttled',
    'all profiles unavailable',
    'no available auth profile',
    'api rate limit reached',
  ]),
  names('model:not-found', ['is not allowed', 'unknown provider', 'model override'], {
    find: /model "?[\w./:-]{2,80}"? is not allowed|unknown provider|no models? (?:available|found) for provider/i,
  }),
  suggests('model:not-found', ['404', 'fallback', 'model'], {
    find: /\b404\b/,
    around: MODEL,
    unless: /telegram|\/v1\/chat\/completions/i,
  }),
];
