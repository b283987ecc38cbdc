/**
 * @module agent/recovery/acts/comes-back
 * Some keys make OpenClaw restart itself within its process, seconds after the file was written (`gateway.bind`, 2026.9.6,
 * observed). While it is away nobody can ask it anything, and a run that ends then leaves people without a gateway.
 */
import { setTimeout } from 'node:timers/promises';
import { at } from '../../gateways/config-file.ts';
import { servedAt } from '../../supervisors/serving.ts';
import { openSite, type SiteOptions } from '../site.ts';

/** As long as a restart is waited for. Milliseconds. */
const COMES_BACK_MS = 180_000;
/** So long it must serve after a write before that counts: its own restart begins about 3 s after it. Milliseconds. */
const STEADY_MS = 6_000;
const STEP_MS = 500;

/** `away`: its process is there and does not serve. What cannot be seen is no word against it. */
export async function servesNow(
  options: SiteOptions,
  gateway: string,
  signal: AbortSignal,
): Promise<'serves' | 'away' | 'none' | 'unseen'> {
  const opened = await openSite(gateway, options, signal);
  if (!opened.ok || opened.site.target.container) return 'unseen';
  const { processes, port, config } = opened.site.target;
  if (!processes.ok) return 'unseen';
  const tls = at(config.value, 'gateway.tls.enabled') === true;
  // Before a changed `gateway.tls` is loaded it speaks as before.
  for (const speaks of [tls, !tls])
    if ((await servedAt({ port, tls: speaks, signal })).startup === 'started') return 'serves';
  return processes.value.length > 0 ? 'away' : 'none';
}

/** Resolves once it has served for a while, has no process any more, or its time is over. Fails at nothing. */
export async function comesBack(options: SiteOptions, gateway: string, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  let steady = began;
  while (!signal.aborted && performance.now() - began < COMES_BACK_MS) {
    const now = await servesNow(options, gateway, signal);
    if (now === 'unseen') return;
    if (now !== 'serves') steady = performance.now();
    // One that is no process any more may be between two.
    if (now === 'none' && performance.now() - began > STEADY_MS) return;
    if (performance.now() - steady >= STEADY_MS) return;
    await setTimeout(STEP_MS, undefined, { signal }).catch(() => undefined);
  }
}
