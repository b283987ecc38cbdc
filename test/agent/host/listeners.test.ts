/** Who holds a port: ours, somebody else's, nobody's, or not to be seen. */
import { describe, expect, it } from 'vitest';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { listenerOn } from '../../../src/agent/host/listeners.ts';
import { gatewayLike } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';

describe('on the real host', () => {
  it('the process behind a port is named', async () => {
    const { port } = await gatewayLike();
    expect(await listenerOn(realHost(), port)).toMatchObject({
      ok: true,
      value: { pid: process.pid, addresses: ['127.0.0.1'] },
    });
  });

  it('a port that nobody holds is free', async () => {
    const { port, close } = await gatewayLike();
    await close();
    expect(await listenerOn(realHost(), port)).toEqual({ ok: true, value: null });
  });
});

describe('a table of sockets', () => {
  const head =
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
  const row = (address: string, port: number, state = '0A') =>
    `   0: ${address}:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 ${state} 0 0 0 0 0 4711 1\n`;

  it('tells a socket of another user apart from a free port', async () => {
    const host = scriptedHost({
      files: { '/proc/self/net/tcp': head + row('0100007F', 18_789), '/proc/9/fd': null },
    });
    expect(await listenerOn(host, 18_789)).toEqual({
      ok: true,
      value: { addresses: ['127.0.0.1'], pid: null, program: null },
    });
  });

  it('does not take a connection for a listener', async () => {
    const host = scriptedHost({ files: { '/proc/self/net/tcp': head + row('0100007F', 18_789, '01') } });
    expect(await listenerOn(host, 18_789)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['00000000', '0.0.0.0'],
    ['0A00000A', '10.0.0.10'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000001000000', '::1'],
    ['0000000000000000FFFF00000100007F', '127.0.0.1'],
  ])('reads %s as %s', async (hex, address) => {
    const host = scriptedHost({ files: { '/proc/self/net/tcp6': head + row(hex, 80) } });
    expect(await listenerOn(host, 80)).toMatchObject({ value: { addresses: [address] } });
  });
});

describe('without /proc', () => {
  const printed = 'LISTEN 0 511 127.0.0.1:18789 0.0.0.0:* users:(("openclaw-gatewa",pid=42,fd=20))\n';

  it('ss is asked', async () => {
    const host = scriptedHost({ programs: { ss: { stdout: printed } } });
    expect(await listenerOn(host, 18_789)).toMatchObject({ value: { pid: 42, program: 'openclaw-gatewa' } });
    expect(await listenerOn(host, 18_790)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['is not there', {}],
    ['does not understand', { ss: { code: 1, stderr: 'invalid option' } }],
  ])('and with an ss that %s nothing is claimed', async (_case, programs) => {
    expect(await listenerOn(scriptedHost({ programs }), 18_789)).toMatchObject({
      ok: false,
      look: 'unavailable',
    });
  });
});
