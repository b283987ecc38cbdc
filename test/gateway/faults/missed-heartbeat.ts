/**
 * The agent no longer writes by itself: it is outside the hours in which it may.
 *
 * Seen on the host: `agents.defaults.heartbeat.activeHours` and the clock, and what the person says.
 *
 * The twin may speak around the clock.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, telegramChat } from '../telegram-chat.ts';

/** `HH:00` so many hours from now, in UTC. */
const hour = (ahead: number): string =>
  `${String((new Date().getUTCHours() + ahead) % 24).padStart(2, '0')}:00`;

async function speaks(lab: Lab, activeHours: { start: string; end: string }): Promise<undefined> {
  await telegramChat(lab);
  lab.configure((config) => {
    // It goes to the owner, who has to be known.
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [4711] } };
    const heartbeat = { every: '30m', activeHours: { ...activeHours, timezone: 'UTC' } };
    Object.assign(config.agents.defaults, { heartbeat });
  });
  await lab.start();
  return undefined;
}

export default defineFault({
  name: 'missed-heartbeat',
  title: 'it is outside the active hours, and the heartbeat is missed',
  accepted: ['heartbeat-skipped'],
  complaint: 'the bot never writes by itself any more',
  plant: (lab) => speaks(lab, { start: hour(6), end: hour(8) }),
  twin: {
    title: 'the heartbeat may speak at any hour, and is missed',
    plant: (lab) => speaks(lab, { start: '00:00', end: '24:00' }),
  },
});
