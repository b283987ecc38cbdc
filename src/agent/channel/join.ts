/**
 * @module agent/channel/join
 * Lets this host join a bot: makes the host's key, shows the one-time token, and pins the bot's key, which
 * the token itself names, so that even the first answer is checked and not taken on trust.
 */
import { rmSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { sha256 } from '../../protocol/canonical.ts';
import { openSelfSigned } from '../../protocol/envelope.ts';
import { JOIN_TOKEN, Joined, type JoinRequest } from '../../protocol/joining.ts';
import { randomText, type Signer, thumbprint } from '../../protocol/signer.ts';
import { HostName } from '../../protocol/words.ts';
import { openStateDir, statePaths, writePrivate } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';
import { ask } from './ask-bot.ts';
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
    const { version, openclawVersion } = options;
    const request = await joinRequest({ token, name, signer, version, openclawVersion });
    const body = { token, name, request: await signer.sign('ocjoin+jws', request) };
    const { text: envelope } = await ask(`${url}/agents/join`, body, 'joined', options.fetch);
    const wanted = { request, pinned, hostKey: { text, kid: signer.kid } };
    const bot = await readJoined(envelope, wanted, url);
    const botKey = await keepJoined(stateDir, bot, text, now());
    if (fleetKey) writePrivate(paths.fleetKey, Buffer.from(fleetKey).toString('hex'));
    const { hostId, joinSeq } = bot;
    return { name, hostId, hostKey: signer.kid, botKey, joinSeq };
  } finally {
    unlock();
  }
}

/** What a host says to be let in; signed by `signer`, the key that it has just made. */
export async function joinRequest(ask: {
  token: string;
  name: string;
  signer: Signer;
  version: string;
  openclawVersion?: string | null | undefined;
}): Promise<JoinRequest> {
  return {
    v: 1,
    token: await sha256(ask.token),
    name: ask.name,
    nonce: randomText(32),
    key: ask.signer.publicKey,
    facts: {
      agentVersion: ask.version.slice(0, 64),
      platform: `${process.platform} ${process.arch}`,
      nodeVersion: process.versions.node,
      openclawVersion: ask.openclawVersion?.slice(0, 64) ?? null,
    },
  };
}

/** The bot's answer, believed only from the key with the thumbprint `pinned`. @throws AgentProblem for any other. */
export async function readJoined(
  envelope: string,
  asked: {
    request: Pick<JoinRequest, 'nonce' | 'name'>;
    pinned: string;
    hostKey: { kid: string };
  },
  url: string,
): Promise<PinnedBot> {
  const opened = await openSelfSigned(envelope, { purpose: 'ocjoined+jws', schema: Joined });
  if (!opened.ok) throw strange(`its answer is not what it should be (${opened.code})`);
  const { request, pinned, hostKey } = asked;
  const { hostId, joinSeq, key, nonce, host, name } = opened.payload;
  if ((await thumbprint(key)) !== pinned) throw strange('it does not hold the key that the token names');
  if (nonce !== request.nonce || host !== hostKey.kid || name !== request.name)
    throw strange('its answer is to another request');
  return { v: 1, url, hostId, name, joinSeq, key, host };
}

/** Begins this host's new life under the bot; gives the thumbprint of the bot's key. */
export async function keepJoined(
  stateDir: string,
  bot: PinnedBot,
  keyText: string,
  now: number,
): Promise<string> {
  const paths = statePaths(stateDir);
  const botKey = await thumbprint(bot.key);
  rmSync(paths.bot, { force: true });
  // Another bot's chain, or one that the new token's key does not need; and keys under whose name an old delivery,
  // whose counter the new journal does not know, would be taken again.
  for (const path of [paths.trust, paths.formerKeys, paths.nextKey]) rmSync(path, { force: true });
  retireJournal(paths.journal, now);
  const journal = openJournal({ path: paths.journal, now: () => now });
  journal.append({ kind: 'joined', host: bot.host, bot: botKey, joinSeq: bot.joinSeq });
  journal.close();
  keepIdentity(stateDir, keyText, bot);
  return botKey;
}

function strange(why: string): AgentProblem {
  return new AgentProblem(
    'not-the-bot',
    `The answer is not from the bot that created the token: ${why}. Nothing was changed here.`,
    'Check --url. If it is correct, something in the path intercepts the connection: find it, then make a new token.',
  );
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
