/**
 * @module agent/recovery/loaded
 * Whether the running gateway works by what is saved: a configuration that was written while reload is off, a certificate
 * that was renewed. And whether it could: with a key of another certificate it would serve nobody after a restart.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { bootedAt } from '../gateways/boot.ts';
import { at, textAt } from '../gateways/config-file.ts';
import { homeOf } from '../gateways/places.ts';
import { certificate } from '../probes/certificate.ts';
import type { Site } from './site.ts';

const MOST_BYTES = 64 * 1024;
/** Clocks of files and of the gateway's record differ by rounding. Milliseconds. */
const ROUNDING = 1_000;

/** Saved after its boot, and it does not load by itself. */
export async function isUnloaded(site: Site): Promise<boolean> {
  const { config } = site.target;
  if (config.mtimeMs === null || textAt(config.value, 'gateway.reload.mode') !== 'off') return false;
  const since = await bootedAt(site);
  return since !== null && config.mtimeMs > since + ROUNDING;
}

const speaksTls = ({ target }: Site): boolean => at(target.config.value, 'gateway.tls.enabled') === true;

/** It still shows a certificate that is no longer the one in its file. */
export async function showsOlderCertificate(site: Site): Promise<boolean> {
  if (!speaksTls(site)) return false;
  const { facts } = await certificate.look(site);
  return facts.some(({ fact, value }) => fact === 'gateway.certificate' && value === 'not-the-file');
}

/** False where both files are named, both can be read, and they do not belong together. What cannot be seen is no fault. */
export async function certificateFitsKey(site: Site): Promise<boolean> {
  if (!speaksTls(site)) return true;
  const { host, target } = site;
  const textOf = async (key: string): Promise<string | null> => {
    const path = textAt(target.config.value, key)
      ?.trim()
      .replace(/^~(?=\/|$)/, homeOf(target.env));
    const held = path ? await host.read(target.root + path, { maxBytes: MOST_BYTES }) : null;
    return held?.ok ? held.value : null;
  };
  const [cert, key] = [await textOf('gateway.tls.certPath'), await textOf('gateway.tls.keyPath')];
  if (cert === null || key === null) return true;
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
