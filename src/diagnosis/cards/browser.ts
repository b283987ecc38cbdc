/**
 * @module diagnosis/cards/browser
 * The browser tool of OpenClaw: not loaded, not started, not reachable, or asked for what it cannot do.
 * One entry of the list is one cause.
 */

import { advise, change, look } from '../fix.ts';
import { BROWSER, LOGS, RESTART } from './commands.ts';
import { fault } from './fault.ts';

export const BROWSER_CARDS = [
  fault('browser-plugin-excluded', {
    says: {
      en: {
        title: 'The browser plugin is not loaded',
        says: 'The browser plugin is not loaded, so its tool and command are unknown.',
        mistakenWhen: 'The browser is disabled, or the tool is denied.',
      },
    },
    signs: ['browser.sign', 'plugin-excluded'],
    remediation: 'config-rollback',
    fromText: 0.7,
    checks: [look('openclaw config get plugins.allow'), BROWSER],
    fixes: [change('openclaw config set plugins.allow ["{…}","browser"]'), RESTART],
    suppresses: ['plugin-allow-excludes'],
  }),
  fault('browser-launch-failed', {
    says: {
      en: {
        title: 'The browser does not start',
        says: 'The local browser could not be started or could not open its control port.',
        mistakenWhen: 'The control port belongs to a second gateway.',
      },
    },
    families: ['browser-start'],
    signs: ['browser.sign', 'launch-failed'],
    fromText: 0.7,
    checks: [BROWSER, LOGS],
    fixes: [look('openclaw browser doctor')],
  }),
  fault('browser-executable-invalid', {
    says: {
      en: {
        title: 'The browser program is not found',
        says: 'The configured path of the browser does not exist for the gateway user.',
        mistakenWhen: 'It exists and cannot start.',
      },
    },
    families: ['browser-start'],
    signs: ['browser.sign', 'executable'],
    remediation: 'config-rollback',
    checks: [BROWSER],
    fixes: [change('openclaw config set browser.executablePath {path}')],
  }),
  fault('browser-cdp-url-invalid', {
    says: {
      en: {
        title: 'The address of the browser is not valid',
        says: 'browser.cdpUrl has a wrong scheme or port.',
        mistakenWhen: 'The address is right and nothing answers there.',
      },
    },
    families: ['browser-attach'],
    signs: ['browser.sign', 'cdp-url'],
    remediation: 'config-rollback',
    fromText: 0.74,
    checks: [look('openclaw config get browser')],
    fixes: [change('openclaw config set browser.cdpUrl http://{host}:{port}')],
  }),
  fault('browser-cdp-unreachable', {
    says: {
      en: {
        title: 'The remote browser is not reachable',
        says: 'The gateway host cannot reach the control address of the browser.',
        mistakenWhen: 'A network guard refuses the address.',
      },
    },
    families: ['browser-attach'],
    signs: ['browser.sign', 'cdp-unreachable'],
    checks: [BROWSER, look('curl -s http://{host}:{port}/json/version', 'from the gateway host')],
    fixes: [BROWSER],
  }),
  fault('browser-cdp-ws-blocked', {
    says: {
      en: {
        title: 'The browser answers HTTP but no WebSocket',
        says: 'The browser’s control address answers, but its WebSocket does not open.',
        mistakenWhen: 'The browser is down.',
      },
    },
    families: ['browser-attach'],
    signs: ['browser.sign', 'cdp-websocket'],
    fromText: 0.7,
    checks: [BROWSER],
    fixes: [BROWSER],
    suppresses: ['browser-attach-no-target', 'browser-cdp-unreachable'],
  }),
  fault('browser-attach-no-target', {
    says: {
      en: {
        title: 'There is no browser to attach to',
        says: 'The profile only attaches to a running browser, and none runs with remote debugging.',
        mistakenWhen: 'The browser runs and has no tab.',
      },
    },
    families: ['browser-attach'],
    signs: ['browser.sign', 'attach-no-target'],
    checks: [BROWSER, look('openclaw browser profiles')],
    fixes: [advise('start the browser that the profile attaches to, with remote debugging')],
  }),
  fault('browser-no-tabs', {
    says: {
      en: {
        title: 'The browser has no tab',
        says: 'The attached browser has no open tab.',
        mistakenWhen: 'It is not attached at all.',
      },
    },
    families: ['browser-attach'],
    quietInLog: true,
    signs: ['browser.sign', 'no-tabs'],
    severity: 4,
    fromText: 0.74,
    checks: [look('openclaw browser tabs')],
    fixes: [advise('open a tab in the attached browser')],
  }),
  fault('browser-playwright-missing', {
    says: {
      en: {
        title: 'A part of the browser tool is not installed',
        says: 'Playwright is missing in this installation; some browser features do not work.',
        mistakenWhen: 'The profile does not support the feature.',
      },
    },
    signs: ['browser.sign', 'playwright'],
    remediation: 'restart+validate',
    fromText: 0.76,
    checks: [look('openclaw browser doctor')],
    fixes: [change('npm install -g openclaw', 'again, then restart'), RESTART],
  }),
  fault('browser-stale-emulation', {
    says: {
      en: {
        title: 'The browser keeps an old emulation',
        says: 'A viewport, locale, colour scheme or offline setting of an earlier session is still active in this profile.',
        mistakenWhen: 'The site itself behaves like that, in any browser.',
      },
    },
    quietInLog: true,
    signs: ['browser.sign', 'stale-emulation'],
    severity: 4,
    // No line ever names it; only stopping the session of the profile proves it.
    fromText: 0.45,
    checks: [BROWSER, look('openclaw browser profiles')],
    fixes: [change('openclaw browser stop --browser-profile {profile}')],
  }),
  fault('browser-request-unsupported', {
    says: {
      en: {
        title: 'The browser call is not supported there',
        says: 'The call combines options that this browser profile does not support. Nothing is broken.',
        mistakenWhen: 'Every call fails.',
      },
    },
    quietInLog: true,
    signs: ['browser.sign', 'request-unsupported'],
    severity: 4,
    remediation: 'informational',
    fromText: 0.74,
    checks: [look('openclaw browser profiles')],
    fixes: [advise('change the call: this profile does not support that combination')],
  }),
] as const;
