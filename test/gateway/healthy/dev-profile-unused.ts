/**
 * The user once wrote a configuration for a development profile and never started it: nothing listens on its port, it
 * has no state, and a provider's key in it is still a blank. The usual gateway serves.
 */
import { addProfile } from '../beside.ts';
import { defineHealthy } from '../healthy.ts';

const variable = (name: string) => `\${${name}}`;

export default defineHealthy({
  name: 'dev-profile-unused',
  title: 'a development profile was configured and never started',
  async plant(lab) {
    await addProfile(lab, 'dev', ({ models }) => {
      Object.assign(models.providers.stub as object, { apiKey: variable('DEV_MODEL_KEY') });
    });
    await lab.start();
    return undefined;
  },
});
