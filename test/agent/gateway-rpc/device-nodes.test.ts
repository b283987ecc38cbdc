/** Device nodes as `node.list` of OpenClaw 2026.9.6 tells them; they carry people's names. */
import { expect, it } from 'vitest';
import { deviceFacts, NodeList } from '../../../src/agent/gateway-rpc/device-nodes.ts';

const listed = (...nodes: object[]) => deviceFacts('gateway:default', NodeList.parse({ nodes }));
const PHONE = { nodeId: '9f2c4d1e77aa', paired: true, platform: 'iOS 19.1', displayName: "Anna's iPhone" };

it('tells whether each is there, by a part of its id, and not whose it is', () => {
  const facts = listed({ ...PHONE, connected: false }, { nodeId: 'b1', connected: true, platform: 'linux' });
  expect(facts).toEqual([
    { fact: 'device.connected', subject: 'gateway:default/device:9f2c4d1e', value: false },
    { fact: 'device.platform', subject: 'gateway:default/device:9f2c4d1e', value: 'ios' },
    { fact: 'device.connected', subject: 'gateway:default/device:b1', value: true },
    { fact: 'device.platform', subject: 'gateway:default/device:b1', value: 'linux' },
  ]);
});

it('leaves out who was never approved, and the gateway itself', () => {
  expect(listed({ ...PHONE, paired: false }, { ...PHONE, gatewayLocal: true })).toEqual([]);
});

it('tells of one that is there whether commands can be run on it', () => {
  const runs = (node: object) =>
    listed({ ...PHONE, ...node }).find(({ fact }) => fact === 'device.runs-commands')?.value;
  expect(runs({ connected: true, commands: ['camera.list'] })).toBe(false);
  expect(runs({ connected: true, commands: ['camera.list', 'system.run'] })).toBe(true);
  expect(runs({ connected: true })).toBeUndefined();
  expect(runs({ connected: false, commands: ['system.run'] })).toBeUndefined();
});
