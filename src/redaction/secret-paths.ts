/**
 * @module redaction/secret-paths
 * Which places in OpenClaw's configuration hold secrets: by the last name (`gateway.auth.token`), and where that
 * says nothing by itself, by what it stands in (`request.auth.value`, `headers.*`, `profiles.*.key`).
 * After the list of secret references that OpenClaw 2026.9.6 documents.
 */
import { judgeName } from './key-names.ts';
import type { Kind } from './span.ts';

/** Names around a weak one that make it a secret. */
const HOLDERS =
  /^(?:auth|authorization|secrets?|credentials?|profiles?|tls|ssl|private|priv|passwords?|stringdata|jwk|oauth)$|token|secret|password|privkey|noisekey|apikey|(?:identity|pre|signing|adv)key/i;

/** Whether a name around a weak one makes it a secret. */
export function holdsSecrets(name: string): boolean {
  return HOLDERS.test(name);
}

/** Headers whose values are known to be harmless, and diagnosis reads. */
const ORDINARY_HEADER =
  /^(?:accept.*|access-control-.*|age|allow|alt-svc|cache-control|cf-ray|cf-cache-status|connection|content-.*|date|etag|expires|host|http-referer|if-.*|keep-alive|last-modified|link|location|origin|pragma|range|referer|retry-after|sec-.*|server|strict-transport-security|te|trailer|trace.*|transfer-encoding|upgrade.*|user-agent|vary|via|warning|x-title|.*request-?id|.*correlation-?id|.*trace-?id|.*-version|.*ratelimit.*|x-forwarded-.*|x-powered-by|x-content-.*|x-frame-.*)$/i;

/** Whether a header of this name is of no use to a thief. */
export function isOrdinaryHeader(name: string): boolean {
  return ORDINARY_HEADER.test(name);
}

/**
 * What a place in a configuration holds, or nothing if its names say nothing. `weak`: its value must look like one;
 * `generated`: it must be made by a machine, as in a map of environment variables under names of somebody's own.
 */
export function isSecretPath(
  path: readonly string[],
): { kind: Kind; strength: 'secret' | 'weak' | 'generated' } | undefined {
  const name = path.at(-1);
  if (name === undefined) return undefined;
  const around = path.slice(0, -1).filter((part) => !/^\d+$/.test(part));
  const { strength, kind } = judgeName(name);
  if (strength === 'secret') return { kind, strength };
  const parent = around.at(-1) ?? '';
  if (/^headers$/i.test(parent))
    return isOrdinaryHeader(name) ? undefined : { kind: 'credential', strength: 'secret' };
  if (/^serviceAccount$/i.test(name)) return { kind: 'credential', strength: 'weak' };
  if (strength === 'weak') {
    const held = around.slice(-2).some(holdsSecrets);
    return {
      kind,
      strength: held && !/^(?:session|account|data|salt|seed|code)$/i.test(name) ? 'secret' : 'weak',
    };
  }
  if (/^(?:env|environment|env_?vars|extraenv)$/i.test(parent))
    return { kind: 'secret', strength: 'generated' };
  return /^vars$/i.test(parent) && around.at(-2) === 'env' ? { kind: 'secret', strength: 'weak' } : undefined;
}
