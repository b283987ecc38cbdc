/**
 * AWS Signature Version 4 as a server checks it, from the vendor's description and with Node's own crypto: nothing of the
 * client's code is used to judge the client.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Key = { id: string; secret: string; sessionToken?: string; expiresAt?: number };
export type Signed = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;
const SKEW_MS = 5 * 60_000;

/** The `__type` of the refusal; null when it is signed as it must be. */
export function signatureRefusal(
  { method, path, headers, body }: Signed,
  keys: readonly Key[],
  scope: { region: string; service: string; now: number },
): string | null {
  const authorization = headers.authorization;
  if (authorization === undefined) return 'MissingAuthenticationTokenException';
  const [, id, day, region, service, names = '', signature = ''] = AUTHORIZATION.exec(authorization) ?? [];
  if (id === undefined) return 'IncompleteSignature';
  const key = keys.find((one) => one.id === id);
  if (key === undefined) return 'UnrecognizedClientException';
  const date = String(headers['x-amz-date'] ?? '');
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(at) || Math.abs(at - scope.now) > SKEW_MS || !date.startsWith(day ?? ''))
    return 'InvalidSignatureException';
  if (region !== scope.region || service !== scope.service) return 'InvalidSignatureException';
  const signed = names.split(';');
  const must = ['host', 'x-amz-date', 'x-amz-target', ...(key.sessionToken ? ['x-amz-security-token'] : [])];
  if (must.some((name) => !signed.includes(name)) || [...signed].sort().join(';') !== names)
    return 'InvalidSignatureException';
  if (key.sessionToken !== undefined && headers['x-amz-security-token'] !== key.sessionToken)
    return 'UnrecognizedClientException';
  const canonicalHeaders = signed.map((name) => `${name}:${textOf(headers[name])}\n`).join('');
  const url = new URL(path, 'http://host');
  const query = [...url.searchParams].map((pair) => pair.map(encodeURIComponent).join('=')).sort();
  const request = [method, url.pathname, query.join('&'), canonicalHeaders, names, sha256(body)].join('\n');
  const credential = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, credential, sha256(request)].join('\n');
  const derived = [region ?? '', service ?? '', 'aws4_request'].reduce<Buffer>(
    (made, part) => hmac(made, part),
    hmac(`AWS4${key.secret}`, day ?? ''),
  );
  const expected = Buffer.from(hmac(derived, text).toString('hex'));
  if (!timingSafeEqual(expected, Buffer.from(signature))) return 'InvalidSignatureException';
  if (key.expiresAt !== undefined && scope.now >= key.expiresAt) return 'ExpiredTokenException';
  return null;
}

const textOf = (header: string | string[] | undefined): string =>
  [header ?? ''].flat().join(',').trim().replace(/ +/g, ' ');
