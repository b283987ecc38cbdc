/**
 * @module agent/probes/browser-place
 * Where the browser of the usual profile is to be found: its program, or the port at which one on this host lets itself
 * be led. OpenClaw looks for it when it is first asked, so a gateway without one is green (2026.9.6,
 * docs/gateway/config-browser-ui-desktop).
 */
import { at, recordAt, textAt } from '../gateways/config-file.ts';
import { listenerOn } from '../host/listeners.ts';
import { defineProbe, factsOn } from '../probe.ts';

/** The profile that is used where none is named. */
const USUAL = 'openclaw';
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** The port on this host at which it attaches to a browser, or null where that is elsewhere or started by OpenClaw. */
function portOf(url: string | null): number | null {
  if (url === null || !URL.canParse(url)) return null;
  const { hostname, port, protocol } = new URL(url);
  if (!LOOPBACK.test(hostname)) return null;
  return Number(port) || (/^(?:https|wss):$/.test(protocol) ? 443 : 80);
}

export const browserPlace = defineProbe({
  id: 'browser-place',
  title: 'where the browser of the usual profile is to be found',
  gives: ['browser.program-missing', 'browser.port-silent'],
  needs: 'to read the configuration',
  timeoutMs: 3_000,
  async look({ host, target }) {
    const { config, root } = target;
    if (config.parse !== 'ok')
      return {
        source: target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so where the browser is to be is not known',
        facts: [],
      };
    const browser = recordAt(config.value, 'browser');
    const profile = recordAt(browser, 'profiles')[textAt(browser, 'defaultProfile') ?? USUAL];
    const program = textAt(profile, 'executablePath') ?? textAt(browser, 'executablePath');
    const port = portOf(textAt(profile, 'cdpUrl') ?? textAt(browser, 'cdpUrl'));
    // A program that is found by its name, or in a home, is OpenClaw's to find; so is a port in another network.
    const file = program?.startsWith('/') ? await host.stat(`${root}${program}`) : null;
    const listener = port === null || root !== '' ? null : await listenerOn(host, port);
    const off = at(browser, 'enabled') === false;
    return {
      source: target.configPath,
      facts: factsOn(target.subject, {
        'browser.program-missing': !off && file?.ok ? file.value === null || undefined : undefined,
        'browser.port-silent': !off && listener?.ok ? listener.value === null || undefined : undefined,
      }),
    };
  },
});
