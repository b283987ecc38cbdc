/**
 * @module host
 * Door: the program on a gateway's host, without dependencies, run by the Node that OpenClaw already needs, outside the
 * gateway's process tree, so that it works when the gateway does not. It reads the arguments, and loads what the command
 * needs from beside it.
 */
import { existsSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { dirname, extname, join as joinPath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { keepCompiled, writeCompiled } from './agent/compiled-code.ts';
import { eachPiece } from './agent/host/standard-input.ts';
import { staySmall } from './agent/stays-small.ts';
import { BUILD } from './build.ts';
import { CLAIM } from './diagnosis/finding.ts';
import { beside } from './host-beside.ts';
import { help } from './host-help.ts';
import type { Evidence } from './protocol/evidence.ts';

const HEALTHY = 0;
const FINDINGS = 1;
const WRONG_USE = 2;
/** EX_TEMPFAIL of sysexits.h: it can pass by itself, so a service manager may try again. */
const NOT_NOW = 75;
/** What a full disk or a machine at its limits says; the host agent must come back when that is over. */
const PASSES: ReadonlySet<unknown> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EAGAIN',
  'EBUSY',
  'ETIMEDOUT',
]);

type Flags = Readonly<Record<string, string | boolean | string[] | undefined>>;

/** A wrong use or something that cannot be got past, told as cause and next step. */
function complain(message: string, hint: string): number {
  process.stderr.write(`${message}\n${hint}\n`);
  return WRONG_USE;
}

const out = (text: string): void => void process.stdout.write(`${text}\n`);
const outJson = (value: unknown): void => out(JSON.stringify(value));
const text = (flags: Flags, name: string): string | undefined => {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
};

const stateDirOf = (flags: Flags): string =>
  text(flags, 'state') ?? joinPath(homedir(), '.openclaw-host-agent');

/** Whoever looks as root should know what that costs and how it is done better. */
function warnRoot(command: string): void {
  if (process.geteuid?.() !== 0) return;
  process.stderr.write(
    `Run by root: programs of other users' gateways are started with those users' rights, or not at all.\nBetter: run it as the gateway's user, e.g. sudo -u OWNER node host.mjs ${command}\n`,
  );
}

async function join(flags: Flags): Promise<number> {
  const [url, token, name] = ['url', 'token', 'name'].map((flag) => text(flags, flag));
  if (!url || !token || !name)
    return complain(
      'join needs --url, --token and --name. Nothing was done.',
      'Example: node host.mjs join --url https://bot.example --token - --name node-3',
    );
  const fleetKeyFile = text(flags, 'fleet-key');
  const stateDir = stateDirOf(flags);
  // As `run` will load it, so that it need not compile it.
  staySmall();
  keepCompiled(stateDir, BUILD.id);
  const { join: joinBot } = await beside('host-run');
  const joined = await joinBot({
    url,
    token,
    name,
    stateDir,
    version: BUILD.version,
    plainHttp: flags['plain-http'] === true,
    ...(fleetKeyFile === undefined ? {} : { fleetKeyFile }),
  });
  out(`${joined.name} has joined ${url}.`);
  out(`  key of this host: ${joined.hostKey}\n  key of the bot:   ${joined.botKey}`);
  out('  Compare the host key with what the bot says in chat.');
  out(`Next: node host.mjs run --state ${stateDir}`);
  if (!fleetKeyFile) out('No fleet key: fingerprints of this host are not comparable across hosts.');
  return HEALTHY;
}

async function run(flags: Flags): Promise<number> {
  const stateDir = stateDirOf(flags);
  staySmall();
  const compiled = keepCompiled(stateDir, BUILD.id);
  const {
    runAgent,
    createLog,
    LEVELS,
    createRedactor,
    asksDeep,
    hostOperations,
    openclawVersion,
    collectors,
    recoveries,
    preconditionsHold,
    hostKey,
    keeperOfHost,
    policyAllows,
  } = await beside('host-run');
  const redactor = createRedactor({});
  const level = LEVELS.find((one) => one === process.env.LOG_LEVEL) ?? 'info';
  const log = createLog({ level, redact: redactor.text });
  warnRoot('run');
  const policyFile = text(flags, 'policy');
  const openclaw = text(flags, 'openclaw');
  // Made before the first look: two looks at once would each make one of their own.
  hostKey(stateDir);
  const here = fileURLToPath(import.meta.url);
  const file = (name: string): string => joinPath(dirname(here), `${name}${extname(here)}`);
  const shared = { build: BUILD.id, stateDir, openclaw, log };
  const keepsConfigs = (): boolean => policyAllows(policyFile, 'recovery.run');
  const looks = collectors({ ...shared, file: file('host-collect'), compiled, keepsConfigs });
  const recovery = recoveries({ ...shared, file: file('host-recover'), policyFile });
  const asker = { ...shared, program: file('host-recover') };
  const keeper = keeperOfHost({ ...asker, allows: (op) => policyAllows(policyFile, op) });
  const agent = await runAgent({
    stateDir,
    operations: hostOperations(looks, keeper, recovery),
    resume: { 'recovery.run': recovery.resume },
    openOrders: recovery.resumeOthers,
    endedHere: recovery.endedHere,
    holds: preconditionsHold({ env: process.env, openclaw }),
    deep: asksDeep,
    version: BUILD.version,
    log,
    openclawVersion: () => openclawVersion(process.env, openclaw),
    ...(policyFile === undefined ? {} : { policyFile }),
  });
  if (compiled !== null) writeCompiled(compiled, BUILD.id);
  // A gateway that is away costs its time there, and nobody here waits for it.
  keeper.start().catch((error) => log.error({ error: String(error) }, 'The holds could not be taken up.'));
  const stop = (): void => void agent.stop();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await agent.ended;
  keeper.stop();
  await looks.ended();
  return HEALTHY;
}

async function triage(flags: Flags): Promise<number> {
  const [{ collect, PROBES, takeAwayOldCopies, endWhenStandingStill }, diagnosing] = await Promise.all([
    beside('host-collect'),
    beside('host-diagnosis'),
  ]);
  const asked = Array.isArray(flags.probe) && flags.probe.length > 0 ? flags.probe : undefined;
  const unknown = asked?.find((id) => !PROBES.some((probe) => probe.id === id));
  if (unknown !== undefined)
    return complain(
      `Unknown probe “${unknown}”. Nothing was checked.`,
      `Probes: ${PROBES.map(({ id }) => id).join(', ')}.`,
    );
  warnRoot('triage');
  endWhenStandingStill('The look stood still on something that it read, and was ended without a report.');
  void takeAwayOldCopies();
  const startedAt = new Date();
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  const evidence: Evidence[] = [];
  const pending = new Set(
    PROBES.filter(({ id, deep }) => (asked ? asked.includes(id) : flags.deep === true || !deep)).map(
      ({ id }) => id,
    ),
  );
  const slow = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
    process.stderr.write(`still looking after ${seconds} s: ${[...pending].join(', ')}\n`);
  }, 2_000);
  try {
    await collect({
      stateDir: stateDirOf(flags),
      env: process.env,
      openclaw: text(flags, 'openclaw'),
      gateway: text(flags, 'gateway'),
      probes: asked,
      deep: flags.deep === true,
      signal: stopped.signal,
      emit: (batch) => {
        evidence.push(...batch);
        for (const { probe } of batch) pending.delete(probe);
      },
    });
  } finally {
    clearInterval(slow);
  }
  const looked = evidence.some((one) => one.look === 'seen');
  const complaint = text(flags, 'complaint');
  if (complaint !== undefined) evidence.push(...diagnosing.complaintEvidence(complaint, startedAt.getTime()));
  const diagnosis = diagnosing.classify(evidence, Date.now());
  const durationMs = Date.now() - startedAt.getTime();
  const told = diagnosing.report({ host: hostname(), startedAt, durationMs, diagnosis });
  if (flags.json === true) outJson(told);
  else out(diagnosing.triageText(told));
  if (!looked) return WRONG_USE;
  return told.findings.some((finding) => finding.confidence >= CLAIM) ? FINDINGS : HEALTHY;
}

async function explain(flags: Flags): Promise<number> {
  const loaded = await beside('host-diagnosis');
  const pasted = loaded.openPasted();
  await eachPiece(pasted.push);
  if (pasted.empty())
    return complain('There is no text on standard input.', 'Example: node host.mjs explain < error.txt');
  const now = Date.now();
  const told = loaded.explainReport(loaded.explain(pasted.end(now), now));
  if (flags.json === true) outJson(told);
  else out(loaded.explainText(told));
  return told.findings.some((finding) => finding.confidence >= CLAIM) ? FINDINGS : HEALTHY;
}

/** What a command of another file came to. */
const told = ({
  code,
  complaint,
}: {
  code: number;
  complaint?: { message: string; hint: string };
}): number => (complaint === undefined ? code : complain(complaint.message, complaint.hint));

async function redact(flags: Flags): Promise<number> {
  const { redactCommand } = await beside('host-publish');
  return told(await redactCommand(flags));
}

async function bundle(flags: Flags, words: readonly string[]): Promise<number> {
  const { bundleCommand } = await beside('host-publish');
  return told(await bundleCommand(words, { ...flags, stateDir: stateDirOf(flags), show: out }));
}

async function probes(flags: Flags): Promise<number> {
  const { PROBES } = await beside('host-collect');
  if (flags.json === true)
    outJson(PROBES.map(({ id, title, needs, timeoutMs, gives }) => ({ id, title, needs, timeoutMs, gives })));
  else
    for (const probe of PROBES)
      out(
        `${probe.id.padEnd(14)} ${probe.title}\n${' '.repeat(15)}needs ${probe.needs}; at most ${probe.timeoutMs / 1000} s`,
      );
  return HEALTHY;
}

async function policy(flags: Flags): Promise<number> {
  if (flags.example === true) {
    const { POLICY_EXAMPLE } = await beside('host-recover');
    process.stdout.write(POLICY_EXAMPLE);
    return HEALTHY;
  }
  const { readPolicy, loadIdentity } = await beside('host-run');
  const file = text(flags, 'check');
  const reading = readPolicy(file ?? text(flags, 'policy'));
  // What a file would allow, before it is put in place.
  if (file !== undefined && flags.json !== true && reading.ok) {
    const { policyWords } = await beside('host-recover');
    for (const line of policyWords(reading.policy)) out(line);
    return HEALTHY;
  }
  // A host that has not joined has a policy all the same, and gets no folder by being asked for it.
  const stateDir = stateDirOf(flags);
  const joined = existsSync(stateDir) ? await loadIdentity(stateDir).catch(() => null) : null;
  const key = joined?.signer.kid ?? null;
  if (flags.json === true) outJson({ ...reading, key });
  else if (!reading.ok) return complain(reading.why, reading.hint);
  else {
    const by =
      joined === null
        ? `none in ${stateDir}: not joined`
        : `${key} (${joined.bot.name} at ${joined.bot.url})`;
    out(`key of this host: ${by}\npolicy: ${reading.source}\n${JSON.stringify(reading.policy, null, 2)}`);
  }
  return reading.ok ? HEALTHY : WRONG_USE;
}

async function recover(flags: Flags): Promise<number> {
  // The second has the rules and the sentences: without it, or with another build's, nothing is begun.
  const [{ recoverCommand }] = await Promise.all([beside('host-recover'), beside('host-diagnosis')]);
  return told(await recoverCommand({ ...flags, stateDir: stateDirOf(flags), show: out }));
}

async function frozen(flags: Flags): Promise<number> {
  const { askFrozen } = await beside('host-run');
  const asked = { stateDir: stateDirOf(flags), gateway: text(flags, 'gateway'), wait: text(flags, 'wait') };
  const told = await askFrozen(asked);
  if ('hint' in told) return complain(told.why, told.hint);
  if (flags.json === true) outJson(told.answer);
  else out(told.words);
  return told.answer.frozen ? FINDINGS : HEALTHY;
}

type Command = {
  run: (flags: Flags, words: readonly string[]) => Promise<number>;
  flags: readonly string[];
  anyNode?: true;
  /** Takes words beside its flags. */
  words?: true;
};

const COMMANDS: Readonly<Record<string, Command>> = {
  join: { run: join, flags: ['url', 'token', 'name', 'state', 'fleet-key', 'plain-http'] },
  run: { run, flags: ['state', 'policy', 'openclaw'] },
  triage: { run: triage, flags: ['json', 'gateway', 'probe', 'deep', 'complaint', 'state', 'openclaw'] },
  explain: { run: explain, flags: ['json'], anyNode: true },
  redact: { run: redact, flags: ['known', 'report', 'for', 'rules'], anyNode: true },
  bundle: {
    run: bundle,
    flags: ['out', 'since', 'gateway', 'json', 'state', 'policy', 'openclaw', 'known', 'identity', 'rules'],
    words: true,
  },
  probes: { run: probes, flags: ['json'] },
  policy: { run: policy, flags: ['json', 'policy', 'state', 'example', 'check'] },
  recover: {
    run: recover,
    flags: ['local', 'gateway', 'complaint', 'plan', 'yes', 'because', 'json', 'state', 'policy', 'openclaw'],
  },
  frozen: { run: frozen, flags: ['json', 'gateway', 'wait', 'state'] },
};

const ON_OFF = new Set(['json', 'deep', 'plain-http', 'local', 'plan', 'yes', 'example']);

function nodeIsNewEnough(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12);
}

async function main(argv: readonly string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  if (argv.length === 0 || argv.includes('--help') || argv.includes('-h') || name === 'help') {
    out(help(name === 'help' ? (rest[0] ?? '') : name));
    return argv.length === 0 ? WRONG_USE : HEALTHY;
  }
  if (argv.includes('--version')) {
    out(BUILD.version);
    return HEALTHY;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command)
    return complain(
      `There is no command “${name}”.`,
      `Commands: ${Object.keys(COMMANDS).join(', ')}; --help shows examples.`,
    );
  if (!command.anyNode && !nodeIsNewEnough())
    return complain(
      `${name} needs Node 22.12 or newer, and this is ${process.version}. Nothing was done.`,
      'OpenClaw itself runs on such a Node: use the same one, e.g. /usr/local/bin/node host.mjs …',
    );
  let flags: Flags;
  let words: readonly string[];
  try {
    const options = Object.fromEntries(
      command.flags.map((flag) => [
        flag,
        { type: ON_OFF.has(flag) ? ('boolean' as const) : ('string' as const), multiple: flag === 'probe' },
      ]),
    );
    const allowPositionals = command.words === true;
    const parsed = parseArgs({ args: rest, options, strict: true, allowPositionals });
    flags = parsed.values as Flags;
    words = parsed.positionals;
  } catch (error) {
    return complain((error as Error).message, `node host.mjs --help shows examples for ${name}.`);
  }
  return command.run(flags, words);
}

/** Ends even while a call into a dead file system is still out; what was printed gets through first. */
function end(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

// Whoever reads only the first lines (head, a closed pager) has seen enough.
process.stdout.on('error', () => process.exit());

main(process.argv.slice(2)).then(end, (error: unknown) => {
  const { message, hint, cause, code } = error as Error & { hint?: string; code?: unknown };
  const otherwise = 'If this stays, report it with the output of host.mjs --version and node --version.';
  complain(`Error: ${message}`, hint ?? otherwise);
  const passes = PASSES.has(code) || PASSES.has((cause as { code?: unknown } | undefined)?.code);
  end(passes ? NOT_NOW : WRONG_USE);
});
