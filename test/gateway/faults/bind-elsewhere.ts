/**
 * The gateway is to listen on an address that this host no longer has: the lease of the network card changed, or the
 * configuration came from another host.
 *
 * Seen on the host: `gateway.bind` is custom; nothing listens, and the log's last line says `gateway bind=custom
 * requested ADDRESS but resolved 0.0.0.0; refusing fallback` (OpenClaw 2026.9.6). The validator finds nothing wrong.
 *
 * The twin listens on an address that the host has.
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { refusedSaying } from '../refusal.ts';

function boundTo(lab: Lab, address: string): void {
  lab.configure(({ gateway }) => {
    Object.assign(gateway, { bind: 'custom', customBindHost: address });
  });
}

export default defineFault({
  name: 'bind-elsewhere',
  title: 'the gateway is to listen on an address that this host does not have',
  accepted: ['config-conflict'],
  async plant(lab) {
    await ranWellBefore(lab);
    // Of the block for documentation, RFC 5737: no host has it.
    boundTo(lab, '192.0.2.44');
    const gateway = await lab.start({ wait: false });
    await refusedSaying(gateway, 'refusing fallback', lab.log);
    return undefined;
  },
  twin: {
    title: 'the gateway listens on an address of its own',
    async plant(lab) {
      boundTo(lab, '127.0.0.1');
      await lab.start();
      return undefined;
    },
  },
});
