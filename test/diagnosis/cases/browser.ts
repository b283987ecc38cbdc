/** Rows of the cards in diagnosis/cards/browser. */
import { type Cases, signed } from './case.ts';

export const BROWSER_CASES = {
  'browser-plugin-excluded': signed('browser', 'plugin-excluded'),
  'browser-launch-failed': signed('browser', 'launch-failed'),
  'browser-executable-invalid': signed('browser', 'executable'),
  'browser-cdp-url-invalid': signed('browser', 'cdp-url'),
  'browser-cdp-unreachable': signed('browser', 'cdp-unreachable'),
  'browser-cdp-ws-blocked': signed('browser', 'cdp-websocket'),
  'browser-attach-no-target': signed('browser', 'attach-no-target'),
  'browser-no-tabs': signed('browser', 'no-tabs'),
  'browser-playwright-missing': signed('browser', 'playwright'),
  'browser-stale-emulation': signed('browser', 'stale-emulation'),
  'browser-request-unsupported': signed('browser', 'request-unsupported'),
} satisfies Record<string, Cases>;
