/**
 * @module agent/supervisors/plain-process
 * A gateway that nothing supervises: `openclaw gateway run` in a terminal, a script, a container's shell. It restarts
 * within its process when it is told to (SIGUSR2, OpenClaw 2026.9.6). Ended and started again it is only where that
 * cannot help: a credential given by flag survives every restart, and some take themselves for a service's and only end.
 */
import { existsSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { at } from '../gateways/config-file.ts';
import { pulseOf } from '../gateways/processes.ts';
import { readPrivate, writePrivate } from '../private-files.ts';
import { startDetached } from './detached-start.ts';
import { type Running, runningNow } from './instance.ts';
import { Launch, launchAnew, launchOf, staysAlive, withoutVariables } from './launch.ts';
import { servedAt } from './serving.ts';
import { catches, sendTo, waitGone } from './signals.ts';
import { because, type Owned, type Sight, type Supervisor, type Taken, type Tools } from './supervisor.ts';

/** A stop drains for 315 s at most, then tidies up for 10 (gateway-shutdown-budget.mjs of 2026.9.6). Milliseconds. */
const STOP_MS = 330_000;
/** Whoever starts it in a loop does so within this time after its end. Milliseconds. */
const LOOP_MS = 2_500;

/** What is kept until the start is shown to have worked. */
const Kept = z.strictObject({
  launch: Launch,
  process: z.strictObject({ pid: z.number(), start: z.number(), boot: z.string().nullish() }).optional(),
});

function kept(keep: string): z.infer<typeof Kept> | null {
  try {
    return existsSync(keep) ? (Kept.safeParse(JSON.parse(readPrivate(keep) ?? 'null')).data ?? null) : null;
  } catch {
    return null; // Torn by a full disk: then it is started as an operator would.
  }
}

/** No longer needed: it holds secrets of the gateway's environment. */
export const forgetLaunch = (keep: string): void => rmSync(keep, { force: true });

async function begin(sight: Sight, launch: Launch, { keep }: Tools): Promise<Taken> {
  const { process, ...taken } = await startDetached(sight, launch, keep);
  if (taken.ok === true) writePrivate(keep, JSON.stringify({ launch, ...(process ? { process } : {}) }));
  return taken;
}

/** Starts it where nothing runs: as it ran before where that is remembered. */
async function start(sight: Sight, tools: Tools): Promise<Taken> {
  if ((await runningNow(sight)) !== null || sight.target.maybeStarting > 0) return { ok: true };
  const before = kept(tools.keep);
  const made = before ? { ok: true as const, launch: before.launch } : await launchAnew(sight);
  return made.ok
    ? begin(sight, made.launch, tools)
    : { ok: false, because: because('start.unknown-how', { why: made.why }) };
}

/** Ends it in good order, and starts it as it was, but without a credential of its command line. */
async function anew(sight: Sight, running: Running, tools: Tools): Promise<Taken> {
  const { target } = sight;
  const main = target.processes.ok
    ? target.processes.value.find(({ pid }) => pid === running.instance.pid)
    : undefined;
  if (!main)
    return { ok: false, because: because('restart.unreadable-process', { pid: running.instance.pid }) };
  const made = await launchOf(sight, main, tools.atConfiguredPort ? null : running.port);
  if (!made.ok) return { ok: false, because: because('start.unknown-how', { why: made.why }) };
  const launch = { ...made.launch, env: withoutVariables(made.launch.env, tools.without ?? []) };
  // Before the stop: who comes after us must know how to start it.
  writePrivate(tools.keep, JSON.stringify({ launch }));
  const stopped = await stop(sight, running, tools.signal);
  if (stopped.ok !== true) return stopped;
  // A script that starts it in a loop is quicker; two would be one too many.
  await setTimeout(LOOP_MS);
  if ((await runningNow(sight)) !== null) return { ok: true };
  const started = await begin(sight, launch, tools);
  return started.ok === false ? { ok: null, because: started.because } : started;
}

/** SIGTERM, and SIGKILL only for one that neither ends nor says that it still works. */
async function stop({ host, target }: Sight, { instance }: Running, signal: AbortSignal): Promise<Taken> {
  const sent = await sendTo(host, instance, 'SIGTERM');
  if (sent === 'no-right')
    return { ok: false, because: because('restart.no-right', { unit: instance.pid, why: 'EPERM' }) };
  if ((await pulseOf(host, instance.pid))?.state === 'stopped') await sendTo(host, instance, 'SIGCONT');
  if (await waitGone(host, instance, STOP_MS, signal)) return { ok: true };
  const tls = at(target.config.value, 'gateway.tls.enabled') === true;
  const { startup } = await servedAt({ port: target.port, tls, signal: AbortSignal.timeout(5_000) });
  if (signal.aborted || startup === 'draining')
    return { ok: null, because: because('restart.still-draining') };
  await sendTo(host, instance, 'SIGKILL');
  return (await waitGone(host, instance, 5_000, AbortSignal.timeout(6_000)))
    ? { ok: true }
    : { ok: null, because: because('restart.does-not-end', { pid: instance.pid }) };
}

export const plainProcess: Supervisor = {
  id: 'process',
  async owns(sight): Promise<Owned | null> {
    const { host, target } = sight;
    if (target.container || target.root !== '') return null;
    const running = await runningNow(sight);
    const [main] = target.processes.ok ? target.processes.value : [];
    const signals = running !== null && (await catches(host, running.instance.pid, 'SIGUSR2'));
    // Unknown is no: one that ends at its restart stays down unless we start it.
    const stays = signals && main?.env != null && staysAlive(main.env);
    const way = async (tools: Tools): Promise<Taken> => {
      const now = await runningNow(sight);
      if (now === null) return start(sight, tools);
      if (!stays) return anew(sight, now, tools);
      const sent = await sendTo(host, now.instance, 'SIGUSR2');
      return sent === 'sent'
        ? { ok: true }
        : { ok: false, because: because('restart.no-right', { unit: now.instance.pid, why: sent }) };
    };
    const pid = running?.instance.pid ?? 0;
    const run = ['openclaw', 'gateway', 'run'];
    return {
      id: 'process',
      name: running ? `PID ${pid}` : 'openclaw gateway run',
      holds: running !== null,
      revives: stays,
      commands: {
        restart: stays ? ['kill', '-USR2', String(pid)] : ['kill', '-TERM', String(pid), '&&', ...run],
        start: run,
      },
      cautions: running === null || stays ? [] : [because('caution.stop-and-start', { pid })],
      restart: way,
      start: (tools) => start(sight, tools),
      async anew(tools) {
        const now = await runningNow(sight);
        return now === null ? start(sight, tools) : anew(sight, now, tools);
      },
      async givenUp(keep) {
        const launched = kept(keep)?.process;
        if (!launched || (await runningNow(sight)) !== null) return null;
        const gone = await waitGone(host, launched, 0, AbortSignal.timeout(1_000));
        return gone ? because('start.ended-by-itself', { pid: launched.pid }) : null;
      },
    };
  },
};
