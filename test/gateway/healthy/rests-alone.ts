/**
 * A configuration was put on a host for later: nobody started it, nothing will start it, and half of what it names is
 * not there yet. Nothing else runs.
 */
import { defineHealthy } from '../healthy.ts';
import { configureProfile, leaveOldPlaces, PLAIN_SHELL } from '../in-default-places.ts';

export default defineHealthy({
  name: 'rests-alone',
  title: 'a configuration that was never started, alone on its host',
  verdicts: ['unknown', 'healthy'],
  async plant(lab) {
    configureProfile(lab, null, ({ agents }) => {
      agents.defaults.workspace = '/srv/not-there-yet/workspace';
    });
    leaveOldPlaces(lab);
    return { env: PLAIN_SHELL };
  },
});
