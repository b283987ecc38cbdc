/**
 * The gateway elsewhere was put behind the house's web server, under a path of its own, and this client was given the server's
 * address without the path: the web server has nothing to upgrade there and answers 404.
 *
 * Seen on the host: mode remote; `gateway.remote.url` has no path; the upgrade at that address is answered with HTTP 404.
 *
 * The twin's address has the path.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';
import { frontDoor } from '../front-door.ts';
import type { Lab } from '../lab.ts';

const PATH = '/assistant';

/** The far gateway behind a web server; this host is told the server's address with `path` behind it. */
async function told(lab: Lab, path: string): Promise<void> {
  await farGateway(lab);
  const door = await frontDoor(lab, { to: lab.port, path: PATH });
  useFar(lab, { url: `ws://127.0.0.1:${door}${path}`, token: lab.token });
}

export default defineFault({
  name: 'far-path-forgotten',
  title: 'a client whose address lacks the path under which a web server has the gateway',
  accepted: ['wrong-target-url'],
  async plant(lab) {
    await told(lab, '');
    await isTold(lab, '404');
    return undefined;
  },
  twin: {
    title: 'a client whose address has the path under which a web server has the gateway',
    async plant(lab) {
      await told(lab, PATH);
      await isAnswered(lab);
      return undefined;
    },
  },
});
