/**
 * @module host-errand
 * Door: orders that AWS SSM brings. infra/aws/ssm-order.sh starts `ssm-order` with the rights of the state's owner, and it
 * may be killed at any moment: a look is done here, whatever changes something by the host agent that stays.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { openWork, type WorkOptions } from './agent/channel/work.ts';
import { handOver, serveSpool } from './agent/errands/spool.ts';
import { takeErrand } from './agent/errands/take-errand.ts';
import {
  inviter,
  payloadOf,
  severalExpect,
  stateFor,
  stateThatJoins,
  takeInvitation,
  takeJoined,
} from './agent/errands/take-invitation.ts';
import { foldersOfOthers, ownSystemState, stateDirs, stateOfHost } from './agent/errands/whose.ts';
import { frozenNow } from './agent/holds/frozen.ts';
import type { HoldKeeper } from './agent/holds/keeper.ts';
import { openStateDir, statePaths, writePrivate } from './agent/private-files.ts';
import { AgentProblem } from './agent/problem.ts';
import { BUILD } from './build.ts';
import type { Log } from './log.ts';
import { type JoiningAnswer, printJoining, readErrand } from './protocol/errand.ts';
import { Digest } from './protocol/words.ts';

export { BUILD } from './build.ts';

type End = { code: number; complaint?: { message: string; hint: string } };
type Show = (text: string) => void;
type Flags = Readonly<Record<string, unknown>>;
/** What takes this host's orders, from the program that loads this file (host-parts.ts). */
type AgentParts = (flags: { state: string; policy?: string; openclaw?: string }) => Promise<{
  options: WorkOptions;
  looks: { ended(): Promise<void> };
  keeper: Pick<HoldKeeper, 'start' | 'stop'>;
  log: Log;
}>;

/** What a host agent that runs is given to take an errand, and then to answer it, in milliseconds. */
const HAND_OVER = { takeMs: 5_000, answerMs: 60_000 };
/** The same where one must be started first. */
const AFTER_START = { takeMs: 20_000, answerMs: 60_000 };
/** A host agent that was started for an errand ends when nothing was asked and nothing ran for this long. */
const IDLE_MS = 60_000;
/** Its log begins anew past this, in bytes. */
const MOST_LOG = 1024 * 1024;

/** Looks that end before SSM would end this process; all else has a process of its own. */
const DONE_HERE: ReadonlySet<unknown> = new Set(['triage', 'describe']);

const text = (flags: Flags, name: string): string | undefined => {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
};
/** The flags that a process of its own is given, too. */
function flagsFor(state: string, flags: Flags): { state: string; policy?: string; openclaw?: string } {
  const [policy, openclaw] = [text(flags, 'policy'), text(flags, 'openclaw')];
  return { state, ...(policy !== undefined && { policy }), ...(openclaw !== undefined && { openclaw }) };
}

const wrong = (message: string, hint: string): End => ({ code: 2, complaint: { message, hint } });

/** How this process ends where ssm-order.sh is to go on: by another user's host agent, or when one has been started. */
const NOT_MINE = 3;
const NEEDS_RESIDENT = 4;
/** Who starts the host agent that stays: root, who is asked for it and has then done it, or nobody but this process. */
type Starter = 'root' | 'root-has' | 'here';

/** `host.mjs ssm-order ORDER`; `-` reads it from standard input. `only-ask`: whether it is for this state, no more. */
export async function ssmOrder(
  words: readonly string[],
  flags: Flags,
  { show, agentParts }: { show: Show; agentParts: AgentParts },
): Promise<End> {
  const given = words[0] === undefined || words[0] === '-' ? await readAll(process.stdin) : words[0];
  const errandText = given.trim();
  const errand = readErrand(errandText);
  if (errand === null)
    return wrong(
      'This is no order of a bot. Nothing was done.',
      'SSM starts this; people have no use for it.',
    );
  const dirs = stateDirs(text(flags, 'state'));
  const others = foldersOfOthers(dirs);
  if (others.length > 0)
    return wrong(
      `OC-AS-ROOT: ${others[0]} belongs to another user, whose rights are the most that this may have. Nothing was done.`,
      'The SSM document of this release starts ssm-order, which sees to that: install it, see infra/aws.',
    );
  const found = await placeFor(errand, dirs);
  if (flags['only-ask'] === true) return { code: 'dir' in found ? 0 : NOT_MINE };
  if (!('dir' in found)) return 'code' in found ? found : said(show, found);
  const { dir } = found;
  if ('invitation' in errand) {
    const [by, now] = [{ version: BUILD.version, openclawVersion: null }, Date.now()];
    if (Number(text(flags, 'of') ?? 1) > 1) return said(show, severalExpect(Number(text(flags, 'of'))));
    return said(show, await takeInvitation(errand, dir, { ...by, now }));
  }
  if ('joined' in errand) return said(show, await takeJoined(errand, dir, Date.now()));
  const resident = text(flags, 'resident');
  const starter: Starter = resident === 'ask' ? 'root' : resident === 'wait' ? 'root-has' : 'here';
  const answer = DONE_HERE.has(payloadOf(errand.order).op)
    ? await lookHere(errand, errandText, { flags: flagsFor(dir, flags), agentParts, starter })
    : await handOn(errandText, dir, { flags, starter });
  if (answer === 'needs-resident') return { code: NEEDS_RESIDENT };
  if (answer === null)
    return wrong(
      'OC-NO-ANSWER: the host agent of this machine did not answer.',
      'Is it of the same build? Restart it.',
    );
  show(answer);
  return { code: 0 };
}

/** The state that it is for, or what is said where there is none. */
async function placeFor(
  errand: NonNullable<ReturnType<typeof readErrand>>,
  dirs: readonly string[],
): Promise<{ dir: string } | JoiningAnswer | End> {
  if ('invitation' in errand) {
    const bot = await inviter(errand);
    return bot === null ? refusal('invitation', 'this is no invitation of a bot') : stateFor(dirs, bot);
  }
  if ('joined' in errand) {
    const dir = stateThatJoins(dirs, errand.joined);
    return dir === null ? refusal('not-joining', 'no host agent here waits for this answer') : { dir };
  }
  const { host } = payloadOf(errand.order);
  const dir = typeof host === 'string' ? stateOfHost(dirs, host) : null;
  // Nobody here has the key that the order is for, so nobody can sign an answer.
  return dir === null
    ? wrong(
        'OC-NOT-HERE: no host agent of this machine has the key that this order is for. Nothing was done.',
        'Was the machine replaced? Then let it join again.',
      )
    : { dir };
}

/** In this process, unless another one takes this host's orders. */
async function lookHere(
  errand: Parameters<typeof takeErrand>[0],
  errandText: string,
  how: { flags: ReturnType<typeof flagsFor>; agentParts: AgentParts; starter: Starter },
): Promise<string | null | 'needs-resident'> {
  const { flags, agentParts, starter } = how;
  const { state } = flags;
  const { options, looks } = await agentParts(flags);
  const work = await openWork({ ...options, onlyLooks: true }).catch((error) => {
    if (error instanceof AgentProblem && ['already-running', 'change-open'].includes(error.code))
      return error;
    throw error;
  });
  if (work instanceof AgentProblem)
    return work.code === 'already-running'
      ? given(state, errandText)
      : handOn(errandText, state, { flags, starter });
  try {
    return await takeErrand(errand, work, { now: Date.now });
  } finally {
    await work.jobs.stop();
    await looks.ended();
    work.close();
  }
}

async function given(stateDir: string, errandText: string): Promise<string | null> {
  const handed = await handOver(stateDir, errandText, HAND_OVER);
  return handed.state === 'answered' ? handed.text : null;
}

/** To the host agent that runs, or to one that is started for it and outlives this process. */
async function handOn(
  errandText: string,
  stateDir: string,
  { flags, starter }: { flags: Flags; starter: Starter },
): Promise<string | null | 'needs-resident'> {
  const { lock } = statePaths(stateDir);
  const start = (): boolean => {
    if (starter === 'here') startOther(stateDir, flags);
    return starter !== 'root';
  };
  if (!existsSync(lock) && !start()) return 'needs-resident';
  const first = await handOver(stateDir, errandText, starter === 'root-has' ? AFTER_START : HAND_OVER);
  if (first.state !== 'not-taken') return first.state === 'answered' ? first.text : null;
  // What holds the lock may be long dead: whoever is started now sees to that.
  if (starter === 'root-has') return null;
  if (!start()) return 'needs-resident';
  const second = await handOver(stateDir, errandText, AFTER_START);
  return second.state === 'answered' ? second.text : null;
}

/** Where no systemd runs: a session of its own, for to cancel the command kills this process's group, and not that one. */
function startOther(stateDir: string, flags: Flags): void {
  process.stderr.write(
    'No systemd was asked: a process of its own goes on with it, which nothing locks in.\n',
  );
  const dir = statePaths(stateDir).errands;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = `${dir}.log`;
  const full = existsSync(path) && statSync(path).size > MOST_LOG;
  const log = openSync(path, full ? 'w' : 'a', 0o600);
  const more = ['policy', 'openclaw'].flatMap((flag) => {
    const value = text(flags, flag);
    return value === undefined ? [] : [`--${flag}`, value];
  });
  const argv = [process.argv[1] ?? '', 'ssm-carry', '--state', stateDir, ...more];
  spawn(process.execPath, argv, { detached: true, stdio: ['ignore', log, log], cwd: '/' }).unref();
  closeSync(log);
}

/** `host.mjs ssm-carry`: takes what is handed over until nothing is left to do. It dials nobody. */
export async function ssmCarry(state: string, flags: Flags, agentParts: AgentParts): Promise<End> {
  const { log, options, looks, keeper } = await agentParts(flagsFor(state, flags));
  const work = await openWork(options).catch((error) => {
    // Another one was started in the same moment: it takes all that lies there.
    if (error instanceof AgentProblem && error.code === 'already-running') return null;
    throw error;
  });
  if (work === null) return { code: 0 };
  const spool = serveSpool(work, { log });
  keeper.start().catch((error) => log.error({ error: String(error) }, 'The holds could not be taken up.'));
  let stopping = false;
  const stop = (): void => {
    stopping = true;
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  for (let idleSince = Date.now(); !stopping && Date.now() - idleSince < IDLE_MS; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (spool.busy() || work.jobs.running() || frozenNow(work.stateDir, null, Date.now()).frozen)
      idleSince = Date.now();
  }
  spool.stop();
  await work.jobs.stop();
  keeper.stop();
  await looks.ended();
  work.close();
  return { code: 0 };
}

/** `host.mjs ssm-allow --bot KEY`: the bot with this key may take this host through SSM, once. */
export async function ssmAllow(usual: string, flags: Flags, show: Show): Promise<End> {
  const bot = text(flags, 'bot') ?? '';
  if (!Digest.safeParse(bot).success)
    return wrong(
      'ssm-allow needs the thumbprint of the bot’s key. Nothing was done.',
      'Example: node host.mjs ssm-allow --bot THUMBPRINT; "/openclaw enroll NAME ssm INSTANCE" shows the line.',
    );
  const dir = text(flags, 'state') ?? ownSystemState() ?? usual;
  openStateDir(dir);
  writePrivate(statePaths(dir).mayJoin, `${bot}\n`);
  show(`The bot with key ${bot} may take this host once, through AWS SSM.`);
  show(`  state: ${dir}\n  to take it back: rm ${statePaths(dir).mayJoin}`);
  return { code: 0 };
}

const refusal = (code: string, why: string): JoiningAnswer => ({ refused: { code, why } });

function said(show: Show, answer: JoiningAnswer): End {
  show(printJoining(answer));
  return { code: 0 };
}
