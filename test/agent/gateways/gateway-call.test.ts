/** Command lines that run a gateway, that only ask one, and that merely look like it. */
import { expect, it } from 'vitest';
import { flagOf, gatewayCall, scriptOf, serves } from '../../../src/agent/gateways/gateway-call.ts';

const said = (line: string): string => {
  const call = gatewayCall(line.split(' '));
  return call === null ? 'nothing' : `${call.faint ? 'faintly ' : ''}${serves(call) ? 'runs' : 'asks'}`;
};

it.each([
  ['openclaw gateway', 'runs'],
  ['openclaw gateway run --port 1', 'runs'],
  ['/usr/bin/node /usr/bin/openclaw --profile work gateway --bind lan', 'runs'],
  // As `openclaw gateway install` of 2026.9.6 writes it.
  [
    '/usr/local/bin/node --max-old-space-size=8192 /usr/lib/node_modules/openclaw/dist/index.js gateway --port 18789',
    'runs',
  ],
  ['/usr/bin/node /opt/lib/node_modules/clawdbot/dist/entry.js gateway --port 18789', 'runs'],
  // As the container images start it, in the folder of the package.
  ['node dist/index.js gateway --bind lan --port 18789', 'faintly runs'],
  ['tini -- node openclaw.mjs gateway --allow-unconfigured', 'runs'],
  ['C:\\node\\node.exe C:\\npm\\node_modules\\openclaw\\dist\\index.js gateway --port 18789', 'runs'],
  ['openclaw gateway status --deep', 'asks'],
  ['node dist/index.js serve gateway-log', 'nothing'],
  ['openclaw node run', 'nothing'],
  ['/usr/bin/node /srv/shop/openclaw-clone/server.js gateway', 'nothing'],
  ['grep -r openclaw gateway.log', 'nothing'],
])('%s: %s', (line, says) => {
  expect(said(line)).toBe(says);
});

it.each([
  ['/usr/bin/node --max-old-space-size=1 -r /x.js /opt/old.js gateway', '/opt/old.js'],
  ['/usr/bin/env A=b node /opt/old.js', '/opt/old.js'],
  ['/usr/bin/node -e 1', null],
  ['/usr/bin/tar -c node', null],
])('%s is given %s', (line, script) => {
  expect(scriptOf(line.split(' '))).toBe(script);
});

it('the last of several flags counts, in both forms', () => {
  expect(flagOf(['--port', '1', '--port=2'], '--port')).toBe('2');
  expect(flagOf(['--port'], '--port')).toBeUndefined();
});
