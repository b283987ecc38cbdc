/**
 * @module host-status
 * Door: `host.mjs status` and `rotate-key`: whether the resident host agent runs, of this very build, and whether the bot hears it. What
 * installs or upgrades it asks here whether the new one has come up.
 */
import { existsSync } from 'node:fs';
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
} from './host-beside.ts';

const LONGEST_WAIT_S = 600;
const LOOK_MS = 200;

/** `10s`, `2m` or plain seconds; null for what is no such time. */
function secondsIn(given: string): number | null {
  const [, count, unit] = /^(\d{1,4})(s|m)?$/.exec(given) ?? [];
  if (count === undefined) return null;
  return Math.min(LONGEST_WAIT_S, Number(count) * (unit === 'm' ? 60 : 1));
}

export async function status(flags: Flags): Promise<number> {
  const { readStatus, loadIdentity } = await beside('host-run');
  const stateDir = stateDirOf(flags);
  const wait = text(flags, 'wait');
  const seconds = wait === undefined ? 0 : secondsIn(wait);
  if (seconds === null)
    return complain(`“${wait}” is no time to wait. Nothing was done.`, 'Example: host.mjs status --wait 30s');
  const enough = flags.alive === true;
  const until = performance.now() + seconds * 1_000;
  for (;;) {
    const own = readStatus(stateDir);
    const ours = own !== null && own.build === BUILD.id;
    const well = ours && (enough || own.connected);
    if (!well && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      continue;
    }
    const joined = existsSync(stateDir) ? await loadIdentity(stateDir).catch(() => null) : null;
    const bot = joined && { name: joined.bot.name, url: joined.bot.url, key: joined.signer.kid };
    if (flags.json === true) outJson({ running: own !== null, thisBuild: ours, joined: bot, status: own });
    else {
      out(bot ? `joined: as ${bot.name}, to ${bot.url}` : `joined: no (nothing in ${stateDir})`);
      if (own === null) out('running: no');
      else {
        out(`running: process ${own.pid} since ${new Date(own.since).toISOString()}, version ${own.version}`);
        if (!ours) out('  of another build than this file: restart the service');
        out(`bot: ${own.connected ? 'connected' : `not connected (${own.because ?? 'unknown'})`}`);
        if (own.hint !== null && !own.connected) out(`  ${own.hint}`);
        out(`yields: ${own.yields ?? 'nothing'}`);
      }
    }
    return well ? HEALTHY : FINDINGS;
  }
}

export async function rotate(flags: Flags): Promise<number> {
  const { readStatus, rotateKey } = await beside('host-run');
  const stateDir = stateDirOf(flags);
  if (!existsSync(stateDir))
    return complain(
      `There is no ${stateDir}: this host has not joined. Nothing was done.`,
      'Name it with --state.',
    );
  const { former, hostKey } = await rotateKey(stateDir);
  const running = readStatus(stateDir);
  // It connects anew with the key that is on disk now.
  if (running !== null) process.kill(running.pid, 'SIGHUP');
  if (flags.json === true) outJson({ former, key: hostKey, told: running !== null });
  else {
    out(`key of this host: ${hostKey}`);
    out(`  the one before, ${former}, is worth nothing any more: whoever uses it is quarantined`);
    if (running === null) out('No host agent runs here: it takes the new key when it is started.');
  }
  return HEALTHY;
}
