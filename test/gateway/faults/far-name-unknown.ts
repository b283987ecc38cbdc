/**
 * A client knows the gateway elsewhere by a name that no longer exists (the host was renamed, the private network is
 * gone).
 *
 * Seen on the host: mode remote; `getaddrinfo ENOTFOUND` for the name in `gateway.remote.url`; other names resolve.
 *
 * The twin's address is a name too, and it resolves.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'far-name-unknown',
  title: 'a client knows the gateway elsewhere by a name that no longer exists',
  accepted: ['wrong-target-url', 'dns-or-network-egress'],
  async plant(lab) {
    useFar(lab, { url: `wss://claw.night-shift.invalid:${lab.port}`, token: lab.token });
    await isTold(lab, /ENOTFOUND|EAI_AGAIN/);
    return undefined;
  },
  twin: {
    title: 'a client knows the gateway elsewhere by a name that resolves',
    async plant(lab) {
      await farGateway(lab);
      useFar(lab, { url: `ws://localhost:${lab.port}`, token: lab.token });
      await isAnswered(lab);
      return undefined;
    },
  },
});
