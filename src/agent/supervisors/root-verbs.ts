/**
 * @module agent/supervisors/root-verbs
 * The only things that root does for another user's gateway: it restarts or starts a service of the system which that
 * user's gateway runs as. The host agent runs with the gateway user's rights and asks the root process that started it,
 * over their own channel; root believes nothing of what it is asked and looks at unit and policy by itself.
 */
import type { ChildProcess } from 'node:child_process';
import * as z from 'zod';
import type { HostPort } from '../host/host-port.ts';
import { strangerIn } from '../host/own-programs.ts';
import { because, type Taken } from './supervisor.ts';

/** A plain name: no path, no option, no second word. Templates' instances are names like any other. */
const Unit = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.:@\\-]{0,190}\.service$/);
const Ask = z.strictObject({ ask: z.number().int(), verb: z.enum(['restart', 'start']), unit: Unit });
const Answer = z.strictObject({ ask: z.number().int(), ok: z.boolean(), why: z.string().max(500) });

const ASK_MS = 15_000;
const LIMIT_MS = 40_000;
const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C' };

/** Whether a root process answers here: nobody else starts this program with a channel (host-owner.ts). */
export const rootAnswers = (): boolean => process.connected === true;

let asked = 0;

/** Asks root to restart or start a service of the system. */
export function askRoot(verb: 'restart' | 'start', unit: string): Promise<Taken> {
  const ask = ++asked;
  return new Promise((resolve) => {
    const end = (taken: Taken): void => {
      clearTimeout(timer);
      process.off('message', hear);
      process.off('disconnect', gone);
      resolve(taken);
    };
    const hear = (message: unknown): void => {
      const answer = Answer.safeParse(message).data;
      if (answer?.ask !== ask) return;
      end(
        answer.ok
          ? { ok: true }
          : { ok: false, because: because('restart.no-right', { unit, why: answer.why }) },
      );
    };
    // It may have been told to systemd before the channel went.
    const gone = (): void => end({ ok: null, because: because('restart.command-hangs', { unit }) });
    const timer = setTimeout(gone, LIMIT_MS);
    process.on('message', hear);
    process.once('disconnect', gone);
    process.send?.({ ask, verb, unit });
  });
}

type Terms = {
  host: HostPort;
  /** The gateway's user. */
  user: { name: string; uid: number };
  /** What root's own policy allows, read anew at every question; `why` where it can't be read. */
  restarts(): { max: number; windowMs: number; window: string } | { why: string };
  now?: () => number;
};

/** Answers what the child asks for as long as it lives. */
export function serveRootVerbs(child: ChildProcess, terms: Terms): void {
  const done: number[] = [];
  child.on('message', (message: unknown) => {
    const parsed = Ask.safeParse(message).data;
    if (parsed === undefined) return;
    const { ask, verb, unit } = parsed;
    void whyNot(unit, done, terms)
      .then((no) => no ?? ordered(terms.host, verb, unit))
      .catch((error: Error) => error.message)
      .then((no) => child.connected && child.send({ ask, ok: no === null, why: (no ?? '').slice(0, 500) }));
  });
}

/** Why root does nothing to this unit, in words; null where it may, and the restart is counted then. */
async function whyNot(unit: string, done: number[], terms: Terms): Promise<string | null> {
  const { host, user, now = Date.now } = terms;
  const limit = terms.restarts();
  if ('why' in limit) return limit.why;
  if (done.filter((at) => at > now() - limit.windowMs).length >= limit.max)
    return `root restarts a service at most ${limit.max} times in ${limit.window} (its policy)`;
  const shown = await host.run(
    [
      'systemctl',
      'show',
      '--property=LoadState,User,FragmentPath,DropInPaths,UnitFileState,NeedDaemonReload',
      '--',
      unit,
    ],
    { timeoutMs: ASK_MS, env },
  );
  if (!shown.ok) return shown.why;
  const value = (name: string): string =>
    new RegExp(`^${name}=(.*)$`, 'm').exec(shown.value.stdout)?.[1] ?? '';
  if (value('LoadState') !== 'loaded') return `${unit} is ${value('LoadState') || 'unknown'} to systemd`;
  if (![user.name, String(user.uid)].includes(value('User')))
    return `${unit} runs as ${value('User') || 'root'}, not as ${user.name}`;
  if (value('NeedDaemonReload') === 'yes')
    return `${unit} was changed since systemd read it: run systemctl daemon-reload, after a look at the change`;
  const files = [value('FragmentPath'), ...value('DropInPaths').split(' ')].filter(Boolean);
  if (files.length === 0) return `${unit} has no file`;
  for (const file of files) {
    const hand = await strangerIn(file, 0);
    if (hand !== null) return hand;
  }
  done.push(now());
  return null;
}

async function ordered(host: HostPort, verb: 'restart' | 'start', unit: string): Promise<string | null> {
  // One that has given up does not start again before it is reset; that changes nothing else.
  await host.run(['systemctl', 'reset-failed', '--', unit], { timeoutMs: ASK_MS, env });
  const ran = await host.run(['systemctl', '--no-ask-password', '--no-block', verb, '--', unit], {
    timeoutMs: ASK_MS,
    env,
  });
  if (!ran.ok) return ran.why;
  return ran.value.code === 0 ? null : ran.value.stderr.trim().split('\n')[0] || `code ${ran.value.code}`;
}
