/**
 * @module settings
 * What an operator sets in the environment, read once at the door. Everything that is wrong is told at once,
 * each with where to get the right value; no value is ever repeated, since most of them are secrets.
 */
import * as z from 'zod';
import { BUILD } from './build.ts';
import { isFreezeWindow } from './freeze-window.ts';
import { LEVELS } from './log.ts';

/** As in package.json; the builds fill it in. */
export const VERSION = BUILD.version;

/** Where a Slack value is found, for the app's page under https://api.slack.com/apps */
const SLACK_APP = 'https://api.slack.com/apps → your app';

const list = (pattern: RegExp, what: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').map((item) => item.trim()))
    .transform((items) => items.filter((item) => item !== ''))
    .refine((items) => items.every((item) => pattern.test(item)), `must be ${what}, separated by commas`);

/** People by name (U…, W… in an organisation) or as a user group (S…). */
const people = list(/^[UWS][A-Z0-9]{2,}$/, 'Slack ids of people (U…, W…) or user groups (S…)');
/** One account of a person: in Slack, or the user that runs the bot's terminal. */
const ACCOUNT = /^(?:[UW][A-Z0-9]{2,}|terminal:[A-Za-z0-9._-]{1,64})$/;
const WHERE_PEOPLE =
  'Slack: a person’s profile → ⋮ → Copy member ID; a user group: Directories → User groups → the group → ⋮ → Copy group ID';

/** A slash command as Slack takes it. */
export const SLASH_COMMAND = /^\/[a-z0-9_-]{1,31}$/;
export const SLASH_COMMAND_WORDS = 'must be a slash and at most 31 small letters, digits, - or _';

const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|localhost|\[::1\])$/.test(host);

const isWeb = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
const webUrl = z.string().refine(isWeb, 'must be a URL that begins with https://');

/** A token travels there: https anywhere, http only where nobody can listen in. */
export const secretUrl = webUrl.refine((text) => {
  if (!isWeb(text)) return true;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopback(hostname);
}, 'must begin with https:// (http:// only for this machine itself)');

/** Values of OTEL_EXPORTER_OTLP_HEADERS are percent-encoded; one that is not stands as it is. */
function decodedHeader(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type Entry = { schema: z.ZodType; where: string };

const VARIABLES = {
  SLACK_BOT_TOKEN: {
    schema: z.string().startsWith('xoxb-', 'must begin with xoxb-').optional(),
    where: `${SLACK_APP} → OAuth & Permissions → Bot User OAuth Token`,
  },
  SLACK_SIGNING_SECRET: {
    schema: list(/^[^\s]{16,}$/, 'the signing secret, or two during rotation').refine(
      (secrets) => secrets.length <= 2,
      'holds more than two secrets',
    ),
    where: `${SLACK_APP} → Basic Information → Signing Secret`,
  },
  SLACK_APP_TOKEN: {
    schema: z.string().startsWith('xapp-', 'must begin with xapp-').optional(),
    where: `${SLACK_APP} → Basic Information → App-Level Tokens, scope connections:write`,
  },
  SLACK_API_URL: {
    schema: secretUrl.optional(),
    where: 'leave it out; it is for tests against a stand-in of Slack',
  },
  SLACK_COMMAND: {
    schema: z.string().regex(SLASH_COMMAND, SLASH_COMMAND_WORDS).default('/openclaw'),
    where: `${SLACK_APP} → Slash Commands`,
  },
  SLACK_TEAMS: {
    schema: list(/^[TE][A-Z0-9]{2,}$/, 'ids of workspaces (T…)'),
    where: 'the T… part of https://app.slack.com/client/T…',
  },
  SLACK_CHANNELS: {
    schema: list(/^[CGD][A-Z0-9]{2,}$/, 'ids of channels (C…)'),
    where: 'Slack: channel name → About → Channel ID',
  },
  JOB_SIGNING_KEY: {
    schema: z.string().min(1).optional(),
    where: 'the text of signing-key.jwk that `bot.mjs serve` makes in its data directory',
  },
  JOB_SIGNING_KEYS_FORMER: {
    schema: z
      .string()
      .default('')
      .transform((text) => text.split('\n').filter((line) => line.trim() !== '')),
    where: 'on Workers: the text of signing-keys.former, as `bot.mjs rotate-key` leaves it beside the key',
  },
  TRUST_DOCUMENTS: {
    schema: z
      .string()
      .default('[]')
      .transform((text, context) => {
        try {
          return z.array(z.string()).parse(JSON.parse(text));
        } catch {
          context.addIssue({ code: 'custom', message: 'must be a JSON array of texts' });
          return z.NEVER;
        }
      }),
    where: 'on Workers: the text of trust.json, as `bot.mjs rotate-key` leaves it beside the key',
  },
  JOB_SIGNING_KEY_FILE: {
    schema: z.string().min(1).optional(),
    where: 'the path of a file that only its owner may read (mode 0600)',
  },
  PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a number')
      .transform(Number)
      .refine((port) => port <= 65_535, 'must be at most 65535')
      .default(8080),
    where: 'any free port; 8080 when left out',
  },
  BIND: {
    schema: z.string().min(1).default('127.0.0.1'),
    where: 'an address of this machine; 127.0.0.1 (only this machine) when left out',
  },
  PUBLIC_URL: {
    schema: webUrl.transform((text) => text.replace(/\/+$/, '')).optional(),
    where: 'the address under which hosts reach this bot, e.g. https://bot.example.org',
  },
  DATA_DIR: {
    schema: z.string().min(1).default('./data'),
    where: 'a folder of your choice; ./data when left out',
  },
  ADMIN_USERS: {
    schema: people,
    where: WHERE_PEOPLE,
  },
  OPERATOR_USERS: {
    schema: people,
    where: `${WHERE_PEOPLE}; left out: every full member may run triage, and nobody may freeze or change a host`,
  },
  ANNOUNCE_CHANNELS: {
    schema: list(/^[CG][A-Z0-9]{2,}$/, 'ids of channels (C…)'),
    where:
      'Slack: channel name → About → Channel ID; invite the bot there. Every freeze is announced in each',
  },
  FREEZE_WINDOWS: {
    schema: z
      .string()
      .default('')
      .transform((text) => text.split(/[,;\n]/).map((item) => item.trim()))
      .transform((items) => items.filter((item) => item !== ''))
      .refine((items) => items.every(isFreezeWindow), 'holds something that is no window'),
    where:
      'e.g. `Fri 18:00-Mon 06:00 prod, daily 02:00-04:00 all Europe/Amsterdam`: days, times, a host, label or all, and a time zone (UTC when left out)',
  },
  AUTO_ANNOUNCE: {
    schema: z.enum(['off', 'down'], 'must be off or down').default('off'),
    where: '`down`: a gateway that is certainly down is told in ANNOUNCE_CHANNELS, without a freeze',
  },
  API_TOKEN: {
    schema: z.string().min(16, 'must have at least 16 characters').optional(),
    where: 'make one up: `openssl rand -hex 24`, and give it to your pipelines; without it /freezes is off',
  },
  APPROVER_USERS: {
    schema: people,
    where: `${WHERE_PEOPLE}; left out: nothing can be approved`,
  },
  PEOPLE: {
    schema: z
      .string()
      .default('')
      .transform((text) => text.split(',').map((group) => group.split('=').map((id) => id.trim())))
      .transform((groups) => groups.filter((group) => group.some((id) => id !== '')))
      .refine(
        (groups) => groups.every((group) => group.length > 1 && group.every((id) => ACCOUNT.test(id))),
        'must be accounts of one person joined by =, e.g. U061=U072=terminal:maria, and people separated by commas',
      ),
    where: `${WHERE_PEOPLE}; only for people with several accounts`,
  },
  INCIDENT_RETENTION: {
    schema: z
      .string()
      .regex(/^\d{1,4}d$/, 'must be a number of days, e.g. 90d')
      .transform((text) => Number.parseInt(text, 10))
      .refine((days) => days >= 1, 'must be at least 1d')
      .default(90),
    where: 'how long a closed incident is kept with its evidence; 90d when left out',
  },
  TICKET_DESK: {
    schema: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be the name of a desk in DESKS')
      .optional(),
    where: 'the desk that is meant where nobody names one; left out: the only desk, else people are asked',
  },
  TICKET_ON: {
    schema: z
      .enum(['off', '1', '2', '3', '4'], 'must be off or a severity from 1 (nobody can work) to 4')
      .default('off')
      .transform((text) => (text === 'off' ? null : Number(text))),
    where:
      'a claimed finding at least as severe opens a ticket by itself, once an incident: 1 only when nobody can work',
  },
  TICKET_TITLE: {
    schema: z.enum(['ours', 'ask'], 'must be ours or ask').default('ours'),
    where: '`ask`: the button Create ticket asks for the title first',
  },
  BUNDLE_RETENTION: {
    schema: z
      .string()
      .regex(/^\d{1,4}d$/, 'must be a number of days, e.g. 30d')
      .transform((text) => Number.parseInt(text, 10))
      .refine((days) => days >= 1, 'must be at least 1d')
      .default(30),
    where: 'how long the file of a bundle is kept after it was shared; 30d when left out',
  },
  METRICS_TOKEN: {
    schema: z.string().min(16, 'must have at least 16 characters').optional(),
    where: 'make one up: `openssl rand -hex 24`, and give it to Prometheus as its bearer token',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: secretUrl.optional(),
    where:
      'the address of your OpenTelemetry collector (OTLP over HTTP), e.g. https://collector.example:4318; left out: nothing is traced',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    schema: z
      .string()
      .default('')
      .transform((text) => text.split(',').map((pair) => pair.trim()))
      .transform((pairs) => pairs.filter((pair) => pair !== ''))
      .refine(
        (pairs) => pairs.every((pair) => /^[A-Za-z0-9-]+=[^\s=][^\r\n]*$/.test(pair)),
        'must be NAME=VALUE, separated by commas',
      )
      .transform((pairs) =>
        Object.fromEntries(
          pairs.map((pair) => {
            const [name = '', ...value] = pair.split('=');
            return [name, decodedHeader(value.join('='))];
          }),
        ),
      ),
    where: 'what your collector wants beside the spans, e.g. `authorization=Bearer%20TOKEN`',
  },
  LOG_LEVEL: {
    schema: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`).default('info'),
    where: 'your choice',
  },
} as const satisfies Record<string, Entry>;

export type VariableName = keyof typeof VARIABLES;
type Values = { [Name in VariableName]: z.output<(typeof VARIABLES)[Name]['schema']> };

export type SlackSettings = {
  botToken: string;
  /** One, or two while a secret is being replaced; empty with Socket Mode. */
  signingSecrets: string[];
  /** Present: Socket Mode. */
  appToken?: string;
  apiUrl?: string;
  command: string;
  /** Allowed workspaces and channels; empty = any. */
  teams: string[];
  channels: string[];
};

export type Settings = {
  /** Null: the bot is used from a terminal only. */
  slack: SlackSettings | null;
  signingKey: { jwk: string } | { file: string } | null;
  /** What the signing key has taken over from those before it, where there are no files for it. */
  succession: { documents: readonly string[]; formers: readonly string[] };
  port: number;
  bind: string;
  publicUrl?: string;
  dataDir: string;
  /** Slack users and user groups that may enrol hosts. Whoever runs the bot may do so from its terminal. */
  admins: string[];
  /** Slack users and user groups that may act; empty: nobody acts, and every full member may have hosts looked at. */
  operators: string[];
  /** Slack users and user groups that may agree to what others have asked for; empty: nobody. */
  approvers: string[];
  /** Accounts of one person, for people with several. */
  people: string[][];
  /** Days that a closed incident is kept. */
  retentionDays: number;
  /** Days that the file of a bundle is kept. */
  bundleDays: number;
  /** Channels in which every freeze is announced. */
  announceChannels: string[];
  /** As written; see freezes/windows.ts. */
  freezeWindows: string[];
  autoAnnounce: 'off' | 'down';
  /** The desk that is meant where nobody names one; a claim that is at least so severe opens a ticket by itself. */
  tickets: { desk: string | null; on: number | null; askTitle: boolean };
  /** What pipelines show; without it they are not answered. */
  apiToken?: string;
  metricsToken?: string;
  /** Where spans go; null: nothing is traced. */
  tracing: { endpoint: string; headers: Record<string, string> } | null;
  logLevel: (typeof LEVELS)[number];
};

export type Problem = { name: string; problem: string; where: string };
export type Read = { ok: true; settings: Settings } | { ok: false; problems: Problem[] };

/** Reads all settings from the environment. An empty variable counts as left out. */
export function readSettings(env: Record<string, unknown>, runtime: 'node' | 'workers'): Read {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, where }] of Object.entries(VARIABLES)) {
    const given = env[name];
    const parsed = schema.safeParse(given === '' ? undefined : given);
    if (parsed.success) values[name] = parsed.data;
    else problems.push({ name, problem: parsed.error.issues[0]?.message ?? 'is wrong', where });
  }
  const missing = (name: VariableName, problem: string): void => {
    if (!problems.some((one) => one.name === name))
      problems.push({ name, problem, where: VARIABLES[name].where });
  };
  const has = (name: VariableName): boolean => env[name] !== undefined && env[name] !== '';
  const speaksHttp = runtime === 'workers' || !has('SLACK_APP_TOKEN');
  if (has('SLACK_BOT_TOKEN') && speaksHttp && !has('SLACK_SIGNING_SECRET'))
    missing(
      'SLACK_SIGNING_SECRET',
      runtime === 'workers'
        ? 'is needed to believe what Slack sends'
        : 'is needed, or SLACK_APP_TOKEN for Socket Mode',
    );
  if (!has('SLACK_BOT_TOKEN') && (has('SLACK_SIGNING_SECRET') || has('SLACK_APP_TOKEN')))
    missing('SLACK_BOT_TOKEN', 'is needed to speak in Slack');
  if (runtime === 'workers' && !has('JOB_SIGNING_KEY'))
    missing('JOB_SIGNING_KEY', 'is needed to sign what hosts are asked');
  if (has('JOB_SIGNING_KEY') && has('JOB_SIGNING_KEY_FILE'))
    missing('JOB_SIGNING_KEY_FILE', 'is set together with JOB_SIGNING_KEY; only one of them can hold');
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: settingsOf(values as Values) };
}

function settingsOf(all: Values): Settings {
  const slack = all.SLACK_BOT_TOKEN && {
    botToken: all.SLACK_BOT_TOKEN,
    signingSecrets: all.SLACK_SIGNING_SECRET,
    ...(all.SLACK_APP_TOKEN && { appToken: all.SLACK_APP_TOKEN }),
    ...(all.SLACK_API_URL && { apiUrl: all.SLACK_API_URL }),
    command: all.SLACK_COMMAND,
    teams: all.SLACK_TEAMS,
    channels: all.SLACK_CHANNELS,
  };
  const file = all.JOB_SIGNING_KEY_FILE ? { file: all.JOB_SIGNING_KEY_FILE } : null;
  return {
    slack: slack || null,
    succession: { documents: all.TRUST_DOCUMENTS, formers: all.JOB_SIGNING_KEYS_FORMER },
    signingKey: all.JOB_SIGNING_KEY ? { jwk: all.JOB_SIGNING_KEY } : file,
    port: all.PORT,
    bind: all.BIND,
    ...(all.PUBLIC_URL && { publicUrl: all.PUBLIC_URL }),
    dataDir: all.DATA_DIR,
    tracing:
      all.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? null
        : { endpoint: all.OTEL_EXPORTER_OTLP_ENDPOINT, headers: all.OTEL_EXPORTER_OTLP_HEADERS },
    admins: all.ADMIN_USERS,
    operators: all.OPERATOR_USERS,
    approvers: all.APPROVER_USERS,
    people: all.PEOPLE,
    retentionDays: all.INCIDENT_RETENTION,
    bundleDays: all.BUNDLE_RETENTION,
    announceChannels: all.ANNOUNCE_CHANNELS,
    freezeWindows: all.FREEZE_WINDOWS,
    autoAnnounce: all.AUTO_ANNOUNCE,
    tickets: {
      desk: all.TICKET_DESK ?? null,
      on: all.TICKET_ON,
      askTitle: all.TICKET_TITLE === 'ask',
    },
    ...(all.API_TOKEN && { apiToken: all.API_TOKEN }),
    ...(all.METRICS_TOKEN && { metricsToken: all.METRICS_TOKEN }),
    logLevel: all.LOG_LEVEL,
  };
}

/** The problems as lines for a person: what is wrong, and where the right value is. */
export function tellProblems(problems: readonly Problem[]): string {
  const lines = problems.map(({ name, problem, where }) => `  ${name} ${problem}.\n      → ${where}`);
  const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
  return [`${count} wrong; nothing was started.`, ...lines].join('\n');
}
