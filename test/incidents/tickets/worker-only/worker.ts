/** Incident, host and fleet as they are, in a Worker; its desks are a setting. */
import { agentRoutes, connectCheck } from '../../../../src/hub/agent-routes.ts';
import { fleetObject, hostObject } from '../../../../src/hub/durable-object.ts';
import { createJoinToken } from '../../../../src/hub/enrolment.ts';
import { fleetBehaviour } from '../../../../src/hub/fleet-object.ts';
import { hostBehaviour } from '../../../../src/hub/host-object.ts';
import { incidentObject } from '../../../../src/incidents/durable-object.ts';
import { loadSigner } from '../../../../src/protocol/signer.ts';
import { durableObjects, type ObjectBindings } from '../../../../src/storage/durable-object.ts';
import type { Address, Behaviour, Message } from '../../../../src/storage/objects.ts';
import { silentLog } from '../../../contracts/silent-log.ts';
import { incidentWithDesks } from '../behaviour.ts';

type Env = ObjectBindings & { JOB_SIGNING_KEY: string; DESKS: string };

const furnish = (behaviour: (env: Env) => Promise<Behaviour>) => (env: Env) => ({
  behaviour: () => behaviour(env),
  log: silentLog,
});

export const IncidentObject = incidentObject(
  furnish(async (env) => incidentWithDesks(durableObjects(env), env.DESKS)),
);
export const FleetObject = fleetObject(furnish(async () => fleetBehaviour()));
export const HostObject = hostObject(
  furnish(async (env) => {
    const signer = await loadSigner(env.JOB_SIGNING_KEY);
    return hostBehaviour({ objects: durableObjects(env), signer, log: silentLog });
  }),
);

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const objects = durableObjects(env);
    const signer = await loadSigner(env.JOB_SIGNING_KEY);
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.startsWith('/agents/connect/')) {
      const checked = await connectCheck(signer)(pathname);
      if (!checked.ok) return Response.json(checked.body, { status: checked.status });
      return env.HOST.getByName(checked.address.name).fetch(request);
    }
    if (pathname === '/token') {
      const name = searchParams.get('name') ?? 'node-3';
      const made = await createJoinToken({ signer, name, by: 'U-admin', now: Date.now() });
      await objects.send({ kind: 'host', name }, made.message);
      return new Response(made.token);
    }
    if (pathname === '/send') {
      const { to, message } = (await request.json()) as { to: Address; message: Message };
      return Response.json(await objects.send(to, message));
    }
    return agentRoutes({ objects, signer, log: silentLog }).fetch(request);
  },
};
