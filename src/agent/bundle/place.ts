/**
 * @module agent/bundle/place
 * The gateway that a bundle is about, what is looked through, and what must not leave. Found anew for each bundle.
 */
import type { Story } from '../../protocol/bundle.ts';
import { incidentKey } from '../../redaction/incident-key.ts';
import type { KnownValue } from '../../redaction/known-values.ts';
import type { OwnRules } from '../../redaction/own-rules.ts';
import { publishRedactor } from '../../redaction/publish.ts';
import type { Redactor } from '../../redaction/redact.ts';
import { hostKey } from '../credentials/fingerprint.ts';
import { knownSecrets } from '../credentials/known-secrets.ts';
import { refusalsIn } from '../credentials/refusals.ts';
import { discover, type Target } from '../gateways/discover.ts';
import { inReadersWords } from '../gateways/legacy-variables.ts';
import { lentEnv } from '../gateways/lent-environment.ts';
import { type HostPort, realHost } from '../host/host-port.ts';
import { NotBegun } from '../operation.ts';
import { fleetKeyIn, ownFingerprint } from '../own-fingerprint.ts';
import { openStateDir } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';
import { processorClock } from '../processor-clock.ts';
import { meantOf } from '../recovery/site.ts';
import type { SourceContext } from './source.ts';

export type PlaceOptions = {
  stateDir: string;
  env: NodeJS.ProcessEnv;
  openclaw?: string | undefined;
  gateway?: string | undefined;
  incident: string;
  story: Story | null;
  since: number;
  rules: OwnRules | null;
  signal: AbortSignal;
  now: () => number;
  host?: HostPort;
};

export type BundlePlace = {
  context: Omit<SourceContext, 'looked'>;
  target: Target;
  redactor: Redactor;
  known: KnownValue[];
  /** Tags agree with those of the look. */
  tagKey: Uint8Array;
};

/** Opens what a bundle is made from. @throws NotBegun where it is not clear which gateway is meant, or none is here. */
export async function openPlace(options: PlaceOptions): Promise<BundlePlace> {
  const { stateDir, openclaw = 'openclaw', incident, gateway, host = realHost(), rules } = options;
  ownFolder(stateDir);
  const script = openclaw.includes('/') ? openclaw : undefined;
  const env = await inReadersWords(host, options.env, { brand: 'openclaw', is: 'client', script });
  const found = await discover(host, env, gateway);
  const target = meantOf(found, gateway);
  if (target === undefined) {
    const names = found.map(({ name }) => name).join(', ');
    throw new NotBegun(
      gateway === undefined
        ? { code: 'gateway.choose', params: { found: names } }
        : { code: 'gateway.not-here', params: { gateway, found: names } },
    );
  }
  if (target.owner.why !== undefined)
    throw new NotBegun({
      code: 'gateway.not-one-users',
      params: { gateway: target.name, why: target.owner.why },
    });
  const [shell, known] = await Promise.all([
    lentEnv(host, env, [target.root + target.stateDir, target.root + target.configPath]),
    knownSecrets(host, found, env),
  ]);
  // On a host without a fleet its own key: the same evidence must give the same bytes.
  const tagKey = incidentKey(fleetKeyIn(stateDir) ?? hostKey(stateDir), incident);
  const redactor = publishRedactor({ known, key: tagKey, rules, clock: processorClock });
  // What stands at keys that the admins hide, in whatever file it turns up.
  const hidden = rules?.knownIn(target.config.value) ?? [];
  redactor.add(hidden);
  const { story, since, signal, now } = options;
  return {
    target,
    redactor,
    known: [...known, ...hidden],
    tagKey,
    context: {
      host,
      target,
      shell,
      fingerprint: ownFingerprint(stateDir),
      refusals: refusalsIn(stateDir),
      ownState: stateDir,
      openclaw,
      now,
      signal,
      since,
      incident,
      story,
      redactor,
      rules,
    },
  };
}

/** A bundle is made without it too; then nothing is remembered of refused credentials. */
function ownFolder(stateDir: string): void {
  try {
    openStateDir(stateDir);
  } catch (error) {
    if (error instanceof AgentProblem) return;
  }
}
