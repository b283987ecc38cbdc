/**
 * @module dispatch/ssm-settings
 * The road through AWS as an operator sets it, under the names that AWS's own tools read. Without SSM_DOCUMENT there is no
 * such road: on a machine of AWS the other variables are often set for somebody else.
 */
import * as z from 'zod';
import { type Problem, secretUrl } from '../settings.ts';

export type SsmSettings = {
  region: string;
  /** Absent: the default chain of AWS's client (Node only). */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  document: string;
  version?: string;
  /** SHA-256 of the document's text, in hex. */
  hash?: string;
  endpoint?: string;
};

/** Pinned as far as somebody likes: its version, and the SHA-256 of its text. */
const DOCUMENT = /^([a-zA-Z0-9_.-]{3,128})(?::([1-9]\d{0,8}))?(?::([0-9a-f]{64}))?$/;

const VARIABLES = {
  SSM_DOCUMENT: {
    schema: z.string().regex(DOCUMENT, 'must be NAME, NAME:VERSION or NAME:VERSION:SHA256 of a document'),
    where: 'infra/aws makes the document; left out: hosts are reached by their sockets only',
  },
  AWS_REGION: {
    schema: z.string().regex(/^[a-z]{2,4}(?:-[a-z]+)+-\d$/, 'must be a region, e.g. eu-central-1'),
    where: 'the region of the instances',
  },
  AWS_ACCESS_KEY_ID: {
    schema: z.string().regex(/^[A-Z0-9]{16,128}$/, 'must be the id of an access key'),
    where: 'IAM → the bot’s user → Security credentials; on Node left out: the usual places of AWS’s tools',
  },
  AWS_SECRET_ACCESS_KEY: {
    schema: z.string().min(16, 'must have at least 16 characters'),
    where: 'IAM shows it once, with its access key id',
  },
  AWS_SESSION_TOKEN: { schema: z.string().min(1), where: 'only with credentials that were lent for a time' },
  AWS_ENDPOINT_URL_SSM: {
    schema: secretUrl,
    where: 'leave it out; it is for a VPC endpoint, and for tests against a stand-in of AWS',
  },
} as const;
type Name = keyof typeof VARIABLES;

export type SsmRead = { ok: true; ssm: SsmSettings | null } | { ok: false; problems: Problem[] };

export function readSsm(env: Record<string, unknown>, runtime: 'node' | 'workers'): SsmRead {
  const given = (name: Name): string | undefined => {
    const value = env[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [, document, version, hash] = DOCUMENT.exec(given('SSM_DOCUMENT') ?? '') ?? [];
  if (given('SSM_DOCUMENT') === undefined) return { ok: true, ssm: null };
  const problems: Problem[] = [];
  const wrong = (name: Name, problem: string): void =>
    void problems.push({ name, problem, where: VARIABLES[name].where });
  for (const name of Object.keys(VARIABLES) as Name[]) {
    const value = given(name);
    const parsed = value === undefined ? null : VARIABLES[name].schema.safeParse(value);
    if (parsed?.success === false) wrong(name, parsed.error.issues[0]?.message ?? 'is wrong');
  }
  const region = given('AWS_REGION');
  if (region === undefined) wrong('AWS_REGION', 'is needed with SSM_DOCUMENT');
  const [id, secret] = [given('AWS_ACCESS_KEY_ID'), given('AWS_SECRET_ACCESS_KEY')];
  const alone = runtime === 'workers' || (id === undefined) !== (secret === undefined);
  const why = runtime === 'workers' ? 'is needed: a Worker has no identity of its own at AWS' : 'is missing';
  if (alone && id === undefined) wrong('AWS_ACCESS_KEY_ID', why);
  if (alone && secret === undefined) wrong('AWS_SECRET_ACCESS_KEY', why);
  if (problems.length > 0 || document === undefined || region === undefined) return { ok: false, problems };
  const [sessionToken, endpoint] = [given('AWS_SESSION_TOKEN'), given('AWS_ENDPOINT_URL_SSM')];
  const credentials = id !== undefined &&
    secret !== undefined && {
      credentials: {
        accessKeyId: id,
        secretAccessKey: secret,
        ...(sessionToken !== undefined && { sessionToken }),
      },
    };
  const pinned = { ...(version !== undefined && { version }), ...(hash !== undefined && { hash }) };
  const ssm = { region, document, ...pinned, ...credentials, ...(endpoint !== undefined && { endpoint }) };
  return { ok: true, ssm };
}
