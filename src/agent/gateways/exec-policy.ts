/**
 * @module agent/gateways/exec-policy
 * Which commands an OpenClaw agent may run on its host, and whether a person is asked first: the stricter of
 * `tools.exec` and of the approvals that the host keeps (2026.9.6, docs/tools/exec-approvals). Which commands are on a
 * list is counted and told to nobody.
 */
import type { HostPort } from '../host/host-port.ts';
import { at, textAt } from './config-file.ts';
import type { Target } from './discover.ts';
import type { OpenClawAgent } from './openclaw-agents.ts';

const SECURITY = ['deny', 'allowlist', 'full'] as const;
const ASK = ['off', 'on-miss', 'always'] as const;
type Security = (typeof SECURITY)[number];
type Ask = (typeof ASK)[number];

/** What `tools.exec.mode` stands for. */
const MODES: Readonly<Record<string, Rights>> = {
  deny: { security: 'deny', ask: 'off' },
  allowlist: { security: 'allowlist', ask: 'off' },
  ask: { security: 'allowlist', ask: 'on-miss' },
  auto: { security: 'allowlist', ask: 'on-miss' },
  full: { security: 'full', ask: 'off' },
};

type Rights = { security: Security | undefined; ask: Ask | undefined };
export type ExecPolicy = Rights & {
  /** Commands on its allow list; undefined where nobody could look. */
  listed: number | undefined;
};

const one = <T extends string>(words: readonly T[], said: unknown): T | undefined =>
  words.find((word) => word === said);

function configured(exec: unknown): Rights {
  const mode = MODES[textAt(exec, 'mode') ?? ''];
  return (
    mode ?? {
      security: one(SECURITY, textAt(exec, 'security')),
      ask: one(ASK, textAt(exec, 'ask')),
    }
  );
}

/** Of two the one that lets less through; what nobody has set restricts nothing. */
const strictest = <T extends string>(order: readonly T[], said: readonly (T | undefined)[]): T | undefined =>
  order.find((word) => said.includes(word));

// Table of OpenClaw 2026.9.6; `raw_json` also holds a socket's token, so only single values are asked for.
const OF = 'FROM exec_approvals_config c';
const DEFAULTS = `SELECT c.default_security AS security, c.default_ask AS ask ${OF} WHERE c.config_key = 'current'`;
const AGENTS = `SELECT a.key AS agent, json_extract(a.value, '$.security') AS security, json_extract(a.value, '$.ask') AS ask, json_array_length(a.value, '$.allowlist') AS listed ${OF}, json_each(c.raw_json, '$.agents') a WHERE c.config_key = 'current' LIMIT 256`;

/** What the host itself keeps of approvals, asked for one agent. */
export type Approvals = (agent: string) => ExecPolicy;

const NOT_SEEN: ExecPolicy = { security: undefined, ask: undefined, listed: undefined };

export async function approvalsOf(
  host: Pick<HostPort, 'queries'>,
  { root, stateDir }: Pick<Target, 'root' | 'stateDir'>,
): Promise<Approvals> {
  const rows = await host.queries(`${root}${stateDir}/state/openclaw.sqlite`, [DEFAULTS, AGENTS]);
  const [defaults, agents] = rows.ok ? (rows.value ?? []) : [];
  if (!defaults || !agents) return () => NOT_SEEN;
  return (agent) => {
    // What is allowed for `*` is allowed for each.
    const own = agents.filter((row) => row.agent === agent || row.agent === '*');
    const said = (key: 'security' | 'ask') => own.map((row) => row[key]).find(Boolean) ?? defaults[0]?.[key];
    return {
      security: one(SECURITY, said('security')),
      ask: one(ASK, said('ask')),
      listed: own.reduce((sum, row) => sum + Number(row.listed ?? 0), 0),
    };
  };
}

/** Where its commands run, as configured: auto | gateway | node | sandbox. */
export const execPlace = (config: unknown, { tools }: Pick<OpenClawAgent, 'tools'>): string =>
  textAt(tools, 'exec.host') ?? textAt(config, 'tools.exec.host') ?? 'auto';

/** Where commands run in a sandbox or on a device node, what may run on the host says nothing. */
function elsewhere(config: unknown, agent: OpenClawAgent): boolean {
  const host = execPlace(config, agent);
  const mode = textAt(config, 'agents.defaults.sandbox.mode') ?? 'off';
  return host === 'sandbox' || host === 'node' || (host === 'auto' && mode !== 'off');
}

/** What is in force for one agent, or null where its commands do not run on this host. */
export function execPolicy(config: unknown, agent: OpenClawAgent, approvals: Approvals): ExecPolicy | null {
  if (elsewhere(config, agent)) return null;
  const common = configured(at(config, 'tools.exec'));
  const own = configured(at(agent.tools, 'exec'));
  const host = approvals(agent.id);
  return {
    security: strictest(SECURITY, [own.security ?? common.security, host.security]),
    ask: strictest([...ASK].reverse(), [own.ask ?? common.ask, host.ask]),
    listed: host.listed,
  };
}
