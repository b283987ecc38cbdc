/**
 * @module diagnosis/rules/browser
 * The browser tool of OpenClaw: not loaded, not started, not reachable, or asked for what it cannot do.
 */
import { fault } from './fault.ts';
import { advise, BROWSER, change, LOGS, look, RESTART } from './shapes.ts';

export const BROWSER_RULES = [
  fault('browser-plugin-excluded', {
    signs: ['browser.sign', 'plugin-excluded'],
    remediation: 'config-rollback',
    fromText: 0.7,
    checks: ['openclaw config get plugins.allow', BROWSER],
    fixes: [change('openclaw config set plugins.allow \'["…","browser"]\''), RESTART],
    suppresses: ['plugin-allow-excludes'],
  }),
  fault('browser-launch-failed', {
    signs: ['browser.sign', 'launch-failed'],
    fromText: 0.7,
    checks: [BROWSER, LOGS],
    fixes: [look('openclaw browser doctor')],
  }),
  fault('browser-executable-invalid', {
    signs: ['browser.sign', 'executable'],
    remediation: 'config-rollback',
    checks: [BROWSER],
    fixes: [change('openclaw config set browser.executablePath PATH')],
  }),
  fault('browser-cdp-url-invalid', {
    signs: ['browser.sign', 'cdp-url'],
    remediation: 'config-rollback',
    fromText: 0.74,
    checks: ['openclaw config get browser'],
    fixes: [change('openclaw config set browser.cdpUrl http://HOST:PORT')],
  }),
  fault('browser-cdp-unreachable', {
    signs: ['browser.sign', 'cdp-unreachable'],
    checks: [BROWSER, 'curl -s http://HOST:PORT/json/version   # from the gateway host'],
    fixes: [look(BROWSER)],
  }),
  fault('browser-cdp-ws-blocked', {
    signs: ['browser.sign', 'cdp-websocket'],
    fromText: 0.7,
    checks: [BROWSER],
    fixes: [look(BROWSER)],
    suppresses: ['browser-attach-no-target', 'browser-cdp-unreachable'],
  }),
  fault('browser-attach-no-target', {
    signs: ['browser.sign', 'attach-no-target'],
    checks: [BROWSER, 'openclaw browser profiles'],
    fixes: [advise('start the browser that the profile attaches to, with remote debugging')],
  }),
  fault('browser-no-tabs', {
    quietInLog: true,
    signs: ['browser.sign', 'no-tabs'],
    severity: 4,
    fromText: 0.74,
    checks: ['openclaw browser tabs'],
    fixes: [advise('open a tab in the attached browser')],
  }),
  fault('browser-playwright-missing', {
    signs: ['browser.sign', 'playwright'],
    remediation: 'restart+validate',
    fromText: 0.76,
    checks: ['openclaw browser doctor'],
    fixes: [change('npm install -g openclaw   # again, then restart'), RESTART],
  }),
  fault('browser-stale-emulation', {
    quietInLog: true,
    signs: ['browser.sign', 'stale-emulation'],
    severity: 4,
    // No line ever names it; only stopping the session of the profile proves it.
    fromText: 0.45,
    checks: [BROWSER, 'openclaw browser profiles'],
    fixes: [change('openclaw browser stop --browser-profile PROFILE')],
  }),
  fault('browser-request-unsupported', {
    quietInLog: true,
    signs: ['browser.sign', 'request-unsupported'],
    severity: 4,
    remediation: 'informational',
    fromText: 0.74,
    checks: ['openclaw browser profiles'],
    fixes: [advise('change the call: this profile does not support that combination')],
  }),
] as const;
