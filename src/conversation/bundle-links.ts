/**
 * @module conversation/bundle-links
 * The token of a link to a bundle: the incident, 256 random bits, and a code by the bot's key, so that a made-up one is
 * turned away before any object is woken. Only the hash of the random part is kept.
 */
import { codeMaker, sameText } from '../hub/host-address.ts';
import { sha256 } from '../protocol/canonical.ts';
import { randomText, type Signer } from '../protocol/signer.ts';
import { isIncidentId } from './incident-id.ts';

export type BundleLinks = {
  /** `token` is shown once and never stored. */
  create(incident: string): Promise<{ token: string; hash: string }>;
  /** Where a genuine token leads; null for anything else. Says nothing about its age or use. */
  read(token: string): Promise<{ incident: string; hash: string } | null>;
};

const LABEL = 'openclaw-incident-bot bundle link v1';
const TOKEN = /^(inc-[a-z0-9-]{1,40})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{22})$/;

export function bundleLinks(signer: Signer | Promise<Signer>): BundleLinks {
  const code = codeMaker(signer, LABEL);
  return {
    async create(incident) {
      const secret = randomText(32);
      const token = `${incident}.${secret}.${await code(`${incident} ${secret}`)}`;
      return { token, hash: await sha256(secret) };
    },
    async read(token) {
      const [, incident = '', secret = '', given = ''] = TOKEN.exec(token) ?? [];
      if (!isIncidentId(incident) || !sameText(given, await code(`${incident} ${secret}`))) return null;
      return { incident, hash: await sha256(secret) };
    },
  };
}

export const bundleAddress = (publicUrl: string, token: string): string => `${publicUrl}/bundles/${token}`;
