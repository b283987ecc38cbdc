/**
 * @module agent/channel/keys
 * The host's own key, made on the host and never shown; the bot it belongs to, pinned when it joined; and
 * the fleet's fingerprint key, which the bot must never have.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { canonicalText } from '../../protocol/canonical.ts';
import { generateSigningKey, loadSigner, type Signer } from '../../protocol/signer.ts';
import { HostName, PublicKey } from '../../protocol/words.ts';
import { openStateDir, readPrivate, statePaths, writePrivate } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';

/** The bot that this host obeys, as pinned at joining. */
export const PinnedBot = z.strictObject({
  v: z.literal(1),
  /** Scheme, host and port. */
  url: z.string().max(256),
  hostId: z.string().max(128),
  name: HostName,
  joinSeq: z.number().int().positive(),
  key: PublicKey,
  /** Thumbprint of the host key that joined. */
  host: z.string(),
});
export type PinnedBot = z.infer<typeof PinnedBot>;

export type Identity = { signer: Signer; bot: PinnedBot };

const JOIN_FIRST = 'Run `join --url URL --token T --name NAME` with a token from an admin.';

/** The host's key and its bot. @throws AgentProblem when it has not joined or the files are not safe. */
export async function loadIdentity(stateDir: string): Promise<Identity> {
  openStateDir(stateDir);
  const paths = statePaths(stateDir);
  const [keyText, botText] = [readPrivate(paths.key), readPrivate(paths.bot)];
  if (keyText === null || botText === null)
    throw new AgentProblem('not-joined', 'This host has not joined a bot yet.', JOIN_FIRST);
  const bot = PinnedBot.safeParse(parse(botText));
  if (!bot.success) throw new AgentProblem('bot-file', `${paths.bot} cannot be read.`, JOIN_FIRST);
  const signer = await loadSigner(keyText);
  // Between the two files of a rotation that was cut short: it is finished before the next connection.
  if (signer.kid !== bot.data.host)
    throw new AgentProblem('key-mismatch', 'The host key is not the one that joined.', JOIN_FIRST);
  return { signer, bot: bot.data };
}

/** The name under which people know this host; null where it has not joined. Never throws. */
export function joinedName(stateDir: string): string | null {
  try {
    return PinnedBot.parse(parse(readPrivate(statePaths(stateDir).bot) ?? '')).name;
  } catch {
    return null;
  }
}

/** A fresh key for joining, not yet on disk; `keepIdentity` writes it once the bot has taken it. */
export async function newHostKey(): Promise<{ text: string; signer: Signer }> {
  const text = await generateSigningKey();
  return { text, signer: await loadSigner(text) };
}

/** Writes the key and the bot it joined. The bot's file comes last: it says that the joining is whole. */
export function keepIdentity(stateDir: string, keyText: string, bot: PinnedBot): void {
  const paths = statePaths(stateDir);
  writePrivate(paths.key, keyText);
  writePrivate(paths.bot, canonicalText(bot));
}

/**
 * The fleet's fingerprint key from a file: 32 bytes, plain, or as hex or base64 text.
 * @throws AgentProblem when the file holds something else.
 */
export function readFleetKeyFile(path: string): Uint8Array {
  const raw = readFileSync(path);
  if (raw.length === 32) return new Uint8Array(raw);
  const text = raw.toString('utf8').trim();
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (bytes.length === 32 && /^[A-Za-z0-9+/_=-]+$/.test(text)) return new Uint8Array(bytes);
  throw new AgentProblem(
    'fleet-key',
    `${path} does not hold 32 bytes.`,
    'Make one for all hosts with: openssl rand -hex 32',
  );
}

/** The fleet key that was given at joining, or null: fingerprints are then not comparable across hosts. */
export function loadFleetKey(stateDir: string): Uint8Array | null {
  const text = readPrivate(statePaths(stateDir).fleetKey);
  return text === null ? null : new Uint8Array(Buffer.from(text, 'hex'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
