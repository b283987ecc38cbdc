/** Rows of the cards in diagnosis/cards/browser. */
import { type Cases, read, signed } from './case.ts';

export const BROWSER_CASES = {
  'browser-plugin-excluded': read("error: unknown command 'browser'", "error: unknown command 'browse'"),
  'browser-launch-failed': read(
    'Failed to start Chrome CDP on port 18800 for profile "openclaw".',
    'browser.executablePath not found: /opt/chrome',
  ),
  'browser-executable-invalid': read(
    'browser.executablePath not found: /opt/chrome',
    'Failed to start Chrome CDP on port 18800 for profile "openclaw".',
  ),
  'browser-cdp-url-invalid': read(
    'browser.cdpUrl must be http(s) or ws(s)',
    'Remote CDP for profile "remote" is not reachable at http://10.0.0.5:9222.',
  ),
  'browser-cdp-unreachable': read(
    'Remote CDP for profile "remote" is not reachable at http://10.0.0.5:9222.',
    'browser.cdpUrl has invalid port',
  ),
  'browser-cdp-ws-blocked': read(
    'Browser attachOnly is enabled and CDP websocket for profile "user" is not reachable.',
    'Browser attachOnly is enabled and profile "user" is not reachable.',
  ),
  'browser-attach-no-target': read(
    'Browser attachOnly is enabled and profile "user" is not reachable.',
    'Browser attachOnly is enabled and CDP websocket for profile "user" is not reachable.',
  ),
  'browser-no-tabs': read(
    'No browser tabs found for profile="user"',
    'Browser attachOnly is enabled and profile "user" is not reachable.',
  ),
  'browser-playwright-missing': read(
    "Playwright is not available in this gateway build; 'pdf' is unsupported.",
    'response body is not supported for existing-session profiles yet.',
  ),
  'browser-stale-emulation': signed('browser', 'stale-emulation'),
  'browser-request-unsupported': read(
    'fullPage is not supported for element screenshots',
    "Playwright is not available in this gateway build; 'pdf' is unsupported.",
  ),
} satisfies Record<string, Cases>;
