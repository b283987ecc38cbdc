/**
 * @module evidence/readers/config-snippet
 * Settings out of a pasted piece of openclaw.json, YAML or `key: value` notes. A snippet is rarely whole and
 * often not quite JSON, so keys are looked for line by line; nothing is taken from a secret.
 */
import type { Fact, FactValue } from '../../protocol/evidence.ts';
import type { FactName } from '../dictionary.ts';
import type { ReadContext, Reader } from '../reader.ts';
import { quoteOf } from './lines.ts';

type Row = { find: RegExp; fact: FactName; value: (m: RegExpExecArray) => FactValue | null; child?: string };

const MAX = 65_536;
const word = (m: RegExpExecArray): FactValue => (m[1] ?? '').slice(0, 200);
const BINDS = ['auto', 'loopback', 'lan', 'tailnet', 'custom'];

const ROWS: readonly Row[] = [
  {
    find: /"?gateway"?\s{0,3}:\s{0,3}\{[^{}]{0,600}"?mode"?\s{0,3}:\s{0,3}"(local|remote)"/,
    fact: 'config.mode',
    value: word,
  },
  {
    find: /^[\s"']{0,20}gateway\.mode["']?\s{0,3}[:=]\s{0,3}["']?(local|remote)\b/m,
    fact: 'config.mode',
    value: word,
  },
  {
    find: /^[\s"'{]{0,20}(?:.{0,80}"gateway".{0,200}["'])?(?:gateway\.)?bind["']?\s{0,3}[:=]\s{0,3}["']?(auto|loopback|lan|tailnet|custom)\b/m,
    fact: 'config.bind',
    value: (m) => (BINDS.includes(m[1] ?? '') ? (m[1] ?? null) : null),
  },
  {
    find: /"?auth"?\s{0,3}:\s{0,3}\{[^{}]{0,300}"?mode"?\s{0,3}:\s{0,3}"(token|password|none|trusted-proxy)"/,
    fact: 'gateway.auth.mode',
    value: word,
  },
  {
    find: /^[\s"']{0,20}gateway\.auth\.mode["']?\s{0,3}[:=]\s{0,3}["']?(token|password|none|trusted-proxy)\b/m,
    fact: 'gateway.auth.mode',
    value: word,
  },
  {
    find: /"?reload"?\s{0,3}:\s{0,3}\{[^{}]{0,120}"?mode"?\s{0,3}:\s{0,3}"(\w{2,12})"/,
    fact: 'config.reload-mode',
    value: word,
  },
  {
    find: /^[\s"']{0,20}gateway\.reload\.mode["']?\s{0,3}[:=]\s{0,3}["']?(\w{2,12})/m,
    fact: 'config.reload-mode',
    value: word,
  },
  {
    find: /(?:model|agents\.defaults\.model|"model")["']?(?:\.primary)?\s{0,3}[:=]\s{0,3}(?:\{\s{0,12}"?primary"?\s{0,3}:\s{0,3})?["']?([a-z0-9][\w.-]{1,40}\/[\w.:/-]{1,80})/,
    fact: 'agent.model.primary',
    value: word,
    child: 'agent:main',
  },
  {
    find: /(?:primary|model|defaultModel)["']?\s{0,3}[:=]\s{0,3}(?:\{\s{0,12}"?primary"?\s{0,3}:\s{0,3})?["']?([a-z0-9]{2,20})-cli\//,
    fact: 'agent.model.route',
    value: () => 'cli',
    child: 'agent:main',
  },
  {
    find: /agentRuntime["']?\s{0,3}[:.]\s{0,3}\{?\s{0,12}"?id"?\s{0,3}[:=]\s{0,3}["']?[a-z0-9]{2,20}-cli\b/,
    fact: 'agent.model.route',
    value: () => 'cli',
    child: 'agent:main',
  },
  {
    find: /agents\.defaults\.workspace["']?\s{0,3}[:=]\s{0,3}["']?(\S{2,200})/,
    fact: 'agent.workspace.path',
    value: word,
    child: 'agent:main',
  },
];

function read(text: string, context: ReadContext): Fact[] {
  if (context.kind === 'log' || context.kind === 'user_text') return [];
  const bounded = text.slice(0, MAX);
  const facts: Fact[] = [];
  const given = new Set<string>();
  for (const row of ROWS) {
    const match = row.find.exec(bounded);
    const value = match ? row.value(match) : null;
    if (match === null || value === null || given.has(row.fact)) continue;
    given.add(row.fact);
    facts.push({
      fact: row.fact,
      subject: row.child ? `${context.gateway}/${row.child}` : context.gateway,
      value,
      quote: quoteOf(match[0]).slice(0, 120),
    });
  }
  return facts;
}

export const configSnippet: Reader = {
  id: 'config-snippet',
  title: 'Settings in a pasted configuration',
  gives: [
    'config.mode',
    'config.bind',
    'gateway.auth.mode',
    'config.reload-mode',
    'agent.model.primary',
    'agent.model.route',
    'agent.workspace.path',
  ],
  read,
};
