/**
 * Linear as emulate plays it (Apache-2.0, a peer nobody here wrote). Its schema is older than Linear's own: it takes no ids
 * of ours, filters otherwise, and has no files. A bridge before it translates those, holds every call against Linear's
 * published schema first, and refuses what nobody could know.
 */
import { createEmulator } from 'emulate';
import { parse, validate } from 'graphql';
import { KEY, LINEAR_SCHEMA } from './linear.ts';
import { startVendor, type Told, type VendorServer } from './vendor-server.ts';

export type LinearEmulated = VendorServer & {
  tickets(): Promise<{ title: string; text: string; comments: string[] }[]>;
  expire(): void;
  renew(): void;
};

const refused = (status: number, message: string, code: string): Told => ({
  status,
  json: { errors: [{ message, extensions: { code, userPresentableMessage: message } }] },
});

type Asked = { query: string; variables: Record<string, unknown> };
type Data = Record<string, { issue?: { id: string } | null; comment?: { id: string } | null } | undefined>;

/** In words of the older schema. */
const older = (query: string): string =>
  query
    .replace(/,? ?includeArchived: true/, '')
    .replace('$id: ID!', '$id: String!')
    .replace('$key: String!, $number: Float!', '$identifier: String!')
    .replace('number: { eq: $number }, team: { key: { eq: $key } }', 'identifier: { eq: $identifier }');

export async function startLinearEmulated(elsewhere?: string): Promise<LinearEmulated> {
  const peer = await createEmulator({
    service: 'linear',
    port: 0,
    seed: { linear: { teams: [{ key: 'OPS', name: 'Operations' }] } },
  });
  /** Ids of ours, and what emulate calls the same. */
  const theirs = new Map<string, string>();
  let expired = false;

  async function pass({ query, variables }: Asked): Promise<Told> {
    const response = await fetch(`${peer.url}/graphql`, {
      method: 'POST',
      headers: { authorization: KEY, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, json: await response.json() };
  }

  /** Ids of ours become theirs on the way in, and theirs ours on the way out. */
  const translated = (json: unknown, pairs: readonly (readonly [string, string])[]): unknown =>
    JSON.parse(
      pairs.reduce((text, [from, to]) => text.replaceAll(`"${from}"`, `"${to}"`), JSON.stringify(json)),
    );

  async function answer({
    headers,
    json,
  }: {
    headers: Record<string, unknown>;
    json: unknown;
  }): Promise<Told> {
    if (expired || headers.authorization !== KEY)
      return refused(401, 'Authentication required, not authenticated', 'AUTHENTICATION_ERROR');
    const { query, variables } = json as Asked;
    const [problem] = validate(LINEAR_SCHEMA, parse(query));
    if (problem !== undefined) return refused(400, problem.message, 'GRAPHQL_VALIDATION_FAILED');
    const input = variables.input as { id?: string; [name: string]: unknown } | undefined;
    const own = input?.id;
    if (own !== undefined && theirs.has(own)) return refused(200, 'Entity already exists', 'INPUT_ERROR');
    const { id: _, ...rest } = input ?? {};
    const { key, number, ...others } = variables;
    const inward = [...theirs];
    const asked = translated(
      {
        ...others,
        ...(input !== undefined && { input: rest }),
        ...(number === undefined ? (key === undefined ? {} : { key }) : { identifier: `${key}-${number}` }),
      },
      inward,
    ) as Record<string, unknown>;
    const told = await pass({ query: older(query), variables: asked });
    const data = ((told.json as { data?: Data | null }).data ?? {}) as Data;
    const made = Object.values(data).flatMap((one) => one?.issue?.id ?? one?.comment?.id ?? [])[0];
    if (own !== undefined && made !== undefined) theirs.set(own, made);
    return {
      ...told,
      json: translated(
        told.json,
        [...theirs].map(([a, b]) => [b, a] as const),
      ),
    };
  }

  const server = await startVendor({
    answer: ({ headers, json }) => answer({ headers, json }),
    limited: () => ({
      ...refused(400, 'Rate limit exceeded', 'RATELIMITED'),
      headers: { 'retry-after': '30' },
    }),
    ...(elsewhere !== undefined && { elsewhere }),
  });
  return {
    ...server,
    async tickets() {
      const query =
        '{ issues(first: 50) { nodes { number identifier title description comments(first: 50) { nodes { body createdAt } } } } }';
      const { json } = await pass({ query, variables: {} });
      type Node = {
        number: number;
        identifier: string;
        title: string;
        description: string | null;
        comments: { nodes: { body: string; createdAt: string }[] };
      };
      const { nodes } = (json as { data: { issues: { nodes: Node[] } } }).data.issues;
      // The peer brings an issue of its own, in a team of its own.
      return nodes
        .filter(({ identifier }) => identifier.startsWith('OPS-'))
        .sort((a, b) => a.number - b.number)
        .map(({ title, description, comments }) => ({
          title,
          text: description ?? '',
          comments: comments.nodes
            .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
            .map(({ body }) => body),
        }));
    },
    expire() {
      expired = true;
    },
    renew() {
      expired = false;
    },
    async stop() {
      await server.stop();
      await peer.close();
    },
  };
}
