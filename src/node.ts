/**
 * @module node
 * Door: the bot on plain Node (`dist/bot.mjs`). Reads the command line and the settings; `serve` puts the bot
 * together, the other commands talk to the one that runs or need none. What only `serve` needs is loaded by it.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { CLAIM } from './diagnosis/finding.ts';
import { explainReport } from './diagnosis/report.ts';
import { explainText } from './diagnosis/report-text.ts';
import { readSettings, type Settings, tellProblems, VERSION } from './settings.ts';
import { migrateAll, openDataDir, SOCKET_FILE, tellWhyNot } from './storage/node-data-dir.ts';
import { sharedFile } from './storage/node-own-place.ts';
import { runChat } from './terminal/node-client.ts';
import type { DeskChoice } from './tickets/desks.ts';

const OK = 0;
const FINDINGS = 1;
const WRONG = 2;

type Flags = { json: boolean; once: boolean; 'new-key': boolean };
/** Flags that take a word. */
type Words = { url: string; key: string };
type Command = {
  usage: string;
  about: string;
  /** More to know, a line each. */
  more?: readonly string[];
  examples: readonly string[];
  flags: ReadonlyArray<keyof Flags>;
  given?: ReadonlyArray<keyof Words>;
  /** How many words it takes after its name. */
  words: [least: number, most: number];
  run(words: string[], flags: Flags, given: Partial<Words>): Promise<number>;
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const tell = (text: string): number => {
  say(text);
  return OK;
};
const complain = (...lines: string[]): number => {
  process.stderr.write(`${lines.join('\n')}\n`);
  return WRONG;
};

const COMMANDS: Readonly<Record<string, Command>> = {
  serve: {
    usage: 'serve',
    about: 'runs the bot: HTTP for hosts and Slack, a terminal socket for this machine',
    more: [
      'Settings come from the environment (and .env in this folder). Without SLACK_BOT_TOKEN it speaks in the',
      'terminal only. The first start makes the signing key DATA_DIR/signing-key.jwk. Ctrl-C or SIGTERM ends it.',
    ],
    examples: ['serve', 'PORT=9000 DATA_DIR=/var/lib/openclaw-bot bot.mjs serve'],
    flags: [],
    words: [0, 0],
    run: () =>
      withSettings(async (settings, desks) => (await import('./node-serve.ts')).serve(settings, desks)),
  },
  chat: {
    usage: 'chat [--once] [--json] [LINE…]',
    about: 'talks to the running bot from a terminal, as in Slack',
    more: [
      'With a LINE it says that first; --once ends after the whole answer; --json prints it for a script.',
    ],
    examples: ['chat', 'chat --once triage node-3', 'chat --once --json triage node-3'],
    flags: ['once', 'json'],
    words: [0, Number.POSITIVE_INFINITY],
    run: (words, flags) => talk(words.length > 0 ? words.join(' ') : undefined, flags),
  },
  enroll: {
    usage: 'enroll HOST [--json]',
    about: 'makes a one-time token for a host and prints the line to run there',
    examples: ['enroll node-3', 'enroll node-3 --json'],
    flags: ['json'],
    words: [1, 1],
    run: ([host], flags) => talk(`enroll ${host}`, { ...flags, once: true }),
  },
  hosts: {
    usage: 'hosts [--json]',
    about: 'lists the hosts: connected or not, versions, what the last look found',
    examples: ['hosts', 'hosts --json'],
    flags: ['json'],
    words: [0, 0],
    run: (_words, flags) => talk('hosts', { ...flags, once: true }),
  },
  approve: {
    usage: 'approve ID --url URL [--key FILE]',
    about: 'signs somebody else’s change with your own key, on your own machine; needs no running bot here',
    more: [
      'For hosts whose policy says approval = "person-key". Approve in Slack gives you ID and a one-time code.',
      '--new-key makes your key (~/.config/openclaw-bot/approver.key, 0600) and prints what the host’s admin adds.',
      'Exit code 0: signed and taken, 2: not.',
    ],
    examples: [
      'approve --new-key',
      'approve inc-7f3k2m9qxa.node-3.recovery.run.1 --url https://bot.example.org',
    ],
    flags: ['new-key'],
    given: ['url', 'key'],
    words: [0, 1],
    run: ([id], flags, given) => approve(id, flags['new-key'], given),
  },
  explain: {
    usage: 'explain [--json] < error.txt',
    about: 'says what a pasted error or log means; needs no running bot',
    more: [
      'Standard input is text, or JSON {symptom, evidence: [{kind, command?, text}]}.',
      'Exit code 0: nothing is claimed, 1: something is, 2: used wrongly.',
    ],
    examples: ['explain < error.txt', 'explain --json < incident.json'],
    flags: ['json'],
    words: [0, 0],
    run: (_words, { json }) => explain(json),
  },
  desk: {
    usage: 'desk check [NAME] [--json]',
    about: 'proves the ticket desks of DESKS: credentials, project, rights; opens nothing',
    more: [
      'Says what is missing and where to get it; `unknown` is what a vendor tells only to those who write.',
      'A webhook gets a signed ping. Exit code 0: nothing is missing, 1: something is, 2: used wrongly.',
    ],
    examples: ['desk check', 'desk check jira-ops --json'],
    flags: ['json'],
    words: [1, 2],
    run: ([verb, name], { json }) => desk(verb, name, json),
  },
  migrate: {
    usage: 'migrate',
    about: 'brings the store in DATA_DIR up to date while no bot runs, so that a problem shows beforehand',
    examples: ['migrate'],
    flags: [],
    words: [0, 0],
    run: () => withSettings(migrate),
  },
};

async function withSettings(
  work: (settings: Settings, desks: DeskChoice[]) => Promise<number>,
): Promise<number> {
  if (existsSync('.env')) {
    // Whoever wrote it decides whom this command talks to, and with which tokens.
    const shared = sharedFile('.env');
    if (shared !== null)
      return complain(
        `The settings in ${resolve('.env')} were not read: ${shared}`,
        'Nothing was done. Go to the folder of your own .env, or set the variables in the environment.',
      );
    process.loadEnvFile('.env');
  }
  const read = readSettings(process.env, 'node');
  const [{ readDesks }, { desksFile }, { ticketProblems }] = await Promise.all([
    import('./tickets/read-desks.ts'),
    import('./tickets/node-desks-file.ts'),
    import('./tickets/known-desks.ts'),
  ]);
  const desks = readDesks(process.env, desksFile);
  const problems = [
    ...(read.ok ? [] : read.problems),
    ...(desks.ok ? [] : desks.problems),
    ...(read.ok && desks.ok
      ? ticketProblems(
          read.settings,
          desks.desks.map(({ name }) => name),
        )
      : []),
  ];
  return read.ok && desks.ok && problems.length === 0
    ? work(read.settings, desks.desks)
    : complain(tellProblems(problems));
}

function talk(line: string | undefined, { json, once }: Flags): Promise<number> {
  return withSettings(({ dataDir }) => {
    const { stdout: out, stderr: err } = process;
    const path = join(dataDir, SOCKET_FILE);
    return runChat({ path, ...(line !== undefined && { line }), json, once, out, err });
  });
}

/** The terminal is where the person sits; what it prints is what they sign. */
async function approve(id: string | undefined, newKey: boolean, given: Partial<Words>): Promise<number> {
  const { APPROVER_KEY, approveByKey, newApproverKey } = await import('./conversation/node-approve.ts');
  const keyFile = given.key ?? APPROVER_KEY;
  if (newKey) return (await newApproverKey(keyFile, say)) ? OK : WRONG;
  const { url } = given;
  if (id === undefined || url === undefined)
    return complain('An ID and --url are needed.', '', help('approve'));
  if (!/^https:\/\//.test(url) && !/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::|\/|$)/.test(url))
    return complain('The URL must begin with https:// (http:// only for this machine itself).');
  const { renderText } = await import('./terminal/render.ts');
  const { createInterface } = await import('node:readline/promises');
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const show = (message: Parameters<typeof renderText>[0]) => say(renderText(message));
    const ask = (question: string) => asked.question(question);
    return (await approveByKey({ id, url, keyFile, show, say, ask, fetch })) ? OK : WRONG;
  } finally {
    asked.close();
  }
}

async function explain(json: boolean): Promise<number> {
  const pasted = await readAll(process.stdin);
  if (pasted.trim() === '')
    return complain('There is no text on standard input.', 'Example: bot.mjs explain < error.txt');
  const { explain: diagnose } = await import('./bot.ts');
  const told = explainReport(diagnose(pasted));
  say(json ? JSON.stringify(told) : explainText(told));
  return told.findings.some((finding) => finding.confidence >= CLAIM) ? FINDINGS : OK;
}

async function desk(verb: string | undefined, name: string | undefined, json: boolean): Promise<number> {
  if (verb !== 'check') return complain(`There is no command "desk ${verb}".`, '', help('desk'));
  return withSettings(async (_settings, choices) => {
    if (choices.length === 0)
      return complain(
        'No desk is set, so there is nothing to check.',
        'Set DESKS to a file, or one desk: DESK_GITHUB=\'{"repository":"acme/incidents","token":"$GITHUB_TOKEN"}\'',
      );
    const [{ makeDesks }, { checkDesks, deskReportText }] = await Promise.all([
      import('./tickets/desks.ts'),
      import('./tickets/desk-report.ts'),
    ]);
    const desks = makeDesks(choices, { fetch, now: () => Date.now() });
    if (name !== undefined && !desks.has(name))
      return complain(`There is no desk "${name}" in DESKS. There are: ${[...desks.keys()].join(', ')}.`);
    const reports = await checkDesks(
      [...desks.values()].filter((one) => name === undefined || one.name === name),
    );
    say(json ? JSON.stringify({ desks: reports }) : deskReportText(reports));
    return reports.every(({ ok }) => ok) ? OK : FINDINGS;
  });
}

async function migrate({ dataDir }: Settings): Promise<number> {
  const opened = openDataDir(dataDir, Date.now());
  if (!opened.ok) return complain(tellWhyNot(dataDir, opened), 'Nothing was changed.');
  try {
    const { MIGRATIONS } = await import('./bot.ts');
    const { objects, applied } = migrateAll(dataDir, MIGRATIONS);
    say(`${objects} objects in ${dataDir} are up to date; ${applied} migrations were applied.`);
    return OK;
  } finally {
    opened.dir.close();
  }
}

/** The whole help, or that of one command. */
function help(name?: string): string {
  const [one] = Object.entries(COMMANDS).filter(([known]) => known === name);
  if (one) {
    const [, { usage, about, more = [], examples }] = one;
    const shown = examples.map((example) => (example.includes('bot.mjs') ? example : `bot.mjs ${example}`));
    return [
      `bot.mjs ${usage}`,
      `  ${about}`,
      ...more.map((line) => `  ${line}`),
      '',
      'Examples:',
      ...shown.map((line) => `  ${line}`),
    ].join('\n');
  }
  const rows = Object.values(COMMANDS).map(({ usage, about }) => `  ${usage.padEnd(32)} ${about}`);
  const examples = Object.values(COMMANDS).map((command) => `  bot.mjs ${command.examples[0]}`);
  return [
    `openclaw-incident-bot ${VERSION}: finds out what is wrong with OpenClaw gateways`,
    '',
    'Commands (--help after one tells more):',
    ...rows,
    '  --help, --version',
    '',
    'Examples:',
    ...examples,
  ].join('\n');
}

async function main(argv: readonly string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  if (argv.includes('--version')) return tell(VERSION);
  if (argv.includes('--help') || argv.includes('-h') || name === 'help')
    return tell(help(name === 'help' ? rest[0] : name));
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command)
    return complain(name === '' ? 'No command given.' : `There is no command "${name}".`, '', help());
  const options = Object.fromEntries([
    ...command.flags.map((flag) => [flag, { type: 'boolean' as const }] as const),
    ...(command.given ?? []).map((name) => [name, { type: 'string' as const }] as const),
  ]);
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: rest, options, allowPositionals: true, strict: true });
  } catch (error) {
    return complain((error as Error).message, '', help(name));
  }
  const { values, positionals } = parsed;
  const [least, most] = command.words;
  if (positionals.length < least || positionals.length > most)
    return complain(`Usage error: ${name}. Nothing was done.`, '', help(name));
  const isSet = (flag: keyof Flags): boolean => values[flag] === true;
  const flags: Flags = { json: isSet('json'), once: isSet('once'), 'new-key': isSet('new-key') };
  return command.run(positionals, flags, values as Partial<Words>);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = complain(
      `Error: ${error instanceof Error ? error.message : String(error)}`,
      'If this stays, report it with the output of bot.mjs --version and node --version.',
    );
  },
);
