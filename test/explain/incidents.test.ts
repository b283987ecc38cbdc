/** Made-up incidents as people report them: the likely finding comes first, however the lines were wrapped. */
import { describe, expect, it } from 'vitest';
import { CLAIM, type Finding } from '../../src/diagnosis/finding.ts';
import { explain as explained } from '../../src/explain/explain.ts';
import { pastedEvidence } from '../../src/explain/pasted.ts';
import { COMPLAINTS } from './complaints.ts';
import { INCIDENTS, type Incident } from './incidents.ts';
import { LOOKALIKES } from './lookalikes.ts';
import { NEIGHBOURS } from './neighbours.ts';

const NOW = Date.parse('2026-11-21T03:00:00Z');

/** A piece that begins with `$ ` is the output of the command on its first line. */
function piece(text: string) {
  const command = /^\$ ([^\n]*)\n?/.exec(text);
  return command
    ? { kind: 'command', command: command[1], text: text.slice(command[0].length) }
    : { kind: 'log', text };
}

function explain(incident: Incident, wrap: (text: string) => string = (text) => text): Finding[] {
  const evidence = incident.pasted.map(piece).map((p) => ({ ...p, text: wrap(p.text) }));
  return explained(pastedEvidence(JSON.stringify({ symptom: incident.said, evidence }), NOW), NOW).findings;
}

const claimed = (findings: readonly Finding[]) => findings.filter((f) => f.confidence >= CLAIM);

const MADE_UP = [...INCIDENTS, ...LOOKALIKES, ...COMPLAINTS, ...NEIGHBOURS];

describe.each(MADE_UP.map((incident) => [incident.said, incident] as const))('%s', (_, incident) => {
  it('claims nothing that is wrong', () => {
    const findings = explain(incident);
    expect(claimed(findings).filter((f) => !incident.want.includes(f.id))).toEqual([]);
    expect(findings[0]?.for.length ?? 1).toBeGreaterThan(0);
  });
});

it('of a hundred made-up incidents 95 are led by what is right', () => {
  const missed = MADE_UP.filter((incident) => {
    const findings = explain(incident);
    const quiet = incident.want.includes('benign-warning') && claimed(findings).length === 0;
    return !quiet && !incident.want.includes(findings[0]?.id ?? '');
  });
  expect(missed.length / MADE_UP.length, missed.map(({ said }) => said).join('\n')).toBeLessThan(0.05);
});

const noise = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    i % 3 === 0
      ? `2026-11-21T02:${String(i % 60).padStart(2, '0')}:00.000Z [ws] ⇄ res ✓ sessions.list ${i}ms conn=ab${i}cd id=r${i}`
      : i % 3 === 1
        ? `2026-11-21T02:${String(i % 60).padStart(2, '0')}:01.000Z [ws] webchat connected conn=ab${i}cd remote=127.0.0.1 client=openclaw-control-ui`
        : `2026-11-21T02:${String(i % 60).padStart(2, '0')}:02.000Z [gateway] tick ${i}`,
  );
const each = (text: string, line: (said: string) => string) => text.split('\n').map(line).join('\n');
const STAMP = '2026-11-21T02:59:58.123Z';

/** How the same lines look after a terminal, a supervisor, a chat or an editor had them in hands. */
const WRAPPINGS: readonly (readonly [string, (text: string) => string])[] = [
  ['inside hundreds of harmless lines', (t) => [...noise(240), t, ...noise(240)].join('\n')],
  ['with terminal colours', (t) => each(t, (l) => `\u001b[31m${l}\u001b[0m`)],
  ['from the journal', (t) => each(t, (l) => `Nov 21 02:59:58 box openclaw-gateway[4100]: ${l}`)],
  ['from docker compose', (t) => each(t, (l) => `gateway-1  | ${l}`)],
  [
    'as JSONL',
    (t) =>
      each(t, (l) =>
        JSON.stringify({ 0: '{"subsystem":"gateway"}', 1: l, _meta: { logLevelName: 'ERROR' }, time: STAMP }),
      ),
  ],
  ['with Windows line ends', (t) => `first line\r\n${t.replace(/\n/g, '\r\n')}\r\n`],
  ['in a fenced block', (t) => `\`\`\`text\n${t}\n\`\`\``],
  ['quoted in a reply', (t) => each(t, (l) => `> ${l}`)],
  ['with a time in front', (t) => each(t, (l) => `${STAMP} ${l}`)],
  ['with smart quotes', (t) => t.replace(/"([^"]*)"/g, '“$1”').replace(/'([^']*)'/g, '‘$1’')],
  ['with German around it', (t) => `Hallo zusammen, im Protokoll steht:\n${t}\nDanke für jede Hilfe!`],
  ['with Chinese around it', (t) => `大家好，日志如下：\n${t}\n谢谢！`],
  [
    'beside what people wrote in chats',
    (t) =>
      `${t}\n${STAMP} [telegram] received message from 7: "no space left on device, gateway token mismatch, ENOSPC"`,
  ],
];

/** Each names its cause in one line. */
const DECISIVE: readonly (readonly [string, string])[] = [
  ['unauthorized: gateway token mismatch (provide gateway auth token)', 'token-drift'],
  ['Refusing to bind gateway to lan without auth.', 'bind-refused-no-auth'],
  ['Gateway start blocked: set gateway.mode=local (current: remote)', 'gateway-mode-remote'],
  ['Error: ENOSPC: no space left on device, write', 'disk-full'],
  ['session file locked (timeout 10000ms): pid=91 /srv/agents/main/sessions/a.jsonl.lock', 'stale-lock'],
  ['origin not allowed (open the Control UI from the gateway host)', 'origin-not-allowed'],
  ['openclaw: Node 20.19.2 is unsupported; use Node 24.16.0+', 'node-version-unsupported'],
  ['cron: scheduler disabled; jobs will not run automatically', 'cron-disabled'],
  ['gateway already running (pid 3311); lock timeout after 5000ms', 'duplicate-gateway'],
  ['Missing env var "SLACK_BOT_TOKEN" referenced at channels.slack.botToken', 'secretref-unresolved'],
  [
    'HTTP 429: rate_limit_error: Extra usage is required for long context requests',
    'anthropic-long-context-429',
  ],
  ['SYSTEM_RUN_DENIED: allowlist miss', 'exec-allowlist-miss'],
  ["error: unknown command 'browser'", 'browser-plugin-excluded'],
  ['Failed to connect to bus: No medium found', 'supervisor-unreachable'],
];

describe.each(WRAPPINGS)('%s', (_, wrap) => {
  it.each(DECISIVE)('%s', (line, id) => {
    const incident: Incident = { want: [id], said: 'it does not work', pasted: [line] };
    expect(explain(incident, wrap)[0]?.id).toBe(id);
    expect(claimed(explain(incident, wrap)).filter((f) => f.id !== id)).toEqual([]);
  });
});
