/**
 * @module agent/channel/proxy
 * The way out through a proxy, as HTTPS_PROXY, ALL_PROXY and NO_PROXY name it. Only a tunnel is asked for (CONNECT): what
 * is said to the bot stays between host and bot. Node's own support came after the oldest Node that OpenClaw runs on.
 */
import { request } from 'node:https';
import { connect as dial, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { connect as secure } from 'node:tls';
import { AgentProblem } from '../problem.ts';

export type ProxyEnv = Readonly<Record<string, string | undefined>>;

/** Where to tunnel through for this address; null for the direct way. @throws AgentProblem for a setting that is no proxy. */
export function proxyFor(address: string, env: ProxyEnv = process.env): URL | null {
  const url = new URL(address.replace(/^ws/, 'http'));
  // Plain HTTP is for this machine and for networks of one's own; nobody's proxy stands in between.
  if (url.protocol !== 'https:' || excepted(url, env.NO_PROXY ?? env.no_proxy ?? '')) return null;
  const set = env.HTTPS_PROXY || env.https_proxy || env.ALL_PROXY || env.all_proxy;
  if (!set) return null;
  const text = set.includes('://') ? set : `http://${set}`;
  if (!URL.canParse(text) || new URL(text).protocol !== 'http:')
    throw new AgentProblem(
      'proxy',
      'HTTPS_PROXY is not the address of an HTTP proxy. Nothing was sent.',
      'Set it like http://proxy.example:3128, or list the bot’s name in NO_PROXY.',
    );
  return new URL(text);
}

/** `NO_PROXY` as curl reads it: names with everything below them, addresses, `*` for all; with a port, that port alone. */
function excepted(url: URL, list: string): boolean {
  const port = url.port || '443';
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (only !== undefined && only !== port) return false;
      const bare = name.replace(/^\*?\./, '');
      return name === '*' || url.hostname === bare || url.hostname.endsWith(`.${bare}`);
    });
}

type Created = (error: Error | null, socket?: Socket) => void;
const LONGEST_ANSWER = 8_192;

/** A `createConnection` for Node's HTTP client: to the proxy, CONNECT, then TLS with the bot itself. */
export function tunnelThrough(proxy: URL, target: URL, limitMs: number) {
  const to = `${target.hostname}:${target.port || 443}`;
  return (_options: unknown, created: Created): undefined => {
    const road = dial({ host: proxy.hostname.replace(/^\[|\]$/g, ''), port: Number(proxy.port || 80) });
    let answer = '';
    let over = false;
    const fail = (why: string): void => {
      if (over) return;
      over = true;
      road.destroy();
      created(new Error(why));
    };
    road.setTimeout(limitMs, () => fail('the proxy does not answer'));
    road.on('error', (error) => fail(`the proxy cannot be reached: ${error.message}`));
    road.once('connect', () => {
      const { username, password } = proxy;
      const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
      const who = username ? `proxy-authorization: Basic ${Buffer.from(pair).toString('base64')}\r\n` : '';
      road.write(`CONNECT ${to} HTTP/1.1\r\nhost: ${to}\r\n${who}\r\n`);
    });
    const hear = (bytes: Buffer): void => {
      answer += bytes.toString('latin1');
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0) {
        if (answer.length > LONGEST_ANSWER) fail('what answers is not a proxy');
        return;
      }
      road.off('data', hear);
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
      if (status !== '200' || end + 4 !== answer.length) {
        fail(status && status !== '200' ? `the proxy says HTTP ${status}` : 'what answers is not a proxy');
        return;
      }
      over = true;
      road.setTimeout(0);
      const servername = /^[\d.]+$|^\[/.test(target.hostname) ? {} : { servername: target.hostname };
      created(null, secure({ socket: road, ...servername, ALPNProtocols: ['http/1.1'] }));
    };
    road.on('data', hear);
    return undefined;
  };
}

/** `fetch` for one POST of JSON through the proxy; redirects are not followed. */
export function postThrough(proxy: URL): typeof fetch {
  return (address, init) =>
    new Promise((resolve, reject) => {
      const target = new URL(String(address));
      const asked = request(target, {
        method: 'POST',
        headers: init?.headers as Record<string, string>,
        signal: init?.signal ?? undefined,
        createConnection: tunnelThrough(proxy, target, 20_000) as never,
      });
      asked.once('error', reject);
      asked.once('response', (answer) => {
        const status = answer.statusCode ?? 500;
        resolve(new Response(Readable.toWeb(answer) as never, { status: status < 200 ? 500 : status }));
      });
      asked.end(String(init?.body ?? ''));
    });
}
