/**
 * @module host
 * Door: the program on a gateway's host, without dependencies, run by the Node that OpenClaw already needs, outside the
 * gateway's process tree, so that it works when the gateway does not. It reads the arguments, and loads what the command
 * needs from beside it.
 */
import { BUILD } from './build.ts';
import {
  beside,
  type CommandEnd,
  complain,
  type Flags,
  HEALTHY,
  out,
  outJson,
  stateDirOf,
  told,
  WRONG_USE,
} from './host-beside.ts';
import { help } from './host-help.ts';
import { explain, probes, redact, triage } from './host-looks.ts';
import { asOwner } from './host-owner.ts';
import { agentParts } from './host-parts.ts';
import { frozen, join, policy, run } from './host-resident.ts';
import { rotate, status } from './host-status.ts';
import { typedArguments } from './node-arguments.ts';

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

async function recover(flags: Flags): Promise<number> {
  let command: Awaited<ReturnType<typeof beside<'host-recover'>>>['recoverCommand'];
  try {
    // The second has the rules and the sentences: without it, or with another build's, nothing is begun.
    [{ recoverCommand: command }] = await Promise.all([beside('host-recover'), beside('host-diagnosis')]);
  } catch (error) {
    const { message, hint = '' } = error as Error & { hint?: string };
    if (flags.json === true) refusedJson(`${message} ${hint}`);
    throw error;
  }
  return told(await command({ ...flags, stateDir: stateDirOf(flags), show: out }));
}

/** `recover --json` has one object on its standard output, also where nothing could be loaded that knows more of it. */
const refusedJson = (because: string): void =>
  outJson({
    ...{ schema: 1, finding: null, path: 'escalate', plan: [], steps: [], changed: [] },
    ...{ acceptance: null, still: [], outcome: 'refused', because },
  });

async function bundle(flags: Flags, words: readonly string[]): Promise<number> {
  const { bundleCommand } = await beside('host-publish');
  return told(await bundleCommand(words, { ...flags, stateDir: stateDirOf(flags), show: out }));
}

const partsOf = (flags: Flags) => agentParts(flags, null);

/** What AWS SSM starts, and what lets it. */
async function ssm(
  run: (errand: Awaited<ReturnType<typeof beside<'host-errand'>>>) => Promise<CommandEnd>,
): Promise<number> {
  return told(await run(await beside('host-errand')));
}

type Command = {
  run: (flags: Flags, words: readonly string[]) => Promise<number>;
  flags: readonly string[];
  anyNode?: true;
  /** Takes words beside its flags. */
  words?: true;
  /** Opens a gateway's files: root does so with the rights of whoever has the gateway. */
  opens?: true;
};

const COMMANDS: Readonly<Record<string, Command>> = {
  join: { run: join, flags: ['url', 'token', 'name', 'state', 'fleet-key', 'plain-http'] },
  run: { run, flags: ['state', 'policy', 'openclaw'] },
  triage: {
    run: triage,
    flags: ['json', 'gateway', 'probe', 'deep', 'complaint', 'state', 'openclaw', 'owner'],
    opens: true,
  },
  explain: { run: explain, flags: ['json'], anyNode: true },
  redact: {
    run: redact,
    flags: ['known', 'report', 'for', 'rules', 'policy', 'example'],
    anyNode: true,
  },
  bundle: {
    run: bundle,
    flags: [
      'out',
      'since',
      'gateway',
      'recipient',
      'json',
      'state',
      'policy',
      'openclaw',
      'known',
      'identity',
      'html',
      'rules',
      'owner',
    ],
    words: true,
    opens: true,
  },
  probes: { run: probes, flags: ['json'] },
  policy: { run: policy, flags: ['json', 'policy', 'state', 'example', 'check'] },
  recover: {
    run: recover,
    flags: [
      'local',
      'gateway',
      'complaint',
      'plan',
      'yes',
      'because',
      'within',
      'json',
      'state',
      'policy',
      'openclaw',
      'owner',
    ],
    opens: true,
  },
  'ssm-order': {
    run: (flags, words) => ssm(({ ssmOrder }) => ssmOrder(words, flags, { show: out, agentParts: partsOf })),
    flags: ['state', 'policy', 'openclaw', 'only-ask', 'of', 'resident'],
    words: true,
  },
  'ssm-carry': {
    run: (flags) => ssm(({ ssmCarry }) => ssmCarry(stateDirOf(flags), flags, partsOf)),
    flags: ['state', 'policy', 'openclaw'],
  },
  'ssm-allow': {
    run: (flags) => ssm(({ ssmAllow }) => ssmAllow(stateDirOf(flags), flags, out)),
    flags: ['bot', 'state'],
  },
  status: { run: status, flags: ['json', 'wait', 'alive', 'state'] },
  'rotate-key': { run: rotate, flags: ['json', 'state'] },
  frozen: { run: frozen, flags: ['json', 'gateway', 'wait', 'state'] },
};

const ON_OFF = new Set([
  'json',
  'deep',
  'plain-http',
  'local',
  'plan',
  'yes',
  'example',
  'alive',
  'only-ask',
]);

/** Flags that may be given more than once. */
const MANY = new Set(['probe', 'recipient']);

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
      `${name} needs Node 22.12 or newer (OpenClaw’s own, or https://nodejs.org), and this is ${process.version}. Nothing was done.`,
    );
  let flags: Flags;
  let words: readonly string[];
  try {
    const options = Object.fromEntries(
      command.flags.map((flag) => [
        flag,
        { type: ON_OFF.has(flag) ? ('boolean' as const) : ('string' as const), multiple: MANY.has(flag) },
      ]),
    );
    const allowPositionals = command.words === true;
    const typed = typedArguments(rest, options, allowPositionals);
    flags = typed.values as Flags;
    words = typed.words;
  } catch (error) {
    const { message } = error as Error;
    if (name === 'recover' && rest.includes('--json')) refusedJson(message);
    return complain(message, `node host.mjs --help shows examples for ${name}.`);
  }
  // What reads two bundles opens no gateway.
  const ended = command.opens && words.length === 0 ? await asOwner(name, argv, flags) : null;
  return ended ?? command.run(flags, words);
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
