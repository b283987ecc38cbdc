/** The contract of objects, held against SQLite files and ws on Node. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptAgents } from '../../src/hub/node-websocket.ts';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects } from '../../src/storage/node-objects.ts';
import { objectsContract } from './objects.ts';
import { probeBehaviour } from './probe-object.ts';
import { silentLog } from './silent-log.ts';

objectsContract('Node', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'objects-'));
  const opened = openDataDir(dataDir, Date.now());
  if (!opened.ok) throw new Error('a fresh directory is taken');
  const objects = createNodeObjects({
    dataDir,
    index: opened.dir.index,
    log: silentLog,
    behaviours(all) {
      const probe = probeBehaviour(all);
      return { incident: probe, host: probe, fleet: probe, freeze: probe };
    },
  });
  const server = createServer();
  const check = async (path: string) => ({
    ok: true as const,
    address: { kind: 'host' as const, name: path.slice('/connect/'.length) },
  });
  const agents = acceptAgents({ server, objects, check, log: silentLog });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    send: (to, message) => objects.send(to, message),
    async evict(to) {
      // The server's side of a socket may still be finishing its last event.
      while (!objects.evict(to)) await new Promise((resolve) => setImmediate(resolve));
    },
    socketUrl: (name) => `ws://127.0.0.1:${port}/connect/${name}`,
    async close() {
      await agents.close();
      await new Promise((resolve) => server.close(resolve));
      await objects.close();
      opened.dir.close();
      rmSync(dataDir, { recursive: true });
    },
  };
});
