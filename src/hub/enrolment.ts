/**
 * @module hub/enrolment
 * One-time join tokens. A token is shown once and kept only as a hash; it carries a code by which a made-up
 * one is refused before any object is touched, and the bot's key, which the host pins.
 */
import { sha256 } from '../protocol/canonical.ts';
import { JOIN_TOKEN } from '../protocol/joining.ts';
import { JOIN_TOKEN_LIFE_MS } from '../protocol/limits.ts';
import { randomText, type Signer } from '../protocol/signer.ts';
import { HostName } from '../protocol/words.ts';
import { codeMaker, sameText } from './host-address.ts';
import type { HostMessage } from './messages.ts';

export type JoinToken = {
  /** Shown once to the admin; never stored. */
  token: string;
  /** For the host's object: `objects.send({ kind: 'host', name }, message)`. */
  message: Extract<HostMessage, { type: 'enroll' }>;
};

export type JoinTokens = {
  /** A token for one host, good for 15 minutes and one use. Throws for what is no host name. */
  create(name: string, by: string, now: number): Promise<JoinToken>;
  /** Whether this bot made the token for this name; says nothing about its age or use. */
  genuine(token: string, name: string): Promise<boolean>;
};

const LABEL = 'openclaw-incident-bot join token v1';

/** Tokens under the bot's key. `random` gives that many bytes in base64url. */
export function joinTokens(
  signer: Signer | Promise<Signer>,
  random: (bytes: number) => string = randomText,
): JoinTokens {
  const code = codeMaker(signer, LABEL);
  return {
    async create(name, by, now) {
      HostName.parse(name);
      const secret = random(32);
      const token = `${secret}.${await code(`${name} ${secret}`)}.${(await signer).kid}`;
      const expiresAt = now + JOIN_TOKEN_LIFE_MS;
      return { token, message: { type: 'enroll', tokenSha256: await sha256(token), by, expiresAt } };
    },
    async genuine(token, name) {
      const parts = JOIN_TOKEN.exec(token);
      return parts?.[1] !== undefined && sameText(parts[2] ?? '', await code(`${name} ${parts[1]}`));
    },
  };
}

/** `joinTokens(signer).create(name, by, now)` in one call. */
export function createJoinToken(ask: {
  signer: Signer | Promise<Signer>;
  name: string;
  by: string;
  now: number;
  random?: (bytes: number) => string;
}): Promise<JoinToken> {
  return joinTokens(ask.signer, ask.random).create(ask.name, ask.by, ask.now);
}
