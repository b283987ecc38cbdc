/** Rows of the cards in diagnosis/cards/configuration. */
import { type Cases, CLIENT, DOWN, read, signed, UP } from './case.ts';

export const CONFIGURATION_CASES = {
  'reload-off-stale-config': {
    fires: [
      { ...UP, 'config.reload-mode': 'off', 'config.in-force': false },
      { 'config.reload-mode': 'off', 'config.changed-after-start': true, 'config.in-force': false },
    ],
    staysQuiet: [
      // Reload off is a choice; with an unchanged file nothing is stale.
      { ...UP, 'config.reload-mode': 'off', 'config.in-force': true, 'config.changed-after-start': false },
      { ...UP, 'config.reload-mode': 'off', 'config.in-force': true, 'config.changed-after-start': true },
      { ...UP, 'config.reload-mode': 'hybrid', 'config.in-force': false },
    ],
    cannotTell: [{ 'config.reload-mode': 'off', 'config.changed-after-start': true }],
  },
  'config-reload-skipped': signed('config', 'reload-skipped', {
    fires: [{ ...UP, 'config.valid': false }],
    staysQuiet: [
      { ...UP, 'config.valid': true },
      { ...DOWN, 'config.valid': false },
    ],
  }),
  'config-write-rejected': read(
    'Config write rejected: size-drop-vs-last-good:4100->210',
    'config reload skipped (invalid config): gateway: nope',
  ),
  'config-clobbered': signed('config', 'clobbered', {
    fires: [
      { 'config.size-percent': 20, 'config.lost-keys': ['gateway.mode'], 'config.lost-sections': 0 },
      { 'config.size-percent': 30, 'config.lost-keys': ['models', 'agents'], 'config.lost-sections': 2 },
      // The gateway has taken over what is left of it.
      {
        'config.in-force': true,
        'config.size-percent': 20,
        'config.lost-keys': ['gateway.mode'],
        'config.lost-sections': 0,
      },
    ],
    staysQuiet: [
      // The gateway put it right again.
      {
        'config.sign': 'clobbered',
        'config.in-force': true,
        'config.lost-keys': [],
        'config.lost-sections': 0,
      },
      // Much was taken out of one section, on purpose.
      { 'config.size-percent': 40, 'config.lost-keys': ['models.providers'], 'config.lost-sections': 0 },
      // A small file that somebody keeps by hand.
      { 'config.size-percent': 90, 'config.lost-keys': ['logging', 'update'], 'config.lost-sections': 2 },
    ],
  }),
  'legacy-config-key': signed('config', 'legacy-key', {
    fires: [
      { 'gateway.start.refusal': 'config-invalid', 'config.only-retired': true },
      { 'gateway.process.count': 0, 'config.valid': false, 'config.only-retired': true },
    ],
    staysQuiet: [
      { 'gateway.start.refusal': 'config-invalid', 'config.only-retired': false },
      { 'gateway.start.refusal': 'config-invalid', 'config.only-retired': true, 'config.valid': true },
    ],
  }),
  'reload-mode-retired': signed('config', 'reload-mode-retired', {
    fires: [{ 'config.reload-mode': 'hot', 'config.valid': false }],
    staysQuiet: [{ 'config.reload-mode': 'hot', 'config.valid': true }],
  }),
  'remote-mode-misdirect': signed('config', 'remote-url-empty', {
    fires: [
      { ...UP, 'config.mode': 'remote' },
      { ...CLIENT, 'config.mode': 'remote', 'clients.url.answers': 'no-address' },
    ],
    staysQuiet: [
      { ...UP, 'config.mode': 'local' },
      { ...CLIENT, 'config.mode': 'remote', 'clients.url.answers': 'gateway' },
    ],
  }),
  'http-endpoint-disabled': read(
    'POST /v1/chat/completions 404 Not Found',
    'POST /v1/chat/completions 401 Unauthorized',
  ),
} satisfies Record<string, Cases>;
