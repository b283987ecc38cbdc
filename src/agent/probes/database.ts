/**
 * @module agent/probes/database
 * The gateway's databases: are they whole, and of a form that the installed release knows? A start with a damaged or
 * newer database is refused, and what it printed is often kept nowhere. The same for the one in which OpenClaw's
 * processes hand work over: all gateways of one user share it.
 */
import { dirname, join } from 'node:path';
import { openclawOf } from '../gateways/openclaw-command.ts';
import { packageOf } from '../gateways/openclaw-package.ts';
import type { DatabaseHealth } from '../host/database-copy.ts';
import type { HostPort } from '../host/host-port.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

/** Chunks of OpenClaw 2026.9.6 that compare the form of the state database with the one they were built for. */
const OPENS_STATE = /^openclaw-state-db-(?:schema-version|read-connection)-[\w-]+\.m?js$/;
const BUILT_FOR = /NewerSqliteSchemaVersionError\("OpenClaw state database",[^)]{0,80}, (\d{1,4})\)/;
const MOST_CHUNK = 2 * 1024 * 1024;
const MOST_AGENTS = 8;

/** The schema that the installed release knows; undefined where this release is built otherwise. */
async function knownSchema({ host, openclaw, target }: ProbeContext): Promise<number | undefined> {
  const program = await openclawOf(host, openclaw, target);
  const installed = program.ok ? await packageOf(host, program.value) : program;
  if (!installed.ok) return undefined;
  const dist = join(dirname(installed.value.path), 'dist');
  const names = await host.list(dist);
  for (const name of (names.ok ? (names.value ?? []) : []).filter((one) => OPENS_STATE.test(one))) {
    const text = await host.read(join(dist, name), { maxBytes: MOST_CHUNK });
    const found = BUILT_FOR.exec(text.ok ? (text.value ?? '') : '')?.[1];
    if (found !== undefined) return Number(found);
  }
  return undefined;
}

async function agentDatabases(host: HostPort, state: string): Promise<string[]> {
  const agents = await host.list(`${state}/agents`);
  const names = agents.ok ? (agents.value ?? []) : [];
  return names.slice(0, MOST_AGENTS).map((name) => `${state}/agents/${name}/agent/openclaw-agent.sqlite`);
}

/**
 * OpenClaw opens this file to read only before it puts a configuration right; SQLite then may not roll back what a
 * killed process left, and the start is refused with "attempt to write a readonly database" (2026.9.6, observed). It
 * lies in /tmp/openclaw where that is the user's own, else in TMPDIR/openclaw-UID, whatever the state directory.
 */
async function halfWritten({ host, target, shell }: ProbeContext): Promise<string | undefined> {
  const state = await host.stat(target.root + target.stateDir);
  if (!state.ok || state.value === null) return undefined;
  const { uid } = state.value;
  const own = [target.env.TMPDIR, shell.TMPDIR, '/tmp'].flatMap((tmp) =>
    tmp ? [join(tmp, `openclaw-${uid}`)] : [],
  );
  for (const folder of ['/tmp/openclaw', ...own]) {
    const file = `${folder}/managed-update-handoffs.sqlite`;
    const found = await host.stat(`${target.root}${file}-journal`);
    // An empty one, or one whose head is zeros, is what SQLite leaves when it has finished: it rolls neither back
    // (sqlite.org/lockingv3.html, "hot journals").
    if (!found.ok || found.value === null || found.value.uid !== uid || found.value.size === 0) continue;
    const head = await host.read(`${target.root}${file}-journal`, { maxBytes: 8 });
    if (head.ok && head.value !== null && head.value.charCodeAt(0) > 0) return file;
  }
  return undefined;
}

export const database = defineProbe({
  id: 'database',
  title: "the gateway's databases: whole, and of a form that this release knows",
  gives: [
    'gateway.state.database',
    'gateway.state.damaged',
    'gateway.state.newer-than-release',
    'gateway.handover.half-written',
  ],
  needs: "to read the state databases as the gateway's user; reads copies",
  timeoutMs: 4_000,
  async look(context) {
    const { host, target } = context;
    const state = target.root + target.stateDir;
    const main = `${state}/state/openclaw.sqlite`;
    const nobodyWrites = target.processes.ok && target.processes.value.length === 0;
    const files = [main, ...(nobodyWrites ? await agentDatabases(host, state) : [])];
    const looks = await Promise.all(files.map((file) => host.examine(file, { thorough: nobodyWrites })));
    const healths = looks.map((one) => (one.ok ? one.value : null));
    const damaged = files.filter((_, n) => healths[n]?.state === 'damaged');
    const schema = healths[0]?.schema ?? undefined;
    const known = schema === undefined || !nobodyWrites ? undefined : await knownSchema(context);
    const first = looks[0];
    // While something of this gateway runs, a journal is work under way.
    const torn = nobodyWrites ? await halfWritten(context) : undefined;
    return {
      source: main,
      ...(first && !first.ok ? { look: first.look, why: first.why } : {}),
      text: files.map((file, n) => `${file}: ${healths[n]?.state ?? 'not seen'}`).join('\n'),
      facts: factsOn(target.subject, {
        'gateway.state.database': first?.ok ? wordOf(healths, damaged) : undefined,
        'gateway.state.damaged': damaged.length > 0 ? damaged : undefined,
        'gateway.state.newer-than-release':
          known === undefined || schema === undefined ? undefined : schema > known,
        'gateway.handover.half-written': torn,
      }),
    };
  },
});

function wordOf(healths: readonly (DatabaseHealth | null)[], damaged: readonly string[]): string {
  if (damaged.length > 0) return 'damaged';
  return healths[0] ? 'ok' : 'missing';
}
