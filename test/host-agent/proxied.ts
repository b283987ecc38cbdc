/**
 * A bot behind TLS of an authority of one's own, under a name that only a proxy knows: what is not told of both does not
 * get there.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const SUBJECT = ['-subj', '/CN=bot.test', '-addext', 'subjectAltName=DNS:bot.test', '-days', '2'];
const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Bytes to and fro, until either side ends badly. */
function joinUp(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  for (const end of [one, other]) end.on('error', () => [one, other].map((each) => each.destroy()));
}

/** Starts both; key and certificate are made in `dir`. */
export async function proxied(dir: string) {
  const [key, cert] = [join(dir, 'bot.key'), join(dir, 'bot.crt')];
  execFileSync('openssl', ['req', '-x509', ...CURVE, ...SUBJECT, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  let target = 0;
  const front = createTls({ key: readFileSync(key), cert: readFileSync(cert) }, (outer) =>
    joinUp(outer, connect(target, '127.0.0.1')),
  );
  const tlsPort = await listening(front);
  const asked: string[] = [];
  let seen = '';
  const proxy = createHttp((_, answer) => answer.writeHead(405).end());
  proxy.on('connect', (request, near: Socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
    if (request.url !== `bot.test:${tlsPort}`) return near.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const far = connect(tlsPort, '127.0.0.1', () =>
      near.write('HTTP/1.1 200 Connection established\r\n\r\n'),
    );
    near.on('data', (bytes: Buffer) => {
      seen += bytes.toString('latin1');
    });
    joinUp(near, far);
  });
  const proxyPort = await listening(proxy);
  return {
    /** Where the bot is to those who come by the proxy; `leadTo` says on which port it really is. */
    url: `https://bot.test:${tlsPort}`,
    leadTo(bot: string): void {
      target = Number(new URL(bot).port);
    },
    proxy: `http://me:s%40fe@127.0.0.1:${proxyPort}`,
    cert,
    /** What the proxy was asked for, with whose credential; and what it could read of what went through. */
    asked,
    wanted: `bot.test:${tlsPort} Basic ${Buffer.from('me:s@fe').toString('base64')}`,
    seen: () => seen,
    close(): void {
      for (const server of [front, proxy]) server.close();
    },
  };
}
