/** A Worker around the probe object: the real shells and adapter, and a door for the test to knock at. */
import { freezeObject } from '../../../src/freezes/durable-object.ts';
import { fleetObject, hostObject } from '../../../src/hub/durable-object.ts';
import { incidentObject } from '../../../src/incidents/durable-object.ts';
import { durableObjects, type ObjectBindings } from '../../../src/storage/durable-object.ts';
import type { Address, Message } from '../../../src/storage/objects.ts';
import { probeBehaviour } from '../probe-object.ts';
import { silentLog } from '../silent-log.ts';

const furnish = (env: ObjectBindings) => ({
  behaviour: async () => probeBehaviour(durableObjects(env)),
  log: silentLog,
});

export const IncidentObject = incidentObject(furnish);
export const HostObject = hostObject(furnish);
export const FleetObject = fleetObject(furnish);
export const FreezeObject = freezeObject(furnish);

export default {
  async fetch(request: Request, env: ObjectBindings): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/connect/'))
      return env.HOST.getByName(pathname.slice('/connect/'.length)).fetch(request);
    const { to, message } = (await request.json()) as { to: Address; message: Message };
    try {
      return Response.json({ reply: await durableObjects(env).send(to, message) });
    } catch (error) {
      return Response.json({ error: (error as Error).message });
    }
  },
};
