/**
 * @module agent/recovery/repairs/leave-out-variable
 * A gateway that somebody started with a part of it switched off by a variable is ended and started without that one: a
 * restart keeps the environment. Only where nothing but the process itself has the variable, and only for what was found.
 */
import { doesNotApply, type Repair } from '../repair.ts';
import { because } from '../told-value.ts';

/** What each finding's part of the gateway is switched off by (2026.9.6). */
const SWITCHED_OFF_BY: Readonly<Record<string, string>> = {
  'channel-disconnected': 'OPENCLAW_SKIP_CHANNELS',
  'cron-disabled': 'OPENCLAW_SKIP_CRON',
};

const isOn = (word: string | undefined): boolean => /^(?:1|true|yes|on)$/i.test(word?.trim() ?? '');

export const leaveOutVariable: Repair = {
  id: 'leave-out-variable',
  async look({ site: { target }, finding, config }) {
    const variable = finding === null ? undefined : SWITCHED_OFF_BY[finding];
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    if (variable === undefined || !isOn(main?.env?.[variable])) return doesNotApply('variable.not-set');
    // There it would come back with the next start, and its definition is its owner's.
    if (target.units.length > 0 || target.container !== undefined)
      return doesNotApply('variable.in-service', { variable });
    const judged = await config.judged();
    if (judged.ok && !judged.valid) return doesNotApply('config.invalid');
    return {
      applies: true,
      because: because('variable.switches-off', { variable }),
      changes: [{ what: `${variable} of the running gateway`, before: '1', after: null }],
      args: { variable },
      needs: 'stop-start',
      command: null,
      cautions: [],
    };
  },
  async stage() {
    return { ok: true, files: [] };
  },
};
