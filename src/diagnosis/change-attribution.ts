/**
 * @module diagnosis/change-attribution
 * Which kind of change can bring about which kind of failure: a refused credential has to do with credentials, a
 * start that finds its database too new with the package. It only chooses between changes; it proves none.
 */
import type { TimelineEntry } from './finding.ts';

type Explains = { kinds: readonly string[]; settings?: RegExp };

/** What OpenClaw names of a change are paths of settings (`gateway.auth.token`). */
const BY_SIGN: Readonly<Record<string, Explains>> = {
  auth: { kinds: ['credential'], settings: /\b(?:gateway\.(?:auth|remote)|secrets)\b/ },
  device: { kinds: ['credential'], settings: /\bgateway\.(?:auth|controlUi|nodes)\b/ },
  model: { kinds: ['credential'], settings: /\b(?:models|auth|env|agents)\b/ },
  channel: { kinds: ['credential'], settings: /\b(?:channels|plugins)\b/ },
  plugin: { kinds: ['package'], settings: /\bplugins\b/ },
  upgrade: { kinds: ['package', 'service'] },
  service: { kinds: ['service', 'package'], settings: /\bgateway\.(?:port|bind|mode)\b/ },
  config: { kinds: ['config'] },
  policy: { kinds: [], settings: /\b(?:tools|channels|plugins)\b/ },
  workspace: { kinds: [], settings: /\b(?:agents|workspace)\b/ },
  schedule: { kinds: [], settings: /\b(?:cron|heartbeat|automations)\b/ },
  browser: { kinds: ['package'], settings: /\bbrowser\b/ },
  network: { kinds: ['service'], settings: /\bgateway\.(?:port|bind|tls|tailscale|trustedProxies)\b/ },
};
const PACKAGE: Explains = { kinds: ['package'] };
const OF_VERSIONS =
  /^(?:PROTOCOL_MISMATCH|CLIENT_VERSION_MISMATCH|CONTROL_UI_BUILD_MISMATCH|node-version|newer-schema|state-database|maintenance)$/;

function explanationOf(fact: string, value: string): Explains | undefined {
  if (OF_VERSIONS.test(value)) return PACKAGE;
  if (fact === 'connect.refusal.code')
    return {
      kinds: ['credential'],
      settings: /\bgateway\.(?:auth|remote|trustedProxies|controlUi|tailscale)\b/,
    };
  if (fact === 'rpc.error.missing-scope') return { kinds: ['credential'], settings: /\bgateway\.auth\b/ };
  if (fact === 'gateway.start.refusal')
    return /^(?:config|mode|bind|auth|secret|credential)-/.test(value)
      ? { kinds: ['config'] }
      : { kinds: ['service'], settings: /\bgateway\.port\b/ };
  return fact.endsWith('.sign') ? BY_SIGN[fact.slice(0, -'.sign'.length)] : undefined;
}

/** Can this change bring about a failure of this kind (`fact` and its value, as the log history names it)? */
export function explains(change: TimelineEntry, failure: { fact: string; value: string }): boolean {
  const by = explanationOf(failure.fact, failure.value);
  if (by === undefined) return false;
  if (by.kinds.includes(change.kind)) return true;
  return change.kind === 'config' && by.settings?.test(change.what) === true;
}
