/**
 * @module diagnosis/cards/configuration
 * The gateway is up and lets people in, but works with the wrong settings: saved and not in force, overwritten,
 * retired, or for another gateway.
 */

import { adviseChange, change, look, lookInShell } from '../fix.ts';
import { card } from './card.ts';
import { LOGS, RESTART, STATUS, VALIDATE } from './commands.ts';
import {
  DOWN,
  HAS_PROCESS,
  NO_PROCESS,
  NOTHING_LOST,
  refusedStart,
  roadMeets,
  sign,
  told,
} from './shapes.ts';

export const CONFIGURATION_CARDS = [
  card({
    id: 'reload-off-stale-config',
    says: {
      en: {
        title: 'The saved configuration is not loaded',
        says: 'Reload is off and the file was changed after the start{changed? (%)}. The gateway still runs with the old settings until it is restarted.',
        mistakenWhen: 'A restart is already planned.',
      },
    },
    layer: 'configuration',
    severity: 2,
    remediation: 'restart+validate',
    decisive: {
      either: [
        {
          all: [
            { fact: 'config.reload-mode', is: 'off' },
            { fact: 'config.in-force', is: false },
            HAS_PROCESS,
          ],
        },
        {
          all: [
            { fact: 'config.reload-mode', is: 'off' },
            { fact: 'config.changed-after-start', is: true },
            { not: { fact: 'config.in-force', is: true } },
          ],
        },
      ],
    },
    hints: [
      {
        all: [
          { fact: 'config.reload-mode', is: 'off' },
          { fact: 'config.changed-after-start', is: true },
        ],
      },
      { all: [sign('config.sign', 'reload-off'), told('works-anyway')] },
    ],
    supporting: [{ fact: 'config.changed-after-start', is: true }],
    contradicting: [
      { fact: 'config.in-force', is: true },
      { fact: 'config.valid', is: false },
    ],
    fromText: 0.5,
    params: { changed: 'config.changed-at', path: 'config.path' },
    checks: [look('openclaw config get gateway.reload.mode'), STATUS],
    fixes: [RESTART],
  }),
  card({
    id: 'config-reload-skipped',
    says: {
      en: {
        title: 'The gateway rejected the last config edit',
        says: 'The running gateway keeps its last good configuration, because the saved file is not valid: {issue|see the validator}. The next start will fail.',
        mistakenWhen: 'The file has been corrected since.',
      },
    },
    families: ['invalid-config'],
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: {
      either: [
        { all: [HAS_PROCESS, { fact: 'config.valid', is: false }] },
        { all: [HAS_PROCESS, { fact: 'config.parse', is: 'broken' }] },
        sign('config.sign', 'reload-skipped'),
        sign('config.sign', 'reload-failed'),
      ],
    },
    supporting: [{ fact: 'failure.after', has: 'config' }],
    contradicting: [{ fact: 'config.in-force', is: true }],
    fromText: 0.64,
    params: { issue: 'config.issues', path: 'config.path' },
    checks: [VALIDATE, LOGS],
    fixes: [
      look('openclaw config validate'),
      adviseChange('correct the file, or copy openclaw.json.last-good over it'),
    ],
    suppresses: ['config-invalid'],
  }),
  card({
    id: 'config-write-rejected',
    says: {
      en: {
        title: 'A write to the configuration was rejected',
        says: 'OpenClaw refused to save a configuration that would have lost too much. The rejected version is next to the file.',
        mistakenWhen: 'The rejected file is old and the change was made properly later.',
      },
    },
    families: ['lost-config'],
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: sign('config.sign', 'write-rejected'),
    fromText: 0.68,
    checks: [lookInShell('ls -l "$(openclaw config file)"*')],
    fixes: [lookInShell('diff openclaw.json openclaw.json.rejected.*')],
  }),
  card({
    id: 'config-clobbered',
    says: {
      en: {
        title: 'Something overwrote the configuration',
        says: 'Valid settings of the last good version are missing ({lost|compare the two}): a tool, an update or a wizard rewrote the file.',
        mistakenWhen: 'The settings were removed on purpose.',
      },
    },
    families: ['lost-config'],
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        // Half of it gone and not one key but parts of it: OpenClaw's own measure of an overwritten file (2026.9.6).
        {
          all: [
            { fact: 'config.size-percent', below: 50 },
            {
              either: [
                { fact: 'config.lost-keys', has: 'gateway.mode' },
                { fact: 'config.lost-sections', above: 1 },
              ],
            },
          ],
        },
        sign('config.sign', 'clobbered'),
      ],
    },
    params: { lost: 'config.lost-keys' },
    contradicting: [NOTHING_LOST],
    hints: [sign('config.sign', 'mode-missing')],
    fromText: 0.64,
    checks: [lookInShell('ls -l "$(openclaw config file)"*')],
    fixes: [
      look('diff openclaw.json openclaw.json.last-good'),
      change('cp openclaw.json.last-good openclaw.json'),
    ],
  }),
  card({
    id: 'legacy-config-key',
    says: {
      en: {
        title: 'The configuration uses a retired key',
        says: 'A key that this release no longer knows makes the file invalid: {issue|see the validator}.',
        mistakenWhen: 'It is a typo in a current key.',
      },
    },
    families: ['invalid-config'],
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    feltAt: { when: NO_PROCESS, layer: 'process' },
    decisive: {
      either: [
        {
          all: [
            { fact: 'config.only-retired', is: true },
            {
              either: [
                refusedStart('config-invalid'),
                { all: [NO_PROCESS, { fact: 'config.valid', is: false }] },
              ],
            },
          ],
        },
        sign('config.sign', 'legacy-key'),
      ],
    },
    supporting: [{ fact: 'config.valid', is: false }, NO_PROCESS],
    contradicting: [
      { fact: 'config.valid', is: true },
      { fact: 'config.only-retired', is: false },
    ],
    fromText: 0.76,
    params: { issue: 'config.issues' },
    checks: [VALIDATE],
    fixes: [change('openclaw doctor --fix', 'moves retired keys; keep a copy of the file first')],
    // With such keys in the file the start tries a migration first, and fails in that (2026.9.6).
    suppresses: [...DOWN, 'config-invalid', 'maintenance-required', 'gateway-mode-missing'],
  }),
  card({
    id: 'reload-mode-retired',
    says: {
      en: {
        title: 'The reload mode is no longer valid',
        says: 'gateway.reload.mode holds "hot" or "restart"; this release knows only "hybrid" and "off".',
        mistakenWhen: 'The gateway is an older release that still knows them.',
      },
    },
    families: ['invalid-config'],
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        {
          all: [
            { fact: 'config.reload-mode', oneOf: ['hot', 'restart'] },
            { fact: 'config.valid', is: false },
          ],
        },
        sign('config.sign', 'reload-mode-retired'),
      ],
    },
    fromText: 0.76,
    checks: [VALIDATE],
    fixes: [change('openclaw config set gateway.reload.mode hybrid')],
  }),
  card({
    id: 'remote-mode-misdirect',
    says: {
      en: {
        title: 'The command line talks to another gateway',
        says: 'Commands on this host go to a remote address or, where remote mode names none, to a port of this host; not to the intended gateway.',
        mistakenWhen: 'The remote address is a tunnel to this same gateway.',
      },
    },
    families: ['gateway-mode', 'wrong-target'],
    layer: 'configuration',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { all: [HAS_PROCESS, { fact: 'config.mode', is: 'remote' }] },
        { all: [sign('config.sign', 'remote-target'), sign('network.sign', 'target-from-remote-url')] },
        sign('config.sign', 'remote-url-empty'),
        roadMeets('no-address'),
      ],
    },
    hints: [sign('network.sign', 'target-from-remote-url'), sign('config.sign', 'remote-target')],
    fromText: 0.6,
    checks: [look('openclaw config get gateway.mode'), look('openclaw config get gateway.remote.url')],
    fixes: [look('openclaw gateway status --json', 'probeUrl says whom the CLI talks to')],
  }),
  card({
    id: 'http-endpoint-disabled',
    says: {
      en: {
        title: 'The HTTP API is switched off',
        says: 'The OpenAI-compatible endpoint returns 404: it is not enabled.',
        mistakenWhen: 'The model id that the client sends is wrong.',
      },
    },
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: sign('config.sign', 'endpoint-disabled'),
    fromText: 0.6,
    checks: [look('openclaw config get gateway.http.endpoints')],
    fixes: [change('openclaw config set gateway.http.endpoints.chatCompletions.enabled true')],
  }),
] as const;
