/**
 * @module hub/host-address
 * HOST-ID, the address under which a host's object is found: the host's name and a code that only the
 * bot's key can make. So an invented id is turned away before any object is woken or stored.
 */
import { toBase64url } from '../protocol/base64url.ts';
import type { Signer } from '../protocol/signer.ts';
import { HostName } from '../protocol/words.ts';

export type HostAddresses = {
  /** `NAME.CODE`; throws for what is no host name. */
  idFor(name: string): Promise<string>;
  /** Those that earlier keys of the bot have given to this name. */
  formerIdsFor(name: string): Promise<string[]>;
  /** The name in a genuine HOST-ID, else null. */
  nameOf(hostId: string): Promise<string | null>;
};

const CODE_BYTES = 16;
const encoder = new TextEncoder();

/** Addresses under the bot's key; those that its earlier keys have given out stay good. */
export function hostAddresses(signer: Signer | Promise<Signer>): HostAddresses {
  const label = 'openclaw-incident-bot host address v1';
  const code = codeMaker(signer, label);
  let formers: ReturnType<typeof codeMaker>[] | null = null;
  const formerCodes = async (name: string): Promise<string[]> => {
    formers ??= ((await signer).succeeds?.formers ?? []).map((one) => codeMaker(one, label));
    return Promise.all(formers.map((make) => make(name)));
  };
  return {
    async idFor(name) {
      return `${HostName.parse(name)}.${await code(name)}`;
    },
    formerIdsFor: async (name) => (await formerCodes(name)).map((one) => `${name}.${one}`),
    async nameOf(hostId) {
      const dot = hostId.lastIndexOf('.');
      const name = hostId.slice(0, Math.max(dot, 0));
      if (!HostName.safeParse(name).success) return null;
      const given = hostId.slice(dot + 1);
      if (sameText(given, await code(name))) return name;
      return (await formerCodes(name)).some((one) => sameText(given, one)) ? name : null;
    },
  };
}

/** Makes 128-bit codes over a text, with a key derived from the bot's own for this label alone. */
export function codeMaker(
  signer: Signer | Promise<Signer>,
  label: string,
): (text: string) => Promise<string> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  let key: ReturnType<typeof crypto.subtle.importKey> | undefined;
  async function derived(): ReturnType<typeof crypto.subtle.importKey> {
    const raw = await (await signer).derive(label);
    return crypto.subtle.importKey('raw', raw as Uint8Array<ArrayBuffer>, hmac, false, ['sign']);
  }
  return async (text) => {
    key ??= derived();
    const code = await crypto.subtle.sign('HMAC', await key, encoder.encode(text));
    return toBase64url(new Uint8Array(code).subarray(0, CODE_BYTES));
  };
}

/** Compares without telling by its duration where the texts differ. */
export function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
