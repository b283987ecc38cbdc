/**
 * @module evidence/readers/refusal-words
 * Messages, reasons and detail codes of refused connects, as OpenClaw 2026.9.6 prints them (older wordings
 * included), mapped to the detail code. The code outranks the message, the message the close reason.
 */

/** `authReason` (in logs: `reason=`) → detail code. */
export const REASON_CODES: Readonly<Record<string, string>> = {
  token_missing: 'AUTH_TOKEN_MISSING',
  token_mismatch: 'AUTH_TOKEN_MISMATCH',
  token_missing_config: 'AUTH_TOKEN_NOT_CONFIGURED',
  password_missing: 'AUTH_PASSWORD_MISSING',
  password_mismatch: 'AUTH_PASSWORD_MISMATCH',
  password_missing_config: 'AUTH_PASSWORD_NOT_CONFIGURED',
  token_redacted_config: 'AUTH_UNAUTHORIZED',
  password_redacted_config: 'AUTH_UNAUTHORIZED',
  bootstrap_token_invalid: 'AUTH_BOOTSTRAP_TOKEN_INVALID',
  device_token_mismatch: 'AUTH_DEVICE_TOKEN_MISMATCH',
  scope_mismatch: 'AUTH_SCOPE_MISMATCH',
  rate_limited: 'AUTH_RATE_LIMITED',
  tailscale_user_missing: 'AUTH_TAILSCALE_IDENTITY_MISSING',
  tailscale_proxy_missing: 'AUTH_TAILSCALE_PROXY_MISSING',
  tailscale_whois_failed: 'AUTH_TAILSCALE_WHOIS_FAILED',
  tailscale_user_mismatch: 'AUTH_TAILSCALE_IDENTITY_MISMATCH',
  proxy_attribution_required: 'AUTH_UNAUTHORIZED',
  'device-signature-stale': 'DEVICE_AUTH_SIGNATURE_EXPIRED',
  'device-signature': 'DEVICE_AUTH_SIGNATURE_INVALID',
  'device-nonce-missing': 'DEVICE_AUTH_NONCE_REQUIRED',
  'device-nonce-mismatch': 'DEVICE_AUTH_NONCE_MISMATCH',
  'device-id-mismatch': 'DEVICE_AUTH_DEVICE_ID_MISMATCH',
  'device-public-key': 'DEVICE_AUTH_PUBLIC_KEY_INVALID',
};

/** Start or part of a message (lower case) → detail code. The first that fits wins, so order matters. */
export const MESSAGE_CODES: readonly (readonly [string, string])[] = [
  ['device token mismatch', 'AUTH_DEVICE_TOKEN_MISMATCH'],
  ['device token scope mismatch', 'AUTH_SCOPE_MISMATCH'],
  ['device_token_mismatch', 'AUTH_DEVICE_TOKEN_MISMATCH'],
  ['gateway token mismatch', 'AUTH_TOKEN_MISMATCH'],
  ['gateway password mismatch', 'AUTH_PASSWORD_MISMATCH'],
  ['password mismatch', 'AUTH_PASSWORD_MISMATCH'],
  ['token_mismatch', 'AUTH_TOKEN_MISMATCH'],
  ['token mismatch', 'AUTH_TOKEN_MISMATCH'],
  ['gateway token missing', 'AUTH_TOKEN_MISSING'],
  ['gateway password missing', 'AUTH_PASSWORD_MISSING'],
  ['gateway token not configured', 'AUTH_TOKEN_NOT_CONFIGURED'],
  ['gateway password not configured', 'AUTH_PASSWORD_NOT_CONFIGURED'],
  ['setup code invalid', 'AUTH_BOOTSTRAP_TOKEN_INVALID'],
  ['too many failed authentication attempts', 'AUTH_RATE_LIMITED'],
  ['tailscale identity missing', 'AUTH_TAILSCALE_IDENTITY_MISSING'],
  ['tailscale proxy headers missing', 'AUTH_TAILSCALE_PROXY_MISSING'],
  ['tailscale identity check failed', 'AUTH_TAILSCALE_WHOIS_FAILED'],
  ['tailscale identity mismatch', 'AUTH_TAILSCALE_IDENTITY_MISMATCH'],
  ['identity-header authentication is required', 'AUTH_IDENTITY_HEADER_REQUIRED'],
  ['require a verified user identity', 'AUTH_VERIFIED_USER_REQUIRED'],
  ['origin not allowed', 'CONTROL_UI_ORIGIN_NOT_ALLOWED'],
  ['protocol mismatch', 'PROTOCOL_MISMATCH'],
  ['control ui requires device identity', 'CONTROL_UI_DEVICE_IDENTITY_REQUIRED'],
  ['control ui requires https or localhost', 'CONTROL_UI_DEVICE_IDENTITY_REQUIRED'],
  ['device identity required', 'DEVICE_IDENTITY_REQUIRED'],
  ['device identity mismatch', 'DEVICE_AUTH_DEVICE_ID_MISMATCH'],
  ['device signature expired', 'DEVICE_AUTH_SIGNATURE_EXPIRED'],
  ['device nonce required', 'DEVICE_AUTH_NONCE_REQUIRED'],
  ['device nonce mismatch', 'DEVICE_AUTH_NONCE_MISMATCH'],
  ['device signature invalid', 'DEVICE_AUTH_SIGNATURE_INVALID'],
  ['device public key invalid', 'DEVICE_AUTH_PUBLIC_KEY_INVALID'],
  ['client version mismatch', 'CLIENT_VERSION_MISMATCH'],
  ['pairing required', 'PAIRING_REQUIRED'],
  ['pairing_required', 'PAIRING_REQUIRED'],
];

/** Every detail code of a refused connect, to find them literally. */
export const DETAIL_CODE =
  /\b(AUTH_(?:REQUIRED|UNAUTHORIZED|TOKEN_MISSING|TOKEN_MISMATCH|TOKEN_NOT_CONFIGURED|PASSWORD_MISSING|PASSWORD_MISMATCH|PASSWORD_NOT_CONFIGURED|BOOTSTRAP_TOKEN_INVALID|DEVICE_TOKEN_MISMATCH|SCOPE_MISMATCH|RATE_LIMITED|TAILSCALE_[A-Z_]{5,24}|IDENTITY_HEADER_REQUIRED|VERIFIED_USER_REQUIRED)|AUTHENTICATED_PROFILE_UNAVAILABLE|CONTROL_UI_(?:BUILD_MISMATCH|ORIGIN_NOT_ALLOWED|DEVICE_IDENTITY_REQUIRED)|PROTOCOL_MISMATCH|DEVICE_IDENTITY_REQUIRED|DEVICE_AUTH_[A-Z_]{5,24}|PAIRING_REQUIRED|CLIENT_VERSION_MISMATCH)\b/;

/** "0 occurrences of token_mismatch" says that it did not happen. */
const NEGATED =
  /\b(?:0|no|zero|never any) (?:occurrences?|matches|hits|signs?|traces?|lines?) (?:of|for|with)\b/i;

/** The detail code that a line speaks of, by code, reason or message; null when it speaks of none. */
export function codeIn(text: string): string | null {
  if (NEGATED.test(text)) return null;
  const literal = DETAIL_CODE.exec(text)?.[1];
  if (literal) return literal;
  const reason = /\b(?:reason|authReason)["']?\s{0,2}[=:]\s{0,2}["']?([a-z_-]{4,60})/.exec(text)?.[1];
  if (reason && Object.hasOwn(REASON_CODES, reason)) return REASON_CODES[reason] ?? null;
  const lower = text.toLowerCase();
  for (const [words, code] of MESSAGE_CODES) if (lower.includes(words)) return code;
  return null;
}

/** The reason word of a refusal (`trusted_proxy_…`, `scope-upgrade`, …), where the line has one. */
export function reasonIn(text: string): string | null {
  const reason =
    /\b(?:reason|authReason)["']?\s{0,2}[=:]\s{0,2}["']?([a-z_-]{4,60}[a-z])/.exec(text)?.[1] ??
    /\b(trusted_proxy_[a-z_-]{3,60})\b/.exec(text)?.[1];
  if (reason) return reason;
  const lower = text.toLowerCase();
  if (lower.includes('more scopes than currently approved')) return 'scope-upgrade';
  if (lower.includes('higher role than currently approved')) return 'role-upgrade';
  if (lower.includes('identity changed and must be re-approved')) return 'metadata-upgrade';
  if (lower.includes('device is not approved yet')) return 'not-paired';
  if (lower.includes('proxy_attribution_required')) return 'proxy_attribution_required';
  return null;
}
