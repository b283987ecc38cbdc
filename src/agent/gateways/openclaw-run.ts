/**
 * @module agent/gateways/openclaw-run
 * Runs the gateway's own OpenClaw, the only program that a foreign file names and we start. As the gateway's user, and
 * only where nobody else could have written the program, the Node that runs it, or the files that it loads code from.
 */
import { type HostPort, type Outcome, type Ran, unseen } from '../host/host-port.ts';
import { turns } from '../host/turns.ts';
import { ownUid } from '../private-files.ts';
import type { Target } from './discover.ts';
import { commandEnv, openclawOf } from './openclaw-command.ts';

/** Each takes half a gigabyte, and a host may have many gateways. */
const ownTurns = turns(2);

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
  const { owner } = target;
  if (owner.why !== undefined) return unseen('refused', owner.why);
  if (owner.uid !== null && ownUid() >= 0 && owner.uid !== ownUid())
    return unseen('unavailable', `needs the gateway's user, who is ${owner.uid}; this is user ${ownUid()}`);
  // The service's own Node, if it names one: the release may not run on ours.
  const named = target.units.map(({ argv }) => argv[0] ?? '').find((word) => /^\/.*\/node$/.test(word));
  // Where links lead is looked at and run: who may write a link could lead it elsewhere in between.
  const real = named === undefined ? null : await host.real(named);
  if (real !== null && !real.ok) return real;
  const own = named === undefined ? null : (real?.value ?? named);
  const node = own ?? process.execPath;
  const env = commandEnv(target.env);
  const { stateDir, configPath } = target;
  const foreign = [...(own === null ? [] : [own]), program.value, stateDir, configPath];
  const argv = [node, program.value, ...args] as const;
  const options = { timeoutMs, env, signal, foreign };
  return inTurn(async () =>
    signal.aborted ? unseen('timed-out', 'its turn did not come in time') : host.run(argv, options),
  );
}
