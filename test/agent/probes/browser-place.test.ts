/** Where the browser is to be found, as OpenClaw 2026.9.6 reads `browser`. */
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { browserPlace } from '../../../src/agent/probes/browser-place.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

/** A port at which somebody listens until the test is over. */
async function listening(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const at = (cdpUrl: string, more: object = {}) => ({
  browser: { defaultProfile: 'desk', profiles: { desk: { cdpUrl } }, ...more },
});
const MISSING = { 'browser.program-missing': true };
const SILENT = { 'browser.port-silent': true };

it.each<[string, object, object]>([
  ['nothing is set', {}, {}],
  ['its program is there', { browser: { executablePath: process.execPath } }, {}],
  ['its program is gone', { browser: { executablePath: '/opt/no-such-browser' } }, MISSING],
  ['its program is found by name', { browser: { executablePath: 'chromium' } }, {}],
  [
    'the program of the usual profile is gone',
    { browser: { profiles: { openclaw: { executablePath: '/opt/no-such-browser' } } } },
    MISSING,
  ],
  [
    'the program of another profile is gone',
    { browser: { profiles: { desk: { executablePath: '/opt/no-such-browser' } } } },
    {},
  ],
  ['nobody listens where it attaches', at('http://127.0.0.1:9'), SILENT],
  ['it attaches on another machine', at('http://10.0.0.42:9'), {}],
  ['nobody wants a browser', at('http://127.0.0.1:9', { enabled: false }), {}],
])('%s', async (_what, config, wanted) => {
  const place = emptyPlace();
  place.configure(config);
  expect(said(await browserPlace.look(await contextOf(place)))).toEqual(wanted);
});

it('says nothing where somebody listens', async () => {
  const place = emptyPlace();
  place.configure(at(`http://localhost:${await listening()}`));
  expect(said(await browserPlace.look(await contextOf(place)))).toEqual({});
});
