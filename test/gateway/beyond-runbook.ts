/**
 * Planted faults that no runbook may or can undo, whatever it does: each by what would be needed. Said by the nature of
 * the fault and its only cure, before anything was tried; one that is brought back all the same counts as brought back.
 */

export type Needs =
  /** A key, token or account that somebody must issue. */
  | 'new-credential'
  /** It lies with a client, another machine, or a person's own shell. */
  | 'elsewhere'
  /** Another program on this host, which is not OpenClaw's to start or stop. */
  | 'another-program'
  /** Software to install, update or build. */
  | 'install'
  /** A key that opens or closes the gateway, which no recovery may touch. */
  | 'denied-key'
  /** Files that only their owner has: a folder's content, a certificate's key, rights. */
  | 'owners-files'
  /** It never worked in this form on this host, so that there is nothing to go back to. */
  | 'no-past';

export const BEYOND: Readonly<Record<string, Needs>> = {
  'bot-token-wrong': 'new-credential',
  'one-bot-revoked': 'new-credential',
  // A client, a device, another machine.
  'apps-keep-token': 'elsewhere',
  'bot-polled-twice': 'elsewhere',
  'client-nobody-there': 'elsewhere',
  'client-pin-old': 'elsewhere',
  'client-plain-to-tls': 'elsewhere',
  'client-tls-to-plain': 'elsewhere',
  'client-token-old': 'elsewhere',
  'client-too-old': 'elsewhere',
  'clients-silent': 'elsewhere',
  'device-token-old': 'elsewhere',
  'far-certificate-expired': 'elsewhere',
  'far-certificate-unknown': 'elsewhere',
  'far-frozen': 'elsewhere',
  'far-pin-old': 'elsewhere',
  'far-speaks-tls': 'elsewhere',
  'far-token-old': 'elsewhere',
  'far-wants-password': 'elsewhere',
  'proxy-names-nobody': 'elsewhere',
  'shell-elsewhere': 'elsewhere',
  'shell-token-old': 'elsewhere',
  'token-rotated': 'elsewhere',
  'webhook-not-registered': 'elsewhere',
  'bot-proxy-down': 'another-program',
  'closed-after-hello': 'another-program',
  'lock-held': 'another-program',
  'model-server-down': 'another-program',
  'profile-same-port': 'another-program',
  'relaunch-loop': 'another-program',
  'second-model-down': 'another-program',
  'two-configs-one-state': 'another-program',
  'webhook-port-taken': 'another-program',
  'channel-not-installed': 'install',
  'database-newer': 'install',
  'package-torn': 'install',
  'certificate-folder-gone': 'denied-key',
  'dashboard-off': 'denied-key',
  'endpoint-off': 'denied-key',
  'missed-browser': 'denied-key',
  'origin-refused': 'denied-key',
  'plugin-not-allowed': 'denied-key',
  'proxy-list-empty': 'denied-key',
  'proxy-moved-in': 'denied-key',
  'proxy-unknown': 'denied-key',
  'skill-linked-out': 'denied-key',
  'include-outside': 'no-past',
  'config-mounted-read-only': 'owners-files',
  'plugin-open-to-all': 'owners-files',
  'second-workspace-gone': 'owners-files',
  'tls-not-renewed': 'owners-files',
  'workspace-is-file': 'owners-files',
  'workspace-missing': 'owners-files',
};
