/**
 * @module agent/supervisors/outlook
 * What a plan says of a restart before anybody agrees to it: who would do it and how it is typed, which instance is meant,
 * and what a reader must know first.
 */
import type { Because } from '../../protocol/recovery.ts';
import { runningNow, wordOf } from './instance.ts';
import { ownerOf } from './owner.ts';
import type { Sight, SupervisorId } from './supervisor.ts';
import { because } from './supervisor.ts';
import { watchdogsOf } from './watchdogs.ts';

export type Outlook = {
  supervisor: SupervisorId | 'none';
  /** `restart.systemd-user`, `start.docker`, `restart.stop-start`, …; null where nobody can. */
  operation: string | null;
  command: readonly string[] | null;
  cautions: readonly Because[];
  /** For `plan.standing.instance`. */
  instance: string | null;
};

/** `anew`: a credential given by flag must go, which no restart does. */
export async function outlookOf(sight: Sight, wanted: 'restart' | 'start' | 'anew'): Promise<Outlook> {
  const owner = await ownerOf(sight);
  const running = await runningNow(sight, await owner?.firstProcess?.());
  const instance = running && wordOf(running.instance);
  const others = await watchdogsOf(sight);
  if (!owner) return { supervisor: 'none', operation: null, command: null, cautions: others, instance };
  const verb = running === null ? 'start' : wanted === 'start' ? 'restart' : wanted;
  const cuts = verb === 'start' ? [] : [because('caution.turns-run-again')];
  const cautions = [...cuts, ...owner.cautions, ...others];
  const base = { supervisor: owner.id, cautions, instance };
  if (verb !== 'anew') return { ...base, operation: `${verb}.${owner.id}`, command: owner.commands[verb] };
  if (!owner.anew) return { ...base, operation: `restart.${owner.id}`, command: owner.commands.restart };
  const pid = String(running?.instance.pid);
  const away = [because('caution.stop-and-start', { pid }), because('caution.flags-lost')];
  const command = ['kill', '-TERM', pid, '&&', ...owner.commands.start];
  return { ...base, cautions: [...cuts, ...away, ...others], operation: 'restart.stop-start', command };
}
