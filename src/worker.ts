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
import { readSsm, type SsmSettings } from './dispatch/ssm-settings.ts';
import { freezeObject } from './freezes/durable-object.ts';
import { freezeRoutes } from './freezes/routes.ts';
import { createHttp } from './http.ts';
import { agentRoutes, connectCheck } from './hub/agent-routes.ts';
import { fleetObject, hostObject } from './hub/durable-object.ts';
import { succeeding } from './hub/succession.ts';
import { incidentObject } from './incidents/durable-object.ts';
import { createLog, LEVELS, type Log } from './log.ts';
import { gather } from './metrics/gather.ts';
import { createMeters } from './metrics/meters.ts';
import { BUILD_INFO } from './metrics/names.ts';
import { loadSigner } from './protocol/signer.ts';
import { createRedactor } from './redaction/redact.ts';
import { readSettings, type Settings, tellProblems, VERSION } from './settings.ts';
import type { Directory } from './slack/directory.ts';
import { durableObjects, type ObjectBindings } from './storage/durable-object.ts';
import type { Behaviour, ObjectKind } from './storage/objects.ts';
import type { DeskChoice } from './tickets/desks.ts';
import { ticketProblems } from './tickets/known-desks.ts';
import { readDesks } from './tickets/read-desks.ts';

/** `BUNDLES`: the bucket of wrangler.toml; without it no file is kept. */
type Env = ObjectBindings & { BUNDLES?: Bucket } & Record<string, unknown>;

/** Settings as they are set; throws all that is wrong with them at once. */
function settingsOf(env: Env): { settings: Settings; ssm: SsmSettings | null; choices: DeskChoice[] } {
  const read = readSettings(env, 'workers');
  const desks = readDesks(env);
  const road = readSsm(env, 'workers');
  const problems = [
    ...(read.ok ? [] : read.problems),
    ...(desks.ok ? [] : desks.problems),
    ...(road.ok ? [] : road.problems),
    ...(read.ok && desks.ok
      ? ticketProblems(
          read.settings,
          desks.desks.map(({ name }) => name),
        )
      : []),
  ];
  if (!read.ok || !desks.ok || !road.ok || problems.length > 0) throw new Error(tellProblems(problems));
  return { settings: read.settings, ssm: road.ssm, choices: desks.desks };
}

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
  const { settings, ssm, choices } = settingsOf(env);
  const jwk = settings.signingKey && 'jwk' in settings.signingKey ? settings.signingKey.jwk : '';
  const log = logOf(env);
  const directory = directoryOf(env, settings, log);
  const desks = desksOf(choices);
  const files = env.BUNDLES === undefined ? null : bundlesIn(env.BUNDLES);
  const objects = durableObjects(env);
  const given = {
    settings,
    ssm,
    log,
    directory,
    desks,
    files,
    meters: createMeters({ objects, log }),
    tracing: tracingOf(settings, log),
  };
  const { documents, formers } = settings.succession;
  const follows = await succeeding(await loadSigner(jwk), documents, formers);
  if (!follows.ok) throw new Error(`JOB_SIGNING_KEY is none that hosts would follow: ${follows.problem}.`);
  return { objects, signer: follows.signer, ...given };
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
