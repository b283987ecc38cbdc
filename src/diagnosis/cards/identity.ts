/**
 * @module diagnosis/cards/identity
 * Who somebody is, where a proxy, Tailscale or a role policy has to say so. The shared credential is not what is
 * refused here.
 */
import type { Condition } from '../condition.ts';
import { look } from '../fix.ts';
import { card } from './card.ts';
import { LOGS } from './commands.ts';
import { refusal } from './refusal.ts';
import { anyRefusal, sign, told } from './shapes.ts';

/** No identity came with the request (2026.9.6). */
const NOBODY_NAMED: readonly Condition[] = [
  { fact: 'connect.refusal.reason', matches: 'trusted_proxy_untrusted_source' },
  { fact: 'connect.refusal.reason', matches: 'trusted_proxy_missing_header_*' },
  { fact: 'connect.refusal.reason', matches: 'trusted_proxy_user_missing' },
  { fact: 'connect.refusal.reason', matches: 'trusted_proxy_local_interface_*' },
];

export const IDENTITY_CARDS = [
  card({
    id: 'auth-mode-conflict',
    says: {
      en: {
        title: 'The auth mode does not fit the caller',
        says: 'The gateway expects identity from a proxy, and a local client connects directly ({reason|refused}).',
        mistakenWhen: 'The credential is simply wrong.',
      },
    },
    families: ['auth-settings'],
    layer: 'authority',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        {
          any: 'client',
          where: { fact: 'connect.refusal.reason', matches: 'trusted_proxy_loopback_source' },
        },
        // From this host and with nothing of a proxy about it; who was named and is not on the list came through one.
        {
          any: 'client',
          where: {
            all: [
              { either: NOBODY_NAMED },
              { fact: 'connect.remote', oneOf: ['127.0.0.1', '::1', '::ffff:127.0.0.1'] },
              { fact: 'connect.forwarded', is: false },
            ],
          },
        },
        sign('auth.sign', 'loopback-behind-proxy-auth'),
      ],
    },
    // Through a proxy on this host: the gateway has to be told to believe it.
    contradicting: [
      {
        any: 'client',
        where: {
          all: [
            { fact: 'connect.refusal.reason', matches: 'trusted_proxy_loopback_source' },
            { fact: 'connect.forwarded', is: true },
          ],
        },
      },
    ],
    hints: [
      {
        all: [
          { fact: 'gateway.auth.mode', is: 'trusted-proxy' },
          anyRefusal('AUTH_UNAUTHORIZED', 'AUTH_REQUIRED'),
        ],
      },
      { all: [{ fact: 'gateway.auth.mode', is: 'trusted-proxy' }, told('identity-proxy')] },
    ],
    fromText: 0.64,
    params: { reason: 'connect.refusal.reason', mode: 'gateway.auth.mode' },
    checks: [look('openclaw config get gateway.auth'), LOGS],
    fixes: [look('openclaw config get gateway.auth.mode')],
    suppresses: ['trusted-proxy-identity-failed'],
  }),
  refusal('tailscale-identity-failed', {
    says: {
      en: {
        title: 'Tailscale did not confirm the client',
        says: 'Tailscale did not confirm the client’s identity to the gateway ({code|identity check failed}).',
        mistakenWhen: 'Tailscale itself is down on this host.',
      },
    },
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: [
      'AUTH_TAILSCALE_IDENTITY_MISSING',
      'AUTH_TAILSCALE_PROXY_MISSING',
      'AUTH_TAILSCALE_WHOIS_FAILED',
      'AUTH_TAILSCALE_IDENTITY_MISMATCH',
    ],
    checks: [look('tailscale status'), look('openclaw config get gateway.tailscale')],
    fixes: [look('tailscale whois {client-address}')],
  }),
  refusal('trusted-proxy-identity-failed', {
    says: {
      en: {
        title: 'The proxy does not forward the user’s identity',
        says: 'The trusted proxy sends no usable identity, or the user is not allowed ({reason|header missing}).',
        mistakenWhen: 'A local client connects directly, past the proxy.',
      },
    },
    families: ['auth-settings'],
    layer: 'authority',
    severity: 2,
    remediation: 'config-rollback',
    codes: ['AUTH_IDENTITY_HEADER_REQUIRED'],
    reasons: [
      'trusted_proxy_user_*',
      'trusted_proxy_missing_header_*',
      'trusted_proxy_origin_not_allowed',
      'trusted_proxy_untrusted_source',
    ],
    signs: [
      {
        any: 'client',
        where: {
          all: [
            { fact: 'connect.refusal.reason', matches: 'trusted_proxy_loopback_source' },
            { fact: 'connect.forwarded', is: true },
          ],
        },
      },
    ],
    fromText: 0.6,
    checks: [
      look('openclaw config get gateway.auth.trustedProxy'),
      look('openclaw config get gateway.trustedProxies'),
    ],
    fixes: [look('openclaw config get gateway.auth.trustedProxy.userHeader')],
  }),
  refusal('operator-access-denied', {
    says: {
      en: {
        title: 'The user’s role does not allow this',
        says: 'The role policy denies this access or requires a verified user.',
        mistakenWhen: 'The shared token changed at the same time.',
      },
    },
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: ['AUTH_VERIFIED_USER_REQUIRED', 'AUTHENTICATED_PROFILE_UNAVAILABLE'],
    closes: [
      [4001, 'operator role changed*'],
      [4001, 'Gateway access is no longer active*'],
    ],
    signs: [sign('device.sign', 'access-closed')],
    checks: [look('openclaw config get gateway.roles'), LOGS],
    fixes: [look('openclaw config get gateway.roles')],
  }),
] as const;
