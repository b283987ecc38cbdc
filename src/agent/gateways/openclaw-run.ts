/**
 * @module agent/gateways/openclaw-run
 * Runs the gateway's own OpenClaw, the only program that a foreign file names and we start. As the gateway's user, and
 * only where nobody else could have written the program, the Node that runs it, or the files that it loads code from.
 */
import { dirname } from 'node:path';
import { type HostPort, type Outcome, type Ran, unseen } from '../host/host-port.ts';
import { turns } from '../host/turns.ts';
import type { Env, Target } from './discover.ts';
import { commandEnv, openclawOf } from './openclaw-command.ts';
import { runnerOf } from './target-account.ts';

/** What leads OpenClaw to its gateway; nothing else of root's environment is another user's business. */
const LEADS = ['OPENCLAW_STATE_DIR', 'OPENCLAW_CONFIG_PATH', 'OPENCLAW_PROFILE'];

/** Each takes half a gigabyte, and a host may have many gateways. */
const ownTurns = turns(2);

const leadsIn = (env: Env): Env => Object.fromEntries(LEADS.map((name) => [name, env[name]]));

/** Runs `openclaw ARGS` for a gateway. Refusals name what was not run and why; see `HostPort.run`. */
export async function runOpenclaw(
  {
    host,
    target,
    openclaw,
    signal,
    inTurn = ownTurns,
  }: {
    host: HostPort;
    target: Target;
    openclaw: string;
    signal: AbortSignal;
    /** Where other processes look too, whoever counts for all of them. */
    inTurn?: typeof ownTurns;
  },
  args: readonly string[],
  timeoutMs: number,
): Promise<Outcome<Ran>> {
  const program = await openclawOf(host, openclaw, target);
  if (!program.ok) return program;
  const runner = await runnerOf(host, target);
  if (!runner.ok) return runner;
  // The service's own Node, if it names one: the release may not run on ours.
  const named = target.units.map(({ argv }) => argv[0] ?? '').find((word) => /^\/.*\/node$/.test(word));
  // Where links lead is looked at and run: who may write a link could lead it elsewhere in between.
  const real = named === undefined ? null : await host.real(named);
  if (real !== null && !real.ok) return real;
  const own = named === undefined ? null : (real?.value ?? named);
  const node = own ?? process.execPath;
  const as = runner.value;
  const env = as
    ? commandEnv({
        ...leadsIn(target.env),
        HOME: as.home,
        USER: as.name,
        LOGNAME: as.name,
        XDG_RUNTIME_DIR: `/run/user/${as.uid}`,
        PATH: dirname(node),
      })
    : commandEnv(target.env);
  const { stateDir, configPath } = target;
  const foreign = [...(own === null ? [] : [own]), program.value, stateDir, configPath];
  const argv = [node, program.value, ...args] as const;
  const options = { timeoutMs, env, signal, foreign, ...(as ? { as } : {}) };
  return inTurn(async () =>
    signal.aborted ? unseen('timed-out', 'its turn did not come in time') : host.run(argv, options),
  );
}
