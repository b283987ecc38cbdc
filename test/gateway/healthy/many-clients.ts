/**
 * A whole office is connected at once: forty apps, each a paired device of its own, and all of them ask at the same
 * moment.
 */
import { defineHealthy } from '../healthy.ts';
import { pairedOperator } from '../operator.ts';

const OFFICE = 40;

export default defineHealthy({
  name: 'many-clients',
  title: 'forty apps are connected',
  async plant(lab) {
    await lab.start();
    const apps = [];
    for (let desk = 1; desk <= OFFICE; desk++) apps.push(await pairedOperator(lab, `desk-${desk}`));
    const answers = await Promise.all(apps.map((app) => app.call('status')));
    if (!answers.every(({ ok }) => ok)) throw new Error('Some of the apps were not answered');
    return undefined;
  },
});
