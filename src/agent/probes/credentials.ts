/**
 * @module agent/probes/credentials
 * Where copies of the gateway's credential lie and which of them are equal, by keyed fingerprint: drift is
 * shown without showing a token. Which copy is in force only a real conversation can prove.
 */

import { precedenceHere } from '../credentials/client-precedence.ts';
import { type CredentialCopy, credentialCopies, presentedCopy } from '../credentials/credential-copies.ts';
import { remoteCopies } from '../credentials/remote-precedence.ts';
import { textAt } from '../gateways/config-file.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

/** What a command here presents, by the order of its place and release. */
async function presentedHere(
  context: ProbeContext,
  copies: readonly CredentialCopy[],
): Promise<readonly CredentialCopy[]> {
  const { target } = context;
  if (target.clientOf !== null) {
    const { shown, withheld } = remoteCopies(copies, target.clientOf.source);
    return withheld === null ? shown : [withheld];
  }
  const mode = textAt(target.config.value, 'gateway.auth.mode');
  const copy = presentedCopy(copies, mode, await precedenceHere(context));
  return copy === null ? [] : [copy];
}

export const credentials = defineProbe({
  id: 'credentials',
  of: 'both',
  title: 'copies of the gateway token, by fingerprint',
  gives: [
    'credential.present',
    'credential.kind',
    'credential.fingerprint',
    'credential.presented',
    'credential.placeholder',
    'credential.reference',
    'credential.variable-set',
    'credential.place',
  ],
  needs: "to read the configuration, the process environment and the unit as the gateway's user",
  timeoutMs: 8_000,
  async look(context) {
    const { host, target, shell, fingerprint } = context;
    const copies = await credentialCopies(host, target, shell, fingerprint);
    const presented = await presentedHere(context, copies);
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    return {
      source: 'configuration, environment, unit',
      text: copies
        .map((copy) => `${copy.id}: ${copy.fingerprint ?? copy.reference ?? 'placeholder'} (${copy.place})`)
        .join('\n'),
      ...(main && main.env === null
        ? { why: `no right to read the environment of process ${main.pid}` }
        : {}),
      facts: copies.flatMap((copy) =>
        factsOn(`${target.subject}/credential:${copy.id}`, {
          'credential.present': true,
          'credential.kind': copy.kind,
          'credential.fingerprint': copy.fingerprint ?? undefined,
          'credential.presented': presented.includes(copy),
          'credential.placeholder': copy.placeholder,
          'credential.reference': copy.reference ?? undefined,
          'credential.variable-set': copy.reference === 'env' ? copy.value !== null : undefined,
          'credential.place': copy.place,
        }),
      ),
    };
  },
});
