/**
 * The gateway was told to listen on the network (`gateway.bind: "lan"`) without any authentication, and refuses to
 * start, exit code 78, before it opens a port.
 *
 * Seen on the host: nothing listens; `gateway.bind` is lan and there is no `gateway.auth`, and no token in the
 * environment; the log's last line begins `Refusing to bind gateway to lan without auth.`
 */
import { defineFault, ranWellBefore } from '../fault.ts';

export default defineFault({
  name: 'bind-no-auth',
  title: 'a network bind without authentication is refused',
  accepted: ['bind-refused-no-auth'],
  async plant(lab) {
    await ranWellBefore(lab);
    lab.configure((config) => {
      config.gateway.bind = 'lan';
      delete config.gateway.auth;
    });
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title:
      'no token and not bound to "loopback" by name, but a password, and an address of its own that is 127.0.0.1',
    async plant(lab) {
      lab.configure((config) => {
        config.gateway.bind = 'custom';
        config.gateway.customBindHost = '127.0.0.1';
        config.gateway.auth = { mode: 'password', password: 'lab-password-0005' };
      });
      await lab.start();
      return undefined;
    },
  },
});
