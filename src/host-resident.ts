/**
 * @module host-resident
 * Door: the commands of `host.mjs` about the host agent itself: joining a bot, staying in memory, what it obeys and what
 * it holds.
 */
import { existsSync } from 'node:fs';
import { keepCompiled, writeCompiled } from './agent/compiled-code.ts';
import { staySmall } from './agent/stays-small.ts';
import { BUILD } from './build.ts';
import {
  beside,
  complain,
  FINDINGS,
  type Flags,
  HEALTHY,
  out,
  outJson,
  stateDirOf,
  text,
  WRONG_USE,
} from './host-beside.ts';
import { agentParts } from './host-parts.ts';

export async function join(flags: Flags): Promise<number> {
  const [url, token, name] = ['url', 'token', 'name'].map((flag) => text(flags, flag));
  if (!url || !token || !name)
    return complain(
      'join needs --url, --token and --name. Nothing was done.',
      'Example: node host.mjs join --url https://bot.example --token - --name node-3',
    );
  const fleetKeyFile = text(flags, 'fleet-key');
  const stateDir = stateDirOf(flags);
  // As `run` will load it, so that it need not compile it.
  staySmall();
  keepCompiled(stateDir, BUILD.id);
  const { join: joinBot } = await beside('host-run');
  const joined = await joinBot({
    url,
    token,
    name,
    stateDir,
    version: BUILD.version,
    plainHttp: flags['plain-http'] === true,
    ...(fleetKeyFile === undefined ? {} : { fleetKeyFile }),
  });
  out(`${joined.name} has joined ${url}.`);
  out(`  key of this host: ${joined.hostKey}\n  key of the bot:   ${joined.botKey}`);
  out('  Compare the host key with what the bot says in chat.');
  out(`Next: node host.mjs run --state ${stateDir}`);
  if (!fleetKeyFile) out('No fleet key: fingerprints of this host are not comparable across hosts.');
  return HEALTHY;
}

export async function run(flags: Flags): Promise<number> {
  const stateDir = stateDirOf(flags);
  staySmall();
  const compiled = keepCompiled(stateDir, BUILD.id);
  if (process.geteuid?.() === 0)
    process.stderr.write(
      "Run by root: this host agent looks at root's own gateways alone, and at none of another user.\n" +
        'For those: install.sh --system --owner USER, as the user that owns the gateway.\n',
    );
  const { log, options, looks, keeper, recovery, openclaw } = await agentParts(flags, compiled);
  const { runAgent, serveSpool, openclawVersion, keepStatus, watchSelf, yieldWords } =
    await beside('host-run');
  let status: ReturnType<typeof keepStatus> | null = null;
  const watch = watchSelf((yielding) => {
    const yields = yieldWords(yielding);
    status?.note({ yields });
    if (yields === null) log.info({}, 'The host agent works as always again.');
    else log.warn({ yields }, 'The host agent leaves the machine to others.');
  });
  const agent = await runAgent({
    ...options,
    errands: (work) => serveSpool(work, { log }),
    version: BUILD.version,
    told: (state) => status?.note(state),
    yielding: watch.yielding,
    openclawVersion: () => openclawVersion(process.env, openclaw),
  });
  // Written by whoever holds the lock: a second one that is refused must not speak for the first.
  status = keepStatus(stateDir, { version: BUILD.version, build: BUILD.id });
  if (compiled !== null) writeCompiled(compiled, BUILD.id);
  // A gateway that is away costs its time there, and nobody here waits for it.
  keeper.start().catch((error) => log.error({ error: String(error) }, 'The holds could not be taken up.'));
  const stopTending = recovery.tend();
  const stop = (): void => void agent.stop();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // `rotate-key` has put another key on the disk.
  process.on('SIGHUP', () => agent.renew());
  await agent.ended;
  stopTending();
  watch.stop();
  keeper.stop();
  await looks.ended();
  return HEALTHY;
}

export async function policy(flags: Flags): Promise<number> {
  if (flags.example === true) {
    const { POLICY_EXAMPLE } = await beside('host-recover');
    process.stdout.write(POLICY_EXAMPLE);
    return HEALTHY;
  }
  const { readPolicy, loadIdentity } = await beside('host-run');
  const file = text(flags, 'check');
  let reading = readPolicy(file ?? text(flags, 'policy'));
  // What a file would allow, before it is put in place.
  if (file !== undefined && reading.ok) {
    const { policyWords, whyNotMeant } = await beside('host-recover');
    const no = whyNotMeant(reading.policy);
    if (no === null && flags.json !== true) {
      for (const line of policyWords(reading.policy)) out(line);
      return HEALTHY;
    }
    if (no !== null) reading = { ok: false, ...no };
  }
  // A host that has not joined has a policy all the same, and gets no folder by being asked for it.
  const stateDir = stateDirOf(flags);
  const joined = existsSync(stateDir) ? await loadIdentity(stateDir).catch(() => null) : null;
  const key = joined?.signer.kid ?? null;
  if (flags.json === true) outJson({ ...reading, key });
  else if (!reading.ok) return complain(reading.why, reading.hint);
  else {
    const by =
      joined === null
        ? `none in ${stateDir}: not joined`
        : `${key} (${joined.bot.name} at ${joined.bot.url})`;
    out(`key of this host: ${by}\npolicy: ${reading.source}\n${JSON.stringify(reading.policy, null, 2)}`);
  }
  return reading.ok ? HEALTHY : WRONG_USE;
}

export async function frozen(flags: Flags): Promise<number> {
  const { askFrozen } = await beside('host-run');
  const asked = { stateDir: stateDirOf(flags), gateway: text(flags, 'gateway'), wait: text(flags, 'wait') };
  const told = await askFrozen(asked);
  if ('hint' in told) return complain(told.why, told.hint);
  if (flags.json === true) outJson(told.answer);
  else out(told.words);
  return told.answer.frozen ? FINDINGS : HEALTHY;
}
