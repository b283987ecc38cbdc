/**
 * @module messages/en/bundle-page
 * The page behind a link to a bundle.
 */
export const BUNDLE_PAGE = {
  'bundle-page.title': 'Bundle of {name}',
  'bundle-page.what': '{n, plural, one {# file} other {# files}}, {size}, made {at}.',
  'bundle-page.until': 'This link works until {until}.',
  'bundle-page.left':
    '{n, plural, one {# download is} other {# downloads are}} left. Opening this page uses none.',
  'bundle-page.locked': 'It is encrypted: only the holders of its keys can open it.',
  'bundle-page.download': 'Download the bundle',
  'bundle-page.report': 'Read the report',
  'bundle-page.coming': 'The file is still on its way from the host. This page looks again by itself.',
  'bundle-page.not-here': 'The file did not come from the host. Request it again in the incident’s thread.',
  'bundle-page.digest': 'SHA-256 (base64url): {digest}',
  'bundle-page.gone': 'There is nothing here',
  'bundle-page.gone-why':
    'The link has expired, was used up or revoked, or never worked. Ask for a new one in the incident’s thread.',
} as const;
