/** Objects of today over stores that are put into them as text: what an earlier Worker has left behind. */
import { freezeObject } from '../../../src/freezes/durable-object.ts';
import { freezeBehaviour } from '../../../src/freezes/freeze-object.ts';
import { fleetObject, hostObject } from '../../../src/hub/durable-object.ts';
import { fleetBehaviour } from '../../../src/hub/fleet-object.ts';
import { hostBehaviour } from '../../../src/hub/host-object.ts';
import { incidentObject } from '../../../src/incidents/durable-object.ts';
import { incidentBehaviour } from '../../../src/incidents/incident-object.ts';
import { loadSigner } from '../../../src/protocol/signer.ts';
import { durableObjects, type ObjectBindings } from '../../../src/storage/durable-object.ts';
import type { Address, Behaviour, Message, ObjectKind, Row } from '../../../src/storage/objects.ts';
import { silentLog } from '../../contracts/silent-log.ts';

type Env = ObjectBindings & { JOB_SIGNING_KEY: string };

/** At the beginning of time nobody is woken: this looks at what there is, not at what comes of it. */
const stopped = (behaviour: Behaviour): Behaviour => ({
  ...behaviour,
  start: (self) => behaviour.start({ ...self, now: () => 0 }),
});
const furnish = (behaviour: (env: Env) => Promise<Behaviour>) => (env: Env) => ({
  behaviour: async () => stopped(await behaviour(env)),
  log: silentLog,
});

/** Puts a store into the place of what there is; the life of before is to be evicted afterwards. */
async function load({ storage }: DurableObjectState, text: string): Promise<void> {
  await storage.deleteAlarm();
  await storage.deleteAll();
  storage.sql.exec(text);
}
const rowsIn = ({ storage }: DurableObjectState, sql: string): Row[] => storage.sql.exec<Row>(sql).toArray();

export class IncidentObject extends incidentObject(
  furnish(async (env) => incidentBehaviour({ objects: durableObjects(env), notifiers: {}, log: silentLog })),
) {
  load(text: string): Promise<void> {
    return load(this.ctx, text);
  }
  rows(sql: string): Row[] {
    return rowsIn(this.ctx, sql);
  }
}
export class HostObject extends hostObject(
  furnish(async (env) => {
    const signer = await loadSigner(env.JOB_SIGNING_KEY);
    return hostBehaviour({ objects: durableObjects(env), signer, log: silentLog });
  }),
) {
  load(text: string): Promise<void> {
    return load(this.ctx, text);
  }
  rows(sql: string): Row[] {
    return rowsIn(this.ctx, sql);
  }
}
export class FleetObject extends fleetObject(furnish(async () => fleetBehaviour())) {
  load(text: string): Promise<void> {
    return load(this.ctx, text);
  }
  rows(sql: string): Row[] {
    return rowsIn(this.ctx, sql);
  }
}
export class FreezeObject extends freezeObject(
  furnish(async (env) =>
    freezeBehaviour({
      ...{ objects: durableObjects(env), notifiers: {}, log: silentLog, announceIn: () => [], windows: [] },
      ...{ hostsOf: async () => [], keepMs: 90 * 86_400_000 },
    }),
  ),
) {
  load(text: string): Promise<void> {
    return load(this.ctx, text);
  }
  rows(sql: string): Row[] {
    return rowsIn(this.ctx, sql);
  }
}

type Kept = { load(text: string): Promise<void>; rows(sql: string): Promise<Row[]> };
type Asked = { to: Address } & ({ load: string } | { sql: string } | { message: Message });

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const asked = (await request.json()) as Asked;
    const namespace = env[asked.to.kind.toUpperCase() as Uppercase<ObjectKind>];
    const stub = namespace.getByName(asked.to.name) as unknown as Kept;
    try {
      if ('load' in asked) await stub.load(asked.load);
      if ('sql' in asked) return Response.json({ reply: [...(await stub.rows(asked.sql))] });
      if ('message' in asked)
        return Response.json({ reply: await durableObjects(env).send(asked.to, asked.message) });
      return Response.json({ reply: null });
    } catch (error) {
      return Response.json({ error: (error as Error).message });
    }
  },
};
