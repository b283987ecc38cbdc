/** Of two things a text tells together, the one that made the other comes first. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import { CAUSES } from '../../src/explain/weights/causes.ts';
import { WEIGHTS } from '../../src/explain/weights/index.ts';
import { explain } from './explain.ts';

/** A setting that names an environment variable. */
const reference = (name: string): string => ['$', '{', name, '}'].join('');

describe.each(CAUSES)('$id', ({ id, over, tie }) => {
  it('and what it goes ahead of are findings, and its words speak for something', () => {
    const ids: readonly string[] = RULES.map((r) => r.id);
    expect([id, ...over].filter((one) => !ids.includes(one))).toEqual([]);
    const spoken = new Set(Object.values(WEIGHTS).flatMap((weights) => Object.keys(weights)));
    expect(tie.flat().filter((word) => !spoken.has(word))).toEqual([]);
    expect(over).not.toContain(id);
  });
});

describe('together, the cause comes first', () => {
  it.each([
    [
      'two units and a restart counter',
      'duplicate-gateway',
      'the gateway keeps restarting, crash loop',
      'both units are enabled: clawdbot-gateway.service and openclaw-gateway.service',
    ],
    [
      'a reference that the unit never fills, and a failed start',
      'secretref-unresolved',
      'the service will not come back',
      `"token": "${reference('MY_GATEWAY_TOKEN')}" in openclaw.json`,
      'EnvironmentFile=\nMain PID exited, code=exited, status=78',
    ],
    [
      'a scheduler that is switched off, and jobs that never run',
      'cron-disabled',
      'the cron jobs never run',
      '"cron": { "enabled": false }',
    ],
    [
      'two protocol numbers, after an update',
      'protocol-mismatch',
      'since the update my panel cannot connect, the older version works',
      'protocol mismatch minProtocol=2 maxProtocol=2 expected=4',
    ],
    [
      'no name resolution, and a model that times out',
      'dns-or-network-egress',
      'the model and telegram both time out',
      'getaddrinfo EAI_AGAIN host one',
      'getaddrinfo EAI_AGAIN host two: model request failed',
    ],
    [
      'bind without a secret, and exit 78',
      'bind-refused-no-auth',
      'the gateway does not start, exit code 78',
      '"bind": "lan", "auth": { "mode": "none" }',
    ],
    [
      'a debugger that listens, and a start that is called failed',
      'browser-cdp-unreachable',
      'browser failed to start chrome, CDP not reachable',
      'DevTools listening on ws://127.0.0.1:18800/devtools/browser/x',
    ],
    [
      'a heap at its limit, and restarts',
      'memory-pressure',
      'restarts over and over',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    ],
  ])('%s → %s', (_, id, symptom, ...lines) => {
    expect(explain(symptom, ...lines)[0]?.id).toBe(id);
  });
});

describe('a path, a unit or a tool that is only mentioned says nothing', () => {
  it.each([
    ['ExecStart=/opt/node/bin/node --max-old-space-size=2048 dist/index.js', 'memory-pressure'],
    ['report node-2026-01-01-101010.ips was written', 'node-version-unsupported'],
    ['lsof -i :18789 prints nothing', 'port-conflict-foreign'],
    ['the token was rotated yesterday', 'log-growth'],
    ['tailscale serve status', 'tunnel-stale-port'],
    [`"apiKey": "${reference('PROVIDER_KEY')}"`, 'model-auth-missing'],
    ['the dashboard is at http://10.0.0.7:18789/', 'tls-mismatch'],
  ])('%s', (text, id) => {
    expect(explain('see below', text)[0]?.id).not.toBe(id);
  });
});

it('a refusal beside what it follows from is shown and not claimed', () => {
  const findings = explain(
    'my own client cannot connect',
    'closed code=1008 reason=pairing required',
    "closed code=1008 reason=invalid connect params: at /device: must have required property 'nonce'",
  );
  expect(findings.map((f) => f.id)).toContain('device-auth-nonce');
  expect(findings.filter((f) => f.confidence >= CLAIM)).toEqual([]);
});
