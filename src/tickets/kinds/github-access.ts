/**
 * @module tickets/kinds/github-access
 * How the bot proves to GitHub who it is: as an App, with tokens that live an hour, reach one repository and may write
 * issues and nothing else; or with a fine-grained token of a person.
 */
import { importPKCS8, SignJWT } from 'jose';
import * as z from 'zod';
import { readAs } from '../answer.ts';
import { beforehand } from '../beforehand.ts';
import { DeskError } from '../desk.ts';
import type { DeskHttp } from '../http.ts';

/** A token is renewed when it has less than this left, in milliseconds. */
const SPARE_MS = 300_000;
const ALGORITHM = 'RS256';

export type Installation = { id: number; slug: string; permissions: Record<string, string> };

export type GithubAccess = {
  /** Headers for the repository's own calls. */
  headers(): Promise<Record<string, string>>;
  /** Forgets a token that is refused; false when there was none to forget. */
  forget(): boolean;
  /** What the App may do there; null with a person's token. */
  installation(): Promise<Installation | null>;
  /** Under this name its issues are found: `openclaw[bot]`, or the person's login. */
  author(): Promise<string>;
};

export type GithubApp = { appId: string; privateKey: string };

/** PKCS#8 around PKCS#1, which is what GitHub hands out and Web Crypto does not read (RFC 5208 §5). */
function pkcs8(pem: string): string {
  const body = /-----BEGIN RSA PRIVATE KEY-----([\s\S]+?)-----END/.exec(pem)?.[1];
  if (body === undefined) return pem;
  const key = Uint8Array.from(atob(body.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
  // INTEGER 0, and the algorithm rsaEncryption (1.2.840.113549.1.1.1) without parameters.
  const head = [2, 1, 0, 48, 13, 6, 9, 42, 134, 72, 134, 247, 13, 1, 1, 1, 5, 0];
  const inner = [...head, 4, ...derLength(key.length), ...key];
  const outer = Uint8Array.from([48, ...derLength(inner.length), ...inner]);
  const text = btoa(String.fromCharCode(...outer)).replace(/.{64}/g, '$&\n');
  return `-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----\n`;
}

const derLength = (length: number): number[] =>
  length < 128 ? [length] : length < 256 ? [129, length] : [130, length >> 8, length & 255];

/** What is wrong with a private key, in words; null when it can sign. */
export async function keyProblem(pem: string): Promise<string | null> {
  try {
    await importPKCS8(pkcs8(pem), ALGORITHM);
    return null;
  } catch {
    return 'private_key is no RSA private key in PEM form; GitHub → the App → Private keys → Generate';
  }
}

/** Proves the App itself: ten minutes at most, and a minute back for a clock that runs ahead. */
export async function appToken({ appId, privateKey }: GithubApp, now: number): Promise<string> {
  const problem = await keyProblem(privateKey);
  if (problem !== null) throw new DeskError('denied', problem);
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ iat: seconds - 60, exp: seconds + 540, iss: appId })
    .setProtectedHeader({ alg: ALGORITHM })
    .sign(await importPKCS8(pkcs8(privateKey), ALGORITHM));
}

const InstallationAnswer = z.looseObject({
  id: z.number(),
  app_slug: z.string(),
  permissions: z.record(z.string(), z.string()),
});
const TokenAnswer = z.looseObject({ token: z.string().min(1), expires_at: z.string() });
const UserAnswer = z.looseObject({ login: z.string() });

/** `asApp` sends with the App's own proof. */
export function appAccess(parts: {
  asApp: DeskHttp;
  base: string;
  repository: string;
  now: () => number;
}): GithubAccess {
  const { asApp, base, repository, now } = parts;
  let known: Promise<Installation> | null = null;
  let token: { headers: Record<string, string>; until: number } | null = null;

  async function ask(): Promise<Installation> {
    const url = `${base}/repos/${repository}/installation`;
    const answer = await asApp({ method: 'GET', url, also: [404] });
    if (answer.status === 404)
      throw new DeskError('denied', `The GitHub App is not installed on ${repository}.`);
    const { id, app_slug, permissions } = readAs(InstallationAnswer, answer, 'GitHub');
    return { id, slug: app_slug, permissions };
  }

  function installation(): Promise<Installation> {
    known ??= beforehand(ask).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  }

  return {
    installation,
    author: async () => `${(await installation()).slug}[bot]`,
    forget() {
      const had = token !== null;
      token = null;
      known = null;
      return had;
    },
    async headers() {
      if (token !== null && token.until > now()) return token.headers;
      const { id } = await installation();
      const json = {
        repositories: [repository.split('/')[1]],
        permissions: { issues: 'write', metadata: 'read' },
      };
      const url = `${base}/app/installations/${id}/access_tokens`;
      const answer = await beforehand(() => asApp({ method: 'POST', url, json })).catch((error: unknown) => {
        // Somebody may have installed it anew: that has another number.
        known = null;
        throw error instanceof DeskError && error.how === 'refused'
          ? new DeskError('denied', `${error.message} The App needs the permission Issues: Read and write.`)
          : error;
      });
      const fresh = readAs(TokenAnswer, answer, 'GitHub');
      const headers = { authorization: `Bearer ${fresh.token}` };
      token = { headers, until: Date.parse(fresh.expires_at) - SPARE_MS };
      return headers;
    },
  };
}

/** `asPerson` sends with the person's token. */
export function tokenAccess(token: string, base: string, asPerson: () => DeskHttp): GithubAccess {
  let author: string | null = null;
  return {
    headers: async () => ({ authorization: `Bearer ${token}` }),
    forget: () => false,
    installation: async () => null,
    async author() {
      author ??= readAs(UserAnswer, await asPerson()({ method: 'GET', url: `${base}/user` }), 'GitHub').login;
      return author;
    },
  };
}
