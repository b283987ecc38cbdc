/**
 * @module worker
 * Door: the same bot on Cloudflare Workers. Everything is put together anew for each request and each
 * object, because what outlives a request here carries that request's trouble into the next.
 */
import {
  approvals,
  behaviours,
  bundles,
  conversation,
  desksOf,
  keepWindows,
  type Parts,
  pipelines,
  slackDirectory,
  slackRequests,
  sweepBundles,
  tracingOf,
} from './bot.ts';
import { type Bucket, bundlesIn } from './bundles/r2-bundles.ts';
import { freezeObject } from './freezes/durable-object.ts';
import { freezeRoutes } from './freezes/routes.ts';
import { createHttp } from './http.ts';
import { agentRoutes, connectCheck } from './hub/agent-routes.ts';
import { fleetObject, hostObject } from './hub/durable-object.ts';
import { incidentObject } from './incidents/durable-object.ts';
import { createLog, LEVELS, type Log } from './log.ts';
import { gather } from './metrics/gather.ts';
import { createMeters } from './metrics/meters.ts';
import { BUILD_INFO } from './metrics/names.ts';
import { createRedactor } from './redaction/redact.ts';
import { type Settings, tellProblems, VERSION } from './settings.ts';
import type { Directory } from './slack/directory.ts';
import { durableObjects, type ObjectBindings } from './storage/durable-object.ts';
import type { Behaviour, ObjectKind } from './storage/objects.ts';
import { judgeWorker } from './worker-settings.ts';

/** `BUNDLES`: the bucket of wrangler.toml; without it no file is kept. */
type Env = ObjectBindings & { BUNDLES?: Bucket } & Record<string, unknown>;

function logOf(env: Env): Log {
  // Known before the settings are: their problems must reach somebody.
  const level = LEVELS.find((one) => one === env.LOG_LEVEL) ?? 'info';
  return createLog({ level, redact: createRedactor({}).text });
}

/**
 * Who is who outlives a request, one directory for each environment: else every command would wait for Slack
 * to say who typed it. It makes a client anew for each look, and nobody waits long for another request's.
 */
const directories = new WeakMap<Env, Directory | null>();

function directoryOf(env: Env, settings: Settings, log: Log): Directory | null {
  const known = directories.get(env);
  if (known !== undefined) return known;
  const fresh = slackDirectory(settings, log);
  directories.set(env, fresh);
  return fresh;
}

async function partsOf(env: Env): Promise<Parts> {
  const judged = await judgeWorker(env);
  if (!judged.ok) throw new Error(tellProblems(judged.problems));
  const { settings, ssm, choices, signer } = judged;
  const log = logOf(env);
  const directory = directoryOf(env, settings, log);
  const desks = desksOf(choices);
  const files = env.BUNDLES === undefined ? null : bundlesIn(env.BUNDLES);
  const objects = durableObjects(env);
  const meters = createMeters({ objects, log });
  const tracing = tracingOf(settings, log);
  return { objects, signer, settings, ssm, log, directory, desks, files, meters, tracing };
}

const furnish = (kind: ObjectKind) => (env: Env) => ({
  behaviour: async (): Promise<Behaviour> => behaviours(await partsOf(env))[kind],
  log: logOf(env),
});

export const IncidentObject = incidentObject(furnish('incident'));
export const HostObject = hostObject(furnish('host'));
export const FleetObject = fleetObject(furnish('fleet'));
export const FreezeObject = freezeObject(furnish('freeze'));

/** Environments whose freeze windows were looked after in this isolate. */
const kept = new WeakSet<Env>();

async function keepWindowsOnce(env: Env, parts: Parts): Promise<void> {
  if (kept.has(env)) return;
  kept.add(env);
  await keepWindows(parts);
}

export default {
  async fetch(request, env, ctx): Promise<Response> {
    const log = logOf(env);
    let parts: Parts;
    try {
      parts = await partsOf(env);
    } catch (error) {
      // Told to whoever reads the Worker's log; a stranger need not know which setting is missing.
      log.error({ problems: (error as Error).message }, 'The settings are wrong');
      const told = {
        code: 'settings',
        message: 'The bot is not set up.',
        hint: 'Its log says what is missing.',
      };
      return Response.json({ error: told }, { status: 503 });
    }
    const { objects, signer, settings, meters, tracing } = parts;
    const publicUrl = settings.publicUrl ?? new URL(request.url).origin;
    const slack = slackRequests(parts, conversation(parts, publicUrl));
    ctx.waitUntil(keepWindowsOnce(env, parts));
    const asked = pipelines(parts);
    const told = async (): Promise<void> => void (await Promise.all([meters.told(), tracing.told()]));
    const check = connectCheck(signer);
    const app = createHttp({
      log,
      agents: agentRoutes({ objects, signer, log }),
      ...(asked && { freezes: freezeRoutes(asked) }),
      approvals: approvals(parts),
      bundles: bundles(parts),
      async connect(dialled) {
        const checked = await check(new URL(dialled.url).pathname);
        if (!checked.ok) return Response.json(checked.body, { status: checked.status });
        return env.HOST.getByName(checked.address.name).fetch(dialled);
      },
      ...(slack && {
        async slack(posted: Request) {
          const answer = await slack(posted, (work) => ctx.waitUntil(work.finally(told)));
          ctx.waitUntil(told());
          return answer;
        },
      }),
      // Whoever gets here has settings and a key; objects are Cloudflare's to keep.
      ready: async () => [{ what: 'settings', ok: true }],
      figures: async () => [
        { name: 'build_info', ...BUILD_INFO, value: 1, labels: { version: VERSION } },
        ...(await gather(objects, Date.now())),
      ],
      ...(settings.metricsToken !== undefined && { metricsToken: settings.metricsToken }),
      isLocal: () => false,
    });
    return app.fetch(request, env, ctx);
  },

  /** A cron trigger, if one is set: windows are kept though nobody calls for days. */
  async scheduled(_event, env): Promise<void> {
    const parts = await partsOf(env);
    await keepWindows(parts);
    await sweepBundles(parts);
  },
} satisfies ExportedHandler<Env>;
