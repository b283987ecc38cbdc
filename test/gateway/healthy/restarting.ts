/**
 * A planned restart is under way: a changed setting needs it, and the gateway restarts itself.
 */
import { defineHealthy } from '../healthy.ts';
import { type GatewayConfig, seen } from '../lab.ts';

/** A path that the gateway takes over only by restarting itself. */
const needsRestart = (config: GatewayConfig): void => {
  config.gateway.controlUi = { basePath: '/claw' };
};

export default defineHealthy({
  name: 'restarting',
  title: 'a planned restart is under way',
  says: ['gateway-starting', 'gateway-draining'],
  verdicts: ['waiting', 'healthy'],
  async plant(lab) {
    await lab.start();
    lab.configure(needsRestart);
    await seen(lab, 'restart');
    return undefined;
  },
});
