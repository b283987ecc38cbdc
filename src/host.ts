/**
 * @module host
 * Door: the program on a gateway's host. It is one file without dependencies, run by the Node that OpenClaw
 * already needs, outside the gateway's process tree, so that it works when the gateway does not.
 */
import { createReadStream, read, readFileSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join as joinPath } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { CLAIM } from './diagnosis/finding.ts';
import type { Evidence } from './protocol/evidence.ts';

declare const __VERSION__: string | undefined;
const VERSION = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0-dev';

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

const HELP: Readonly<Record<string, string>> = {
  join: `  host.mjs join --url URL --token T|- --name NAME [--state DIR] [--fleet-key FILE] [--plain-http]
      Lets this host join a bot. The token comes from "/openclaw enroll NAME"; - reads it from standard input.
      --plain-http: the network up to an http address is yours alone, and nobody listens there.
      echo "$TOKEN" | node host.mjs join --url https://bot.example --token - --name node-3`,
  run: `  host.mjs run [--state DIR] [--policy FILE] [--openclaw PATH]
      Dials out to the bot and does the jobs it signs, within this host's policy.
      node host.mjs run --policy /etc/openclaw-host-agent/agent.toml`,
  triage: `  host.mjs triage [--json] [--gateway PROFILE] [--probe ID]... [--deep] [--complaint TEXT]
                [--state DIR] [--openclaw PATH]
      The whole diagnosis here and now, without bot or network. --deep also asks OpenClaw's own doctor (slow).
      --complaint: what users report. It is compared with the evidence and stays on this host.
      node host.mjs triage
      node host.mjs triage --complaint 'my direct messages are ignored'
      node host.mjs triage --gateway work --probe http-health --probe conversation`,
  explain: `  host.mjs explain [--json] < error.txt
      Findings from pasted text, or from JSON {symptom, evidence: [{kind, command?, text}]}.
      journalctl --user -u openclaw-gateway -n 200 | node host.mjs explain`,
  redact: `  host.mjs redact [--known FILE] [--report FILE] < in > out
      Takes secrets out of text. FILE holds further known secrets, one JSON string a line.
      node host.mjs redact --report counts.json < gateway.log > gateway.clean.log`,
  probes: `  host.mjs probes [--json]
      What it would look at, and with what rights.
      node host.mjs probes`,
  policy: `  host.mjs policy [--json] [--policy FILE]
      Shows the policy this host enforces.
      node host.mjs policy --policy ./agent.toml`,
};

const TITLE = `openclaw-host-agent ${VERSION}: looks at the OpenClaw gateways of this host; read-only`;
const CODES =
  'Exit codes of triage and explain: 0 healthy or nothing claimed, 1 findings, 2 used wrongly or could not look.';

/** All commands, or the one asked about. */
function help(name: string): string {
  const known = Object.hasOwn(HELP, name) ? HELP[name] : undefined;
  if (known) return `${TITLE}\n\n${known}\n\n${CODES}`;
  const more = '  --help and --version work everywhere; COMMAND --help shows that command alone.';
  return [TITLE, '', ...Object.values(HELP), more, '', CODES].join('\n');
}

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
  const { join: joinBot } = await import('./agent/channel/join.ts');
  const fleetKeyFile = text(flags, 'fleet-key');
  const stateDir = stateDirOf(flags);
  const joined = await joinBot({
    url,
    token,
    name,
    stateDir,
    version: VERSION,
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
  const [
    { runAgent },
    { createLog, LEVELS },
    { createRedactor },
    { asksDeep, hostOperations, openclawVersion },
    { takeAwayOldCopies },
    { endWhenStandingStill },
  ] = await Promise.all([
    import('./agent/channel/channel.ts'),
    import('./log.ts'),
    import('./redaction/redact.ts'),
    import('./agent/host-operations.ts'),
    import('./agent/host/old-copies.ts'),
    import('./agent/stands-still.ts'),
  ]);
  const redactor = createRedactor({});
  const level = LEVELS.find((one) => one === process.env.LOG_LEVEL) ?? 'info';
  const log = createLog({ level, redact: redactor.text });
  warnRoot('run');
  endWhenStandingStill('The host agent stood still and was ended; its service manager starts it again.');
  void takeAwayOldCopies();
  const policyFile = text(flags, 'policy');
  const stateDir = stateDirOf(flags);
  const looking = { stateDir, env: process.env, openclaw: text(flags, 'openclaw') };
  const agent = await runAgent({
    stateDir,
    operations: hostOperations(looking),
    deep: asksDeep,
    version: VERSION,
    log,
    openclawVersion: () => openclawVersion(looking),
    ...(policyFile === undefined ? {} : { policyFile }),
  });
  const stop = (): void => void agent.stop();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await agent.ended;
  return HEALTHY;
}

async function triage(flags: Flags): Promise<number> {
  const [
    { collect },
    { PROBES },
    { classify },
    { report },
    { triageText },
    { complaintEvidence },
    { takeAwayOldCopies },
    { endWhenStandingStill },
  ] = await Promise.all([
    import('./agent/collect.ts'),
    import('./agent/probes/index.ts'),
    import('./diagnosis/classify.ts'),
    import('./diagnosis/report.ts'),
    import('./diagnosis/report-text.ts'),
    import('./evidence/complaint/complaint-evidence.ts'),
    import('./agent/host/old-copies.ts'),
    import('./agent/stands-still.ts'),
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
  if (complaint !== undefined) evidence.push(...complaintEvidence(complaint, startedAt.getTime()));
  const diagnosis = classify(evidence, Date.now());
  const durationMs = Date.now() - startedAt.getTime();
  const told = report({ host: hostname(), startedAt, durationMs, diagnosis });
  if (flags.json === true) outJson(told);
  else out(triageText(told));
  if (!looked) return WRONG_USE;
  return told.findings.some((finding) => finding.confidence >= CLAIM) ? FINDINGS : HEALTHY;
}

/** Standard input in pieces, each in the same memory: gigabytes cost no more of it than one line. */
async function eachPiece(take: (piece: Uint8Array) => void): Promise<void> {
  // Lines are short-lived: letting V8 collect them a little more often keeps 150 MB out of the process.
  setFlagsFromString('--semi-space-growth-factor=1');
  const memory = Buffer.alloc(1 << 18);
  for (;;) {
    const length = await new Promise<number>((resolve, reject) =>
      read(0, memory, 0, memory.length, null, (error, count) => {
        // What Windows says at the end of a pipe.
        if (error?.code === 'EOF') resolve(0);
        else if (error) reject(error);
        else resolve(count);
      }),
    );
    if (length === 0) return;
    take(memory.subarray(0, length));
  }
}

/** It is a file of its own, and may have been left behind where this one was copied to. */
const BESIDE = 'host-explain.mjs';

async function explain(flags: Flags): Promise<number> {
  const loaded = await import('./host-explain.ts').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes(BESIDE)) return null;
    throw error;
  });
  if (loaded === null)
    return complain(
      `explain needs ${BESIDE} beside this program, and it is not there. Nothing was read.`,
      `Copy ${BESIDE} of the same release next to host.mjs, or paste the text to the bot: /openclaw explain`,
    );
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

async function redact(flags: Flags): Promise<number> {
  const [{ createRedactor }, { redactStream }] = await Promise.all([
    import('./redaction/redact.ts'),
    import('./redaction/stream.ts'),
  ]);
  const knownFile = text(flags, 'known');
  const known =
    knownFile === undefined
      ? []
      : readFileSync(knownFile, 'utf8')
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => String(JSON.parse(line)));
  const redactor = createRedactor({ known });
  const input = createReadStream('', { fd: 0, encoding: 'utf8' });
  for await (const piece of redactStream(redactor, input)) process.stdout.write(piece);
  const reportFile = text(flags, 'report');
  if (reportFile) writeFileSync(reportFile, `${JSON.stringify(redactor.counts())}\n`, { mode: 0o600 });
  return HEALTHY;
}

async function probes(flags: Flags): Promise<number> {
  const { PROBES } = await import('./agent/probes/index.ts');
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
  const { readPolicy } = await import('./agent/channel/policy.ts');
  const reading = readPolicy(text(flags, 'policy'));
  if (flags.json === true) outJson(reading);
  else if (!reading.ok) return complain(reading.why, reading.hint);
  else out(`policy: ${reading.source}\n${JSON.stringify(reading.policy, null, 2)}`);
  return reading.ok ? HEALTHY : WRONG_USE;
}

type Command = { run: (flags: Flags) => Promise<number>; flags: readonly string[]; anyNode?: true };

const COMMANDS: Readonly<Record<string, Command>> = {
  join: { run: join, flags: ['url', 'token', 'name', 'state', 'fleet-key', 'plain-http'] },
  run: { run, flags: ['state', 'policy', 'openclaw'] },
  triage: { run: triage, flags: ['json', 'gateway', 'probe', 'deep', 'complaint', 'state', 'openclaw'] },
  explain: { run: explain, flags: ['json'], anyNode: true },
  redact: { run: redact, flags: ['known', 'report'], anyNode: true },
  probes: { run: probes, flags: ['json'] },
  policy: { run: policy, flags: ['json', 'policy'] },
};

const ON_OFF = new Set(['json', 'deep', 'plain-http']);

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
    out(VERSION);
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
  try {
    const options = Object.fromEntries(
      command.flags.map((flag) => [
        flag,
        { type: ON_OFF.has(flag) ? ('boolean' as const) : ('string' as const), multiple: flag === 'probe' },
      ]),
    );
    flags = parseArgs({ args: rest, options, strict: true, allowPositionals: false }).values as Flags;
  } catch (error) {
    return complain((error as Error).message, `node host.mjs --help shows examples for ${name}.`);
  }
  return command.run(flags);
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
