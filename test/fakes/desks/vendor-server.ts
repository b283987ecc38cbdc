/**
 * What the vendors' fakes have in common: HTTP on loopback, everything that was asked kept for the test to read, and
 * mishaps in the middle of a call – above all an answer that is lost after the work was done.
 */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The body when it was sent as JSON. */
  json: unknown;
};

export type Told = {
  status: number;
  json?: unknown;
  /** A body that is no JSON; `type` names what it is. */
  text?: string;
  type?: string;
  headers?: Record<string, string>;
};

/**
 * `cut`: the connection ends before anything is done · `cut-after`: all is done, then the connection ends · `cut-in-answer`:
 * all is done, half of the answer comes · `hang`: all is done, no answer ever · `error` and `error-after`: a 503 of the
 * vendor's edge, before or after · `html`: a web page with status 200, nothing done · `limited`: the vendor's own 429 ·
 * `redirect`: to another host, nothing done.
 */
export type Mishap =
  | 'cut'
  | 'cut-after'
  | 'cut-in-answer'
  | 'hang'
  | 'error'
  | 'error-after'
  | 'html'
  | 'limited'
  | 'redirect';

type Planned = { on: RegExp; mishap: Mishap; left: number };

export type VendorServer = {
  url: string;
  /** Every call, in order; those that met a mishap as well. */
  asked: Asked[];
  /** What the vendor itself answered, in order. */
  told: { asked: Asked; told: Told }[];
  /** Calls that the vendor has no such address for. A test that leaves one here found a wrong call. */
  unknown: string[];
  /** The next calls whose `METHOD /path`, or a name in whose body's first line, matches go wrong. */
  mishap(mishap: Mishap, on: RegExp, times?: number): void;
  /** Asked before each call that no mishap was planned for; what it gives goes wrong. */
  weather(of: (line: string) => Mishap | null): void;
  /** Calls so far whose `METHOD /path` matches. */
  count(on: RegExp): number;
  stop(): Promise<void>;
};

export type Vendor = {
  answer: (asked: Asked) => Told | Promise<Told>;
  /** Too many calls, in this vendor's form. */
  limited: () => Told;
  /** Where a redirect leads. */
  elsewhere?: string;
};

/** What an edge in front of the vendor says; never the vendor's own form. */
const OUTAGE: Told = {
  status: 503,
  type: 'text/html',
  text: '<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>',
};
const SIGN_IN: Told = {
  status: 200,
  type: 'text/html',
  text: '<!DOCTYPE html><html><body>Your instance is hibernating</body></html>',
};

/** Where one address serves for everything, what is asked stands in the body: a query, or a type. */
function nameIn(json: unknown): string {
  const { query, type } = (json ?? {}) as { query?: unknown; type?: unknown };
  return String(query ?? type ?? '');
}

const JSON_TYPE = /^application\/(.+\+)?json\b/;

function jsonOf(type: string | undefined, body: Buffer): unknown {
  if (!JSON_TYPE.test(type ?? '')) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, told: Told, half = false): void {
  const body = told.json === undefined ? (told.text ?? '') : JSON.stringify(told.json);
  const type = told.json === undefined ? (told.type ?? 'text/plain') : 'application/json;charset=UTF-8';
  response.writeHead(told.status, {
    ...(body !== '' && { 'content-type': type }),
    'content-length': String(Buffer.byteLength(body)),
    ...told.headers,
  });
  if (!half) response.end(body);
  else response.write(body.slice(0, Math.max(1, body.length >> 1)), () => response.destroy());
}

export async function startVendor(vendor: Vendor): Promise<VendorServer> {
  const asked: Asked[] = [];
  const told: VendorServer['told'] = [];
  const unknown: string[] = [];
  const planned: Planned[] = [];
  let weather: (line: string) => Mishap | null = () => null;

  function take(line: string): Mishap | null {
    const at = planned.find(({ on, left }) => left > 0 && on.test(line));
    if (at === undefined) return weather(line);
    at.left -= 1;
    return at.mishap;
  }

  async function answer(one: Asked): Promise<Told> {
    const own = await vendor.answer(one);
    told.push({ asked: one, told: own });
    if (own.headers?.['x-no-such-address'] === 'yes') unknown.push(`${one.method} ${one.path}`);
    return own;
  }

  async function handle(one: Asked, response: ServerResponse): Promise<void> {
    switch (take(`${one.method} ${one.path}`) ?? take(nameIn(one.json))) {
      case null:
        send(response, await answer(one));
        return;
      case 'cut':
        response.destroy();
        return;
      case 'cut-after':
        await answer(one);
        response.destroy();
        return;
      case 'cut-in-answer':
        send(response, await answer(one), true);
        return;
      case 'hang':
        await answer(one);
        return;
      case 'error':
        send(response, OUTAGE);
        return;
      case 'error-after':
        await answer(one);
        send(response, OUTAGE);
        return;
      case 'html':
        send(response, SIGN_IN);
        return;
      case 'limited':
        send(response, vendor.limited());
        return;
      case 'redirect':
        send(response, {
          status: 302,
          headers: { location: `${vendor.elsewhere ?? 'http://127.0.0.1:9'}${one.path}` },
        });
    }
  }

  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://fake');
      const body = Buffer.concat(pieces);
      const one: Asked = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
        json: jsonOf(request.headers['content-type'], body),
      };
      asked.push(one);
      void handle(one, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    told,
    unknown,
    mishap: (mishap, on, times = 1) => planned.push({ on, mishap, left: times }),
    weather: (of) => {
      weather = of;
    },
    count: (on) => asked.filter(({ method, path }) => on.test(`${method} ${path}`)).length,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** No such address at this vendor: the answer, marked so that the server keeps the call. */
export function noSuchAddress(json: unknown): Told {
  return { status: 404, json, headers: { 'x-no-such-address': 'yes' } };
}

/** `Basic` and `Bearer` and what else stands in the header, split. */
export function credentialOf(asked: Asked): { scheme: string; value: string } {
  const [scheme = '', value = ''] = (asked.headers.authorization ?? '').split(/ (.*)/s);
  return { scheme, value };
}

/** The user and the password of a Basic header; empty where there is none. */
export function basicOf(asked: Asked): string {
  const { scheme, value } = credentialOf(asked);
  return scheme === 'Basic' ? Buffer.from(value, 'base64').toString('utf8') : '';
}
