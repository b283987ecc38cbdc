/**
 * GitHub as emulate plays it (Apache-2.0, a peer nobody here wrote), behind a gate for what it lets pass and GitHub does
 * not: unknown tokens, bodies that are too long or of another shape, and issues that were deleted or moved.
 */
import { readFileSync } from 'node:fs';
import { createEmulator } from 'emulate';
import { shapesIn } from './shapes.ts';
import { type Asked, startVendor, type Told, type VendorServer } from './vendor-server.ts';

export type GithubPeer = VendorServer & {
  /** What GitHub hands out for the App, PKCS#1. */
  privateKey: string;
  /** Everything that is in the repository, as the API tells it. */
  issues(repository?: string): Promise<GithubIssue[]>;
  expire(): void;
  /** The App's tokens die before their time. */
  forgetTokens(): void;
  renew(): void;
  remove(number: string): void;
  move(number: string): void;
  /** The peer itself, without the gate. */
  raw: string;
};

export type GithubIssue = { number: number; title: string; body: string; comments: string[]; by: string };

export const APP_ID = '12345';
export const TOKEN = 'github_pat_notARealToken0123456789';
/** The App is installed on these; the second one is public. */
export const REPOSITORY = 'acme/gateways';
export const PUBLIC_REPOSITORY = 'acme/open';
/** Of the person whose token it is. */
export const OWN_REPOSITORY = 'octocat/gateways';

const MAX_BODY = 65_536;
const shapes = shapesIn(
  JSON.parse(readFileSync(new URL('github.schemas.json', import.meta.url), 'utf8')),
  'definitions',
);
const CHECKED: readonly [on: RegExp, shape: ReturnType<typeof shapes>][] = [
  [/^POST \/repos\/[^/]+\/[^/]+\/issues$/, shapes('issue')],
  [/^POST \/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments$/, shapes('comment')],
  [/^POST \/app\/installations\/\d+\/access_tokens$/, shapes('token')],
];

const refused = (status: number, message: string): Told => ({
  status,
  json: { message, documentation_url: 'https://docs.github.com/rest' },
});

export async function startGithub(elsewhere?: string): Promise<GithubPeer> {
  const permissions = { issues: 'write', metadata: 'read' };
  const peer = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      github: {
        users: [{ login: 'octocat' }],
        orgs: [{ login: 'acme' }],
        repos: [
          { owner: 'acme', name: 'gateways', private: true },
          { owner: 'acme', name: 'open', private: false },
          { owner: 'octocat', name: 'gateways', private: true },
        ],
        apps: [
          {
            app_id: Number(APP_ID),
            slug: 'openclaw',
            name: 'OpenClaw',
            permissions,
            installations: [
              { installation_id: 100, account: 'acme', repository_selection: 'all', permissions },
            ],
          },
        ],
      },
      tokens: { [TOKEN]: { login: 'octocat', scopes: ['repo'] } },
    },
  });
  const known = new Set<string>([TOKEN]);
  const removed = new Set<string>();
  const moved = new Set<string>();
  let expired = false;
  let lastAppToken = '';

  async function pass({ method, path, query, headers, body }: Asked): Promise<Told> {
    const question = query.size > 0 ? `?${query}` : '';
    const response = await fetch(`${peer.url}${path}${question}`, {
      method,
      headers: Object.fromEntries(
        Object.entries(headers).filter(([name]) => /^(?:accept|authorization|content-type)$/.test(name)),
      ) as Record<string, string>,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const json: unknown = await response.json().catch(() => null);
    const token = (json as { token?: unknown } | null)?.token;
    if (typeof token === 'string') {
      known.add(token);
      lastAppToken = token;
    }
    return { status: response.status, json };
  }

  async function answer(asked: Asked): Promise<Told> {
    const line = `${asked.method} ${asked.path}`;
    const token = /^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '';
    const isApp = /^\/app\/|\/installation$/.test(asked.path);
    if (!asked.headers['user-agent']) return refused(403, 'Request forbidden by administrative rules.');
    if (expired || !(isApp ? token.split('.').length === 3 : known.has(token)))
      return refused(401, 'Bad credentials');
    const [, shape] = CHECKED.find(([on]) => on.test(line)) ?? [];
    const problem = shape?.(asked.json) ?? null;
    if (problem !== null) return refused(422, `Invalid request. ${problem}`);
    const text = (asked.json as { body?: unknown } | undefined)?.body;
    if (typeof text === 'string' && text.length > MAX_BODY)
      return refused(422, 'body is too long (maximum is 65536 characters)');
    const number = /\/issues\/(\d+)/.exec(asked.path)?.[1] ?? '';
    if (removed.has(number))
      return asked.path.endsWith('comments')
        ? refused(404, 'Not Found')
        : refused(410, 'This issue was deleted');
    if (moved.has(number))
      return {
        ...refused(301, 'Moved Permanently'),
        headers: { location: `${peer.url}/repositories/9/issues/1` },
      };
    return pass(asked);
  }

  const server = await startVendor({
    answer,
    limited: () => ({
      ...refused(403, 'You have exceeded a secondary rate limit.'),
      headers: { 'retry-after': '60' },
    }),
    ...(elsewhere !== undefined && { elsewhere }),
  });

  async function list(path: string, token: string): Promise<Record<string, unknown>[]> {
    const response = await fetch(`${peer.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return (await response.json()) as Record<string, unknown>[];
  }

  return {
    ...server,
    raw: peer.url,
    privateKey: peer.generatedSecrets[0]?.value ?? '',
    async issues(repository = REPOSITORY) {
      const token = repository.startsWith('acme/') ? lastAppToken : TOKEN;
      const all = await list(
        `/repos/${repository}/issues?state=all&sort=created&direction=asc&per_page=100`,
        token,
      );
      if (!Array.isArray(all)) return [];
      return Promise.all(
        all.map(async (one) => ({
          number: Number(one.number),
          title: String(one.title),
          body: String(one.body ?? ''),
          by: String((one.user as { login?: unknown } | null)?.login),
          comments: (
            await list(`/repos/${repository}/issues/${one.number}/comments?per_page=100`, token)
          ).map(({ body }) => String(body)),
        })),
      );
    },
    expire() {
      expired = true;
    },
    forgetTokens() {
      for (const token of known) if (token !== TOKEN) known.delete(token);
    },
    renew() {
      expired = false;
    },
    remove: (number) => void removed.add(number),
    move: (number) => void moved.add(number),
    async stop() {
      await server.stop();
      await peer.close();
    },
  };
}
