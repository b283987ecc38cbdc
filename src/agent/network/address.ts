/**
 * @module agent/network/address
 * The address of a gateway elsewhere, read as OpenClaw's own client reads it (2026.9.6): which forms it takes, and which
 * it turns down by itself before anything is sent.
 */
import { isIP } from 'node:net';
import type { Env } from '../gateways/places.ts';

export type Address = {
  /** A name or an address, without the brackets of IPv6. */
  host: string;
  port: number;
  tls: boolean;
  /** Path and query as a client asks for them; may hold a secret. */
  path: string;
  /** On this host: a tunnel or a proxy ends there. */
  here: boolean;
  /** Scheme, host and port, and nothing that could be a secret. */
  shown: string;
};

/** An address, or why a client turns it down. */
export type ReadAddress = Address | { refused: 'malformed' | 'plain-outside' };

const SCHEMES: Readonly<Record<string, 'ws' | 'wss'>> = {
  'ws:': 'ws',
  'http:': 'ws',
  'wss:': 'wss',
  'https:': 'wss',
};
const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})$/;
/** Private, link-local and carrier-grade NAT ranges (RFC 1918, 3927, 6598, 4193, 4291). */
const PRIVATE =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|fec0:)/;
const NEAR_NAME = /\.(?:local|ts\.net)$/;

/** May a client speak without TLS there? Elsewhere it refuses by itself, unless it is told to trust the network. */
function mayBePlain(host: string, env: Env): boolean {
  const address = isIP(host) !== 0;
  if (LOOPBACK.test(host) || (address && PRIVATE.test(host)) || NEAR_NAME.test(host)) return true;
  return env.OPENCLAW_ALLOW_INSECURE_PRIVATE_WS === '1' && !address;
}

/** Reads the text of a setting or variable. Pure; nothing is looked up. */
export function readAddress(text: string, env: Env): ReadAddress {
  if (!URL.canParse(text)) return { refused: 'malformed' };
  const url = new URL(text);
  const scheme = SCHEMES[url.protocol];
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (scheme === undefined || host === '' || url.port === '0') return { refused: 'malformed' };
  const tls = scheme === 'wss';
  if (!tls && !mayBePlain(host, env)) return { refused: 'plain-outside' };
  const port = Number(url.port) || (tls ? 443 : 80);
  return {
    host,
    port,
    tls,
    path: `${url.pathname}${url.search}`,
    here: LOOPBACK.test(host),
    shown: `${scheme}://${url.hostname}:${port}`,
  };
}
