/**
 * @module agent/supervisors/launchd
 * A gateway as a launch agent of a Mac. By the text of launchctl(1) and OpenClaw's own service code alone: no Mac has run
 * this, and the plan says so.
 */
import type { ServiceUnit } from '../gateways/service-units.ts';
import { ownUid } from '../private-files.ts';
import { because, type Owned, type Sight, type Supervisor, type Taken } from './supervisor.ts';

const LIMIT_MS = 30_000;

/** `gui/501/LABEL` for a user's agent, `system/LABEL` for a daemon. */
export const serviceTarget = ({ name, path }: Pick<ServiceUnit, 'name' | 'path'>, uid: number): string =>
  path.startsWith('/Library/LaunchDaemons/') ? `system/${name}` : `gui/${uid}/${name}`;

export const launchd: Supervisor = {
  id: 'launchd',
  async owns({ host, target, platform = process.platform }: Sight): Promise<Owned | null> {
    const unit = target.units.find(({ manager }) => manager === 'launchd');
    if (!unit || platform !== 'darwin') return null;
    const it = serviceTarget(unit, unit.owner?.uid ?? ownUid());
    const run = async (words: readonly [string, ...string[]]): Promise<Taken> => {
      const ran = await host.run(words, { timeoutMs: LIMIT_MS });
      if (!ran.ok && ran.look === 'timed-out')
        return { ok: null, because: because('restart.command-hangs', { unit: unit.name }) };
      if (!ran.ok)
        return { ok: false, because: because('restart.refused', { unit: unit.name, why: ran.why }) };
      const why = ran.value.stderr.trim().split('\n')[0] || `code ${ran.value.code}`;
      return ran.value.code === 0
        ? { ok: true }
        : { ok: false, because: because('restart.refused', { unit: unit.name, why }) };
    };
    const restart = ['launchctl', 'kickstart', '-k', it] as const;
    const start = ['launchctl', 'kickstart', it] as const;
    return {
      id: 'launchd',
      name: unit.name,
      holds: target.processes.ok && target.processes.value.length > 0,
      // `-k` ends it within its 20 s; its own restart drains five and hands over to launchd (2026.9.6, docs).
      revives: true,
      commands: { restart, start },
      cautions: [because('caution.untested-here', { supervisor: 'launchd' })],
      restart: () => run(restart),
      start: () => run(start),
    };
  },
};
