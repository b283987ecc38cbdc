/**
 * The lab itself: that the real gateway starts, answers, does a turn, refuses, and leaves nothing behind.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from './faults/index.ts';
import type { Gateway } from './gateway.ts';
import { installOpenClaw, type OpenClaw } from './install.ts';
import { type Lab, openLab } from './lab.ts';
import { stillRunning, treeOf } from './process-tree.ts';
import { connect } from './socket.ts';

const quiet = () => {};
let openclaw: OpenClaw;
beforeAll(async () => {
  openclaw = await installOpenClaw((line) => process.stderr.write(`${line}\n`));
}, 300_000);

describe('a real gateway', () => {
  let lab: Lab;
  let gateway: Gateway;
  beforeAll(async () => {
    lab = await openLab(openclaw, quiet);
    gateway = await lab.start();
  }, 150_000);
  afterAll(() => lab.dispose());

  it('says that it is ready', async () => {
    const response = await fetch(`http://127.0.0.1:${lab.port}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ ready: true, failing: [] });
  });

  it('lets in who has the token of its configuration, and nobody else', async () => {
    const friend = await connect({ port: lab.port, token: lab.token, scopes: ['operator.read'] });
    expect(friend.hello).toMatchObject({ ok: true, payload: { server: { version: openclaw.version } } });
    friend.close();
    const stranger = await connect({ port: lab.port, token: 'something else', scopes: ['operator.read'] });
    expect(stranger.hello).toMatchObject({ ok: false, error: { details: { code: 'AUTH_TOKEN_MISMATCH' } } });
    stranger.close();
  });

  // The first turn after a start loads what it needs, which takes a busy machine a minute.
  it('does a turn that really writes a file, with the model stub', { timeout: 180_000 }, async () => {
    const message = 'TOOL:write:{"path":"accept.txt","content":"written"}';
    const ran = await lab.cli(['agent', '--agent', 'main', '--json', '--message', message], 150_000);
    expect(ran.output).toContain('Successfully wrote');
    expect(readFileSync(join(lab.workspace, 'accept.txt'), 'utf8')).toBe('written');
  });

  it('leaves no process and no folder behind', async () => {
    const tree = treeOf(gateway.pid);
    expect(tree.length).toBeGreaterThan(1);
    expect(await gateway.stop()).toEqual({ code: 0, signal: null });
    expect(stillRunning(tree)).toEqual([]);
    await lab.dispose();
    expect(existsSync(lab.dir)).toBe(false);
  });
});

describe('a gateway that refuses to start', () => {
  it('ends by itself with exit code 78 and says why in its own log', async () => {
    const lab = await openLab(openclaw, quiet);
    try {
      lab.configure((config) => {
        config.gateway.mode = 'remote';
      });
      const gateway = await lab.startRefused();
      expect(await gateway.ended).toEqual({ code: 78, signal: null });
      expect(lab.log()).toContain('Gateway start blocked');
    } finally {
      await lab.dispose();
    }
  }, 90_000);
});

describe('the faults', () => {
  it('are one file each, listed once', () => {
    const files = readdirSync(join(import.meta.dirname, 'faults')).filter((name) => name !== 'index.ts');
    expect(faults.map(({ name }) => `${name}.ts`).toSorted()).toEqual(files.toSorted());
  });
});
