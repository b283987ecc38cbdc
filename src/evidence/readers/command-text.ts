/**
 * @module evidence/readers/command-text
 * The human form of `openclaw status`, `gateway status`, `config validate`, and of systemctl, ss, docker ps:
 * old wording (`RPC probe:`) and new (`Connectivity probe:`, `Read probe:`).
 */
import type { Fact, FactValue } from '../../protocol/evidence.ts';
import type { FactName } from '../dictionary.ts';
import type { LineReader, ReadContext, Reading } from '../reader.ts';
import { readLines } from './read-lines.ts';
import { speaksOfGateway } from './speech.ts';

type Hit = readonly [FactName, FactValue];
type Row = { find: RegExp; gives: (m: RegExpExecArray) => Hit | null };

const OURS = /openclaw|clawdbot|moltbot/i;
const GATEWAY_PORT = /:(?:18789|1879\d|19001)\b/;

/** Who listens, out of a line of ss, netstat or lsof; node alone may be either. */
function listener(line: string): Hit | null {
  if (!GATEWAY_PORT.test(line)) return null;
  const program =
    /users:\(\("([^"]{1,40})"/.exec(line)?.[1] ??
    /\b\d{1,7}\/([\w.:-]{2,40})/.exec(line)?.[1] ??
    /^(\S{2,30})\s+\d{1,7}\s+\S+\s.*LISTEN/.exec(line)?.[1];
  if (program === undefined || /^node|^MainThread|docker-proxy|^ssh/i.test(program)) return null;
  return ['gateway.listener.owner', OURS.test(program) ? 'gateway' : 'foreign'];
}

const ROWS: readonly Row[] = [
  {
    find: /^(?:RPC|Connectivity|Read) probe:\s*(ok|failed|timed out)/i,
    gives: (m) => [
      'protocol.sign',
      m[1] === 'ok' ? 'probe-ok' : /timed/.test(m[1] ?? '') ? 'probe-timeout' : 'probe-failed',
    ],
  },
  {
    find: /^\s*Connect: (ok|failed)/i,
    gives: (m) => ['protocol.sign', m[1] === 'ok' ? 'probe-ok' : 'probe-failed'],
  },
  { find: /\bLISTEN\b/, gives: (m) => listener(m.input) },
  {
    find: /^- pid \d+ [\w-]{1,40}: (?!.{0,80}(?:openclaw|clawdbot|moltbot))(\S+)/i,
    gives: (m) => ['gateway.listener.program', (m[1] ?? '').slice(0, 80)],
  },
  {
    find: /^- pid \d+ [\w-]{1,40}: (.{1,200})$/,
    gives: (m) => ['gateway.listener.owner', OURS.test(m[1] ?? '') ? 'gateway' : 'foreign'],
  },
  {
    find: /^\s*ActiveState=(active|activating|inactive|failed)/,
    gives: (m) => ['gateway.service.active', m[1] ?? ''],
  },
  {
    find: /^\s*Active: (active|activating|inactive|failed)\b/,
    gives: (m) => ['gateway.service.active', m[1] ?? ''],
  },
  { find: /^\s*NRestarts=(\d{1,9})/, gives: (m) => ['gateway.service.restarts', Number(m[1])] },
  { find: /^\s*ExecMainStatus=(\d{1,3})/, gives: (m) => ['gateway.service.exit-code', Number(m[1])] },
  {
    find: /Main process exited, code=exited, status=(\d{1,3})/,
    gives: (m) => ['gateway.service.exit-code', Number(m[1])],
  },
  { find: /^Config valid\b/i, gives: () => ['config.valid', true] },
  { find: /^Gateway version: ([\w.-]{3,40})/, gives: (m) => ['gateway.version.running', m[1] ?? ''] },
  { find: /^CLI version: ([\w.-]{3,40})/, gives: (m) => ['gateway.version.installed', m[1] ?? ''] },
  { find: /^agent model: (\S{3,80})/, gives: (m) => ['agent.model.primary', m[1] ?? ''] },
];

const VERSION = /\b(20\d\d\.\d{1,2}\.\d{1,2}(?:-[\w.]{1,16})?)\b/;
const OF_CLI =
  /^\W{0,4}(?:the )?(?:cli|openclaw --version|client|package|npm|installed)\b[^:=→|]{0,30}[:=→|]/i;
const OF_GATEWAY =
  /^\W{0,4}(?:the )?(?:gateway|app|daemon|service|server|runtime|running)\b[^:=→|]{0,30}[:=→|]/i;
const GATEWAY_PROCESS =
  /^\s*(?:[\w.+-]{1,32}\s+)?(\d{2,7})\s(?!.{0,80}\bgrep\b).{0,200}(?:openclaw|clawdbot|moltbot)(?:-gateway|\S{0,80}(?:index|entry)\.m?js gateway| gateway)\b/;

/** So many lines are looked at together. */
const TOGETHER = 2_000;

/** What only several lines together say: versions that disagree, two gateways in one list of processes. */
function together(said: readonly string[]): Hit[] {
  const versionOf = (whose: RegExp) =>
    said
      .flatMap((line) => line.split(/,\s*(?=[A-Za-z])/))
      .filter((part) => whose.test(part))
      .map((part) => VERSION.exec(part)?.[1])
      .find((version) => version !== undefined);
  const cli = versionOf(OF_CLI);
  const gateway = versionOf(OF_GATEWAY);
  const processes = new Set(said.map((line) => GATEWAY_PROCESS.exec(line)?.[1]).filter(Boolean));
  return [
    ...(cli && gateway && cli !== gateway ? ([['upgrade.hint', 'version-skew']] as const) : []),
    ...(processes.size > 1 ? ([['service.hint', 'second-instance']] as const) : []),
  ];
}

function open(context: ReadContext): Reading {
  const seen = new Map<string, Fact>();
  const said: string[] = [];
  return {
    line(line) {
      if (!speaksOfGateway(line)) return;
      if (said.length < TOGETHER) said.push(line.text);
      for (const row of ROWS) {
        const match = row.find.exec(line.text);
        const hit = match ? row.gives(match) : null;
        if (hit === null) continue;
        const [fact, value] = hit;
        const subject = fact.startsWith('agent.') ? `${context.gateway}/agent:main` : context.gateway;
        seen.set(`${fact}\n${fact === 'protocol.sign' ? String(value) : ''}`, {
          fact,
          subject,
          value,
          quote: line.text.slice(0, 300),
          ...(line.at ? { at: line.at } : {}),
        });
      }
    },
    facts: () => [
      ...seen.values(),
      ...together(said).map(([fact, value]) => ({ fact, subject: context.gateway, value })),
    ],
  };
}

export const commandText: LineReader = {
  id: 'command-text',
  title: 'Printed status of OpenClaw and its supervisor',
  gives: [
    'protocol.sign',
    'upgrade.hint',
    'service.hint',
    'gateway.listener.owner',
    'gateway.listener.program',
    'gateway.service.active',
    'gateway.service.restarts',
    'gateway.service.exit-code',
    'config.valid',
    'gateway.version.running',
    'gateway.version.installed',
    'agent.model.primary',
  ],
  near: [
    'probe:',
    'connect:',
    'listen',
    '- pid ',
    'activestate=',
    'active:',
    'nrestarts=',
    'execmainstatus=',
    'main process exited',
    'config valid',
    'version:',
    'agent model:',
    'openclaw-gateway',
    'clawdbot-gateway',
    'moltbot-gateway',
    'js gateway',
    'cli:',
    'gateway:',
  ],
  open,
  read: (text, context) => readLines(open, text, context),
};
