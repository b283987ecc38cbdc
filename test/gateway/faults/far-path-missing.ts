/**
 * The gateway elsewhere lives behind a web server, under a path of its own. This client was given the server's name and
 * port, and not the path: what it asks for is not there.
 *
 * Seen on the host: mode remote; HTTP 404 to the upgrade at the address of `gateway.remote.url`, which has no path; the
 * place answers pages.
 *
 * The twin's address has the path.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';
import { frontDoor } from '../front-door.ts';
import type { Lab } from '../lab.ts';

const PATH = '/claw';

/** The far gateway behind its web server; returns the port of that. */
async function behindPath(lab: Lab): Promise<number> {
  await farGateway(lab);
  return frontDoor(lab, { to: lab.port, path: PATH });
}

export default defineFault({
  name: 'far-path-missing',
  title: 'the address of a client lacks the path under which the gateway lives',
  accepted: ['wrong-target-url'],
  async plant(lab) {
    const port = await behindPath(lab);
    useFar(lab, { url: `ws://127.0.0.1:${port}`, token: lab.token });
    await isTold(lab, /404/);
    return undefined;
  },
  twin: {
    title: 'the address of a client has the path under which the gateway lives',
    async plant(lab) {
      const port = await behindPath(lab);
      useFar(lab, { url: `ws://127.0.0.1:${port}${PATH}`, token: lab.token });
      await isAnswered(lab);
      return undefined;
    },
  },
});
