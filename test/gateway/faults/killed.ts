/**
 * The gateway was killed (SIGKILL, as the kernel does when memory runs out) and nobody started it again.
 *
 * Seen on the host: nothing runs, the port is free; its lock files still name the dead process; in
 * `gateway_boot_lifecycle` its last run has no end.
 *
 * In the twin the same happened, and somebody started it again.
 */
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'killed',
  title: 'the gateway was killed, and nothing starts it again',
  accepted: ['gateway-unreachable', 'service-stopped', 'service-not-installed'],
  async plant(lab) {
    await (await lab.start()).kill();
    return undefined;
  },
  twin: {
    title: 'the gateway was killed, and runs again',
    async plant(lab) {
      await (await lab.start()).kill();
      await lab.start();
      return undefined;
    },
  },
});
