/** Disk, memory and load where the gateway's state lives. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resources } from '../../../src/agent/probes/resources.ts';
import { contextOf, emptyPlace, said } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';

it('this host and its disk', async () => {
  const sight = await resources.look(await contextOf(emptyPlace()));
  const [disk, host] = [said(sight), said(sight, 'host')];
  expect(host).toMatchObject({
    'host.platform': process.platform,
    'host.node-version': process.versions.node,
  });
  expect(host['host.memory.available-percent']).toSatisfy((value: number) => value >= 0 && value <= 100);
  expect(disk['gateway.disk.used-percent']).toSatisfy((value: number) => value >= 0 && value <= 100);
  expect(disk).toMatchObject({
    'gateway.disk.read-only': false,
    'gateway.disk.free-bytes': expect.any(Number),
  });
});

it('a state directory that is not there yet is measured where it would be', async () => {
  const place = emptyPlace();
  place.env.OPENCLAW_STATE_DIR = join(place.dir, 'not', 'yet');
  expect(said(await resources.look(await contextOf(place)))).toHaveProperty('gateway.disk.free-bytes');
});

describe('read-only is', () => {
  const look = async (mounts: string) => {
    const place = emptyPlace();
    const context = await contextOf(place);
    const host = scriptedHost({ files: { '/proc/1/mounts': mounts, '/s/state/x': '' } });
    const target = { ...context.target, stateDir: '/s/state' };
    return said(await resources.look({ ...context, host, target }))['gateway.disk.read-only'];
  };

  it.each([
    ['the mount that holds it', '/dev/a / ext4 rw,relatime 0 0\n/dev/b /s ext4 ro,relatime 0 0\n', true],
    ['not the one above', '/dev/a / ext4 ro 0 0\n/dev/b /s ext4 rw 0 0\n', false],
    ['not one whose name only begins alike', '/dev/a / ext4 rw 0 0\n/dev/b /s/sta ext4 ro 0 0\n', false],
    ['not an option that only contains the word', '/dev/a / ext4 rw,errors=remount-ro 0 0\n', false],
    ['unknown without a table', '', undefined],
  ])('%s', async (_case, mounts, expected) => {
    expect(await look(mounts)).toBe(expected);
  });
});
