/**
 * A booted host as a machine behind the stand-in of AWS SSM: the shipped document is handed to root there, unchanged.
 */
import { asKept, type Ran, type Running, type Step, scriptOf } from '../fakes/ssm/machine.ts';
import type { Host } from './nspawn.ts';

/** A step in a unit of its own, with nothing in its environment; to cancel it ends all that it has started. */
export function runOn(host: Host, step: Step): Running {
  const unit = `ssm-${step.command}`;
  const run = `systemd-run --quiet --wait --pipe --collect --unit=${unit} --property=KillMode=control-group \
    --setenv=SSM_COMMAND_ID=${step.command} /bin/sh -c "$(cat)"`;
  let killed = false;
  const ended = host
    .sh(run, { input: scriptOf(step), limitMs: step.timeoutMs })
    .then(({ code, stdout, stderr }): Ran => asKept({ code, out: stdout, err: stderr, killed }));
  const kill = (): void => {
    killed = true;
    void host.sh(`systemctl kill --signal=KILL ${unit}.service`).catch(() => undefined);
  };
  return { ended, kill };
}
