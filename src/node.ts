/**
 * @module node
 * Door: the bot on plain Node (`dist/bot.mjs`). Reads the command line and the settings; `serve` puts the bot
 * together, the other commands talk to the one that runs or need none. What only `serve` needs is loaded by it.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { Told } from './backup/node-commands.ts';
import { CLAIM } from './diagnosis/finding.ts';
import { explainReport } from './diagnosis/report.ts';
import { explainText } from './diagnosis/report-text.ts';
import { isDiskFull } from './disk-full.ts';
import type { SsmSettings } from './dispatch/ssm-settings.ts';
import { typedArguments } from './node-arguments.ts';
import { type Command, FLAGS, type Flags, helpOf, type Words } from './node-help.ts';
import { readSettings, type Settings, tellProblems, VERSION } from './settings.ts';
import { SOCKET_FILE } from './storage/node-data-dir.ts';
import { sharedFile } from './storage/node-own-place.ts';
import { runChat } from './terminal/node-client.ts';
import type { DeskChoice } from './tickets/desks.ts';

const OK = 0;
const FINDINGS = 1;
const WRONG = 2;

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
    usage: 'serve [--wait]',
    about: 'runs the bot: HTTP for hosts and Slack, a terminal socket for this machine',
    more: [
      'Settings come from the environment (and .env in this folder). Without SLACK_BOT_TOKEN it speaks in the',
      'terminal only. The first start makes the signing key DATA_DIR/signing-key.jwk. Ctrl-C or SIGTERM ends it.',
      '--wait: for an upgrade, started beside the old bot. It takes over the moment that one has ended.',
    ],
    examples: ['serve', 'PORT=9000 DATA_DIR=/var/lib/openclaw-bot bot.mjs serve'],
    flags: ['wait'],
    words: [0, 0],
    run: (_words, { wait }) =>
      withSettings(async (settings, desks, ssm) =>
        (await import('./node-serve.ts')).serve(settings, desks, ssm, wait),
      ),
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
  audit: {
    usage: 'audit [verify FILE] [--since 30d] [--after ROW] [--json]',
    about: 'who asked the bot for what; with --json every row, chained to the one before',
    more: [
      'verify reads what --json printed and needs no running bot. A chain that was cut at its end still holds: compare',
      'the last hash with one that was noted elsewhere. Exit code 0: the chain holds, 1: it does not, 2: used wrongly.',
    ],
    examples: [
      'audit --since 7d',
      'audit --since 30d --json > audit.json',
      'audit --since 30d --after 1000 --json',
      'audit verify audit.json',
    ],
    flags: ['json'],
    given: ['since', 'after'],
    words: [0, 2],
    run: ([verb, file], { json }, { since = '30d', after = '0' }) =>
      audit(verb, file, json, `audit since ${since} after ${after}`),
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
  'rotate-key': {
    usage: 'rotate-key [--distrust] [--days N]',
    about: 'gives the bot a new signing key, which hosts follow without joining again',
    more: [
      'Start the bot anew afterwards. Hosts believe a document that the present key has signed, or as many admins as the',
      'one before it says. Who was away learns it later; a host agent that speaks protocol 1 must join again.',
      '--distrust: the present key is believed no more (it was stolen). --days: after so many days hosts change nothing',
      'until there is a newer document. --dir: the folder of the key, DATA_DIR when left out.',
      '--roots FILE --threshold N: from now on N of the public keys in FILE (JWKs, one a line; approve --new-key prints',
      'yours) must sign what follows, and this document too: that shows that they have their keys.',
      '--sign FILE --key KEY: adds an admin’s own signature to a document that waits; --adopt: takes it.',
    ],
    examples: [
      'rotate-key',
      'rotate-key --distrust',
      'rotate-key --roots admins.jwks --threshold 2 --days 400',
      'rotate-key --sign data/next/document.json --key ~/.config/openclaw-bot/approver.key',
      'rotate-key --adopt',
    ],
    flags: ['distrust', 'adopt'],
    given: ['key', 'roots', 'threshold', 'days', 'sign', 'dir'],
    words: [0, 0],
    run: async (_words, flags, given) => {
      const { rotateKey } = await import('./node-rotate.ts');
      const rotate = (dir: string): Promise<number> => rotateKey(dir, { ...flags, ...given });
      if (given.sign !== undefined || given.dir !== undefined) return rotate(given.dir ?? '.');
      return withSettings(({ dataDir }) => rotate(dataDir));
    },
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
  backup: {
    usage: 'backup FILE [--recipient age1…]',
    about: 'writes all of DATA_DIR as of one instant into FILE, while the bot runs',
    more: [
      'With --recipient (several are taken) only the holders of those age keys can open it, and the signing key is',
      'in it; without, it is not. FILE gets mode 0600 and must not be there yet. It is signed with the bot’s key.',
      'Exit code 0: all of it is there, 1: not all could be read or nothing could sign it, 2: no backup was made.',
    ],
    examples: ['backup /var/backups/bot.backup', 'backup bot.backup.age --recipient age1… --json'],
    flags: ['json'],
    given: ['recipient'],
    words: [1, 1],
    run: ([file = ''], { json }, { recipient = [] }) =>
      withSettings(async (settings) =>
        tellAll(await (await keeping()).backupCommand(settings, file, recipient, { json, bot: VERSION })),
      ),
  },
  restore: {
    usage: 'restore FILE [--over] [--signed-by KEY|anybody]',
    about: 'brings a backup into DATA_DIR while no bot runs; proves all of it first',
    more: [
      'An encrypted one needs --identity FILE, as age-keygen writes it. --over: even where there is something; that is',
      'moved to DATA_DIR/before-restore-TIME. A backup of a newer bot is refused. Exit code 0: done, 2: nothing changed.',
      'It must be signed by the key of the bot here. --signed-by says another one’s thumbprint, or `anybody` for a backup',
      'that has no signature or whose signature nobody knows: only where you know that the file is yours.',
    ],
    examples: ['restore bot.backup', 'restore bot.backup.age --identity backup.key --over'],
    flags: ['json', 'over'],
    given: ['identity', 'signed-by'],
    words: [1, 1],
    run: ([file = ''], { json, over }, { identity, 'signed-by': signedBy }) =>
      withSettings(async (settings) => {
        const [{ restoreCommand }, { AFTER_RESTORE, MIGRATIONS }] = await Promise.all([
          keeping(),
          import('./stores.ts'),
        ]);
        const how = {
          ...{ json, over },
          ...(identity !== undefined && { identityFile: identity }),
          ...(signedBy !== undefined && { signedBy }),
        };
        const shapes = { migrations: MIGRATIONS, afterwards: AFTER_RESTORE };
        return tellAll(await restoreCommand(settings, file, how, shapes));
      }),
  },
  migrate: {
    usage: 'migrate [--dry-run] [--json]',
    about: 'does to the stores in DATA_DIR what a start does, so that a problem shows beforehand',
    more: [
      'While no bot runs. --dry-run only says what would change, and may be asked beside a running bot.',
    ],
    examples: ['migrate --dry-run', 'migrate'],
    flags: ['dry-run', 'json'],
    words: [0, 0],
    run: (_words, flags) =>
      withSettings(async ({ dataDir }) => {
        const [{ migrateCommand }, { MIGRATIONS }] = await Promise.all([keeping(), import('./stores.ts')]);
        return tellAll(migrateCommand(dataDir, MIGRATIONS, { dryRun: flags['dry-run'], json: flags.json }));
      }),
  },
};

const keeping = () => import('./backup/node-commands.ts');

function tellAll({ code, out, err }: Told): number {
  for (const line of out) say(line);
  if (err.length > 0) complain(...err);
  return code;
}

async function withSettings(
  work: (settings: Settings, desks: DeskChoice[], ssm: SsmSettings | null) => Promise<number>,
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
  const [{ readDesks }, { desksFile }, { ticketProblems }, { readSsm }] = await Promise.all([
    import('./tickets/read-desks.ts'),
    import('./tickets/node-desks-file.ts'),
    import('./tickets/known-desks.ts'),
    import('./dispatch/ssm-settings.ts'),
  ]);
  const desks = readDesks(process.env, desksFile);
  const road = readSsm(process.env, 'node');
  const problems = [
    ...(read.ok ? [] : read.problems),
    ...(desks.ok ? [] : desks.problems),
    ...(road.ok ? [] : road.problems),
    ...(read.ok && desks.ok
      ? ticketProblems(
          read.settings,
          desks.desks.map(({ name }) => name),
        )
      : []),
  ];
  return read.ok && desks.ok && road.ok && problems.length === 0
    ? work(read.settings, desks.desks, road.ssm)
    : complain(tellProblems(problems));
}

function talk(line: string | undefined, { json, once }: Pick<Flags, 'json' | 'once'>): Promise<number> {
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

async function audit(
  verb: string | undefined,
  file: string | undefined,
  json: boolean,
  line: string,
): Promise<number> {
  if (verb === undefined) return talk(line, { json, once: true });
  if (verb !== 'verify' || file === undefined)
    return complain(`There is no command "audit ${verb}" like this.`, '', help('audit'));
  const { verifyAudit } = await import('./conversation/node-verify-audit.ts');
  const { ok, told } = verifyAudit(file);
  if (ok) return tell(told);
  complain(told);
  return FINDINGS;
}

const help = (name?: string): string => helpOf(COMMANDS, name);

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
    ...(command.given ?? []).map(
      (name) => [name, { type: 'string' as const, multiple: name === 'recipient' }] as const,
    ),
  ]);
  let typed: { values: Record<string, unknown>; words: string[] };
  try {
    typed = typedArguments(rest, options, true);
  } catch (error) {
    return complain((error as Error).message, '', help(name));
  }
  const { values, words } = typed;
  const [least, most] = command.words;
  if (words.length < least || words.length > most)
    return complain(`Usage error: ${name}. Nothing was done.`, '', help(name));
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, values[flag] === true])) as Flags;
  return command.run(words, flags, values as Partial<Words>);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = complain(
      `Error: ${error instanceof Error ? error.message : String(error)}`,
      isDiskFull(error)
        ? 'A disk is full, and this was not finished. Free space there, then run it again.'
        : 'If this stays, report it with the output of bot.mjs --version and node --version.',
    );
  },
);
