/**
 * @module agent/channel/join
 * Lets this host join a bot: makes the host's key, shows the one-time token, and pins the bot's key, which
 * the token itself names, so that even the first answer is checked and not taken on trust.
 */
import { rmSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import * as z from 'zod';
import { sha256 } from '../../protocol/canonical.ts';
import { openSelfSigned } from '../../protocol/envelope.ts';
import { JOIN_TOKEN, Joined, type JoinRequest } from '../../protocol/joining.ts';
import { randomText, thumbprint } from '../../protocol/signer.ts';
import { HostName } from '../../protocol/words.ts';
import { openStateDir, statePaths, writePrivate } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';
import { openJournal, retireJournal } from './journal.ts';
import { keepIdentity, newHostKey, type PinnedBot, readFleetKeyFile } from './keys.ts';
import { lockState } from './state-lock.ts';

export type JoinOptions = {
  url: string;
  /** The token, or `-` to read it from standard input. */
  token: string;
  name: string;
  stateDir: string;
  fleetKeyFile?: string;
  /** Take http also where others may listen on the way. */
  plainHttp?: boolean;
  version: string;
  openclawVersion?: string | null;
  fetch?: typeof fetch;
  now?: () => number;
  /** Where `-` reads from. */
  input?: NodeJS.ReadableStream;
};

/** What to show: an admin compares `hostKey` with what the chat says. */
export type JoinedHost = { name: string; hostId: string; hostKey: string; botKey: string; joinSeq: number };

const Answer = z.union([
  z.object({ joined: z.string() }),
  z.object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string() }) }),
]);

/** Joins the bot. @throws AgentProblem with the bot's own code and hint when it says no. */
export async function join(options: JoinOptions): Promise<JoinedHost> {
  const { stateDir, name, now = Date.now } = options;
  if (!HostName.safeParse(name).success)
    throw new AgentProblem(
      'name',
      `“${name}” is no host name.`,
      'Use lower-case letters, digits, dots and dashes.',
    );
  const url = botUrl(options.url, options.plainHttp === true);
  const token = await tokenFrom(options);
  const pinned = JOIN_TOKEN.exec(token)?.[3];
  if (!pinned)
    throw new AgentProblem('token', 'This is not a join token.', 'Paste it whole, as `enroll` has shown it.');
  const fleetKey = options.fleetKeyFile === undefined ? null : readFleetKeyFile(options.fleetKeyFile);
  openStateDir(stateDir);
  const paths = statePaths(stateDir);
  const unlock = lockState(paths.lock);
  try {
    const { text, signer } = await newHostKey();
    const request: JoinRequest = {
      v: 1,
      token: await sha256(token),
      name,
      nonce: randomText(32),
      key: signer.publicKey,
      facts: {
        agentVersion: options.version.slice(0, 64),
        platform: `${process.platform} ${process.arch}`,
        nodeVersion: process.versions.node,
        openclawVersion: options.openclawVersion?.slice(0, 64) ?? null,
      },
    };
    const body = { token, name, request: await signer.sign('ocjoin+jws', request) };
    const envelope = await ask(`${url}/agents/join`, body, options.fetch ?? fetch);
    const opened = await openSelfSigned(envelope, { purpose: 'ocjoined+jws', schema: Joined });
    if (!opened.ok) throw strange(`its answer is not what it should be (${opened.code})`);
    const joined = opened.payload;
    const botKey = await thumbprint(joined.key);
    if (botKey !== pinned) throw strange('it does not hold the key that the token names');
    if (joined.nonce !== request.nonce || joined.host !== signer.kid || joined.name !== name)
      throw strange('its answer is to another request');
    const { hostId, joinSeq } = joined;
    const bot: PinnedBot = { v: 1, url, hostId, name, joinSeq, key: joined.key, host: signer.kid };
    rmSync(paths.bot, { force: true });
    retireJournal(paths.journal, now());
    const journal = openJournal({ path: paths.journal, now });
    journal.append({ kind: 'joined', host: signer.kid, bot: botKey, joinSeq });
    journal.close();
    if (fleetKey) writePrivate(paths.fleetKey, Buffer.from(fleetKey).toString('hex'));
    keepIdentity(stateDir, text, bot);
    return { name, hostId, hostKey: signer.kid, botKey, joinSeq };
  } finally {
    unlock();
  }
}

/** An answer is a few KB; whoever stands at the address could go on for ever. Bytes. */
const MAX_ANSWER = 64 * 1024;

/** The answer's JSON; null where it is none, or longer than any bot's. */
async function jsonOf(response: Response): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    // Leaving the loop hangs up.
    if (size > MAX_ANSWER) return null;
    pieces.push(piece);
  }
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

function strange(why: string): AgentProblem {
  return new AgentProblem(
    'not-the-bot',
    `The answer is not from the bot that created the token: ${why}. Nothing was changed here.`,
    'Check --url. If it is correct, something in the path intercepts the connection: find it, then make a new token.',
  );
}

async function ask(url: string, body: object, fetching: typeof fetch): Promise<string> {
  let response: Response;
  try {
    response = await fetching(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    });
  } catch (error) {
    throw new AgentProblem(
      'unreachable',
      'The bot cannot be reached.',
      `Try: curl ${new URL(url).origin}/healthz`,
      error,
    );
  }
  const answer = Answer.safeParse(await jsonOf(response).catch(() => null));
  if (!answer.success)
    throw new AgentProblem(
      'not-a-bot',
      `What answers there is not the bot (HTTP ${response.status}).`,
      'Check --url.',
    );
  if ('joined' in answer.data) return answer.data.joined;
  const { code, message, hint } = answer.data.error;
  throw new AgentProblem(code.slice(0, 40), message.slice(0, 300), hint.slice(0, 300));
}

async function tokenFrom(options: JoinOptions): Promise<string> {
  if (options.token !== '-') return options.token.trim();
  return (await readAll(options.input ?? process.stdin)).trim();
}

/**
 * Plain HTTP shows the token, and later all evidence, to whoever listens on the way. It is taken where nobody else can
 * listen, and where a person has said that the way is theirs: no address tells whose a network is.
 */
function botUrl(given: string, plainHttp: boolean): string {
  if (!URL.canParse(given))
    throw new AgentProblem('url', `“${given}” is no URL.`, 'E.g. https://bot.example.com');
  const url = new URL(given);
  const near = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (near || plainHttp)))
    throw new AgentProblem(
      'url',
      'Over http the token can be read in transit. Nothing was sent.',
      'Use the https address of the bot, or add --plain-http if the network between is yours alone.',
    );
  return url.origin;
}
