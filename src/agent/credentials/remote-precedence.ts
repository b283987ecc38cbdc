/**
 * @module agent/credentials/remote-precedence
 * Which copies of a credential the commands of a client-only place present to the gateway elsewhere. The order is
 * OpenClaw's own for remote mode, and it is another one for tokens than for passwords (credentials of 2026.9.6).
 */
import type { ClientOf } from '../gateways/client-role.ts';
import { type CredentialCopy, ENVIRONMENT } from './credential-copies.ts';

export type RemoteCopies = {
  /** Token, password or both: a client sends whatever it has. */
  shown: CredentialCopy[];
  /** The first one that has no value: a variable that is not set, or a reference that only OpenClaw can follow. */
  withheld: CredentialCopy | null;
};

const PASSWORDS = ENVIRONMENT.map((id) => `${id}-password`);
/** Beside an address of the environment no credential of the configuration is taken. */
const ORDER: Readonly<Record<ClientOf['source'], readonly (readonly string[])[]>> = {
  env: [ENVIRONMENT, PASSWORDS],
  remote: [
    ['remote', ...ENVIRONMENT, 'config'],
    [...PASSWORDS, 'remote-password', 'config-password'],
  ],
};

/** What a client of this kind presents. One without a value lets the next in order through, as OpenClaw does. */
export function remoteCopies(copies: readonly CredentialCopy[], source: ClientOf['source']): RemoteCopies {
  const there = ORDER[source].map((order) =>
    order.flatMap((id) => copies.find((copy) => copy.id === id) ?? []),
  );
  const shown = there.flatMap((list) => list.find(({ value }) => value !== null) ?? []);
  const withheld = there.flat().find(({ value }) => value === null) ?? null;
  return { shown, withheld: shown.length > 0 ? null : withheld };
}
