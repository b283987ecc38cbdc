/**
 * @module node-rotate
 * Door: `bot.mjs rotate-key`: the bot's next signing key, the document by which hosts follow it, and who must sign that.
 */
import { adoptNext, prepareNext, readRoots, signDocument } from './hub/node-succession.ts';

const OK = 0;
const WRONG = 2;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (message: string, next: string): number => {
  process.stderr.write(`${message}\n${next}\n`);
  return WRONG;
};

export type RotateAsk = {
  distrust: boolean;
  adopt: boolean;
  sign?: string;
  key?: string;
  roots?: string;
  threshold?: string;
  days?: string;
};

const HELP = 'bot.mjs rotate-key --help shows examples.';
const NUMBER = /^[1-9][0-9]{0,3}$/;
const DAY_MS = 24 * 3_600_000;

/** `dir`: the folder of the signing key. */
export async function rotateKey(dir: string, ask: RotateAsk): Promise<number> {
  const { sign, key, roots, threshold, days } = ask;
  if (sign !== undefined) {
    if (key === undefined) return complain('--sign needs --key FILE. Nothing was done.', HELP);
    await signDocument(sign, key);
    say('Signed. With all signatures on it, on the bot’s machine: bot.mjs rotate-key --adopt');
    return OK;
  }
  const numbers = [days, threshold].every((one) => one === undefined || NUMBER.test(one));
  if (!numbers || (roots === undefined) !== (threshold === undefined))
    return complain(
      '--days and --threshold take numbers; --roots and --threshold go together. Nothing was done.',
      HELP,
    );
  if (!ask.adopt) {
    const now = Date.now();
    const prepared = await prepareNext(dir, {
      distrust: ask.distrust,
      now,
      ...(roots !== undefined && { roots: { keys: readRoots(roots), threshold: Number(threshold) } }),
      ...(days !== undefined && { expires: now + Number(days) * DAY_MS }),
    });
    if (prepared.missing !== null) {
      say(`The next key and document ${prepared.version} wait in ${prepared.file}:\n${prepared.missing}.`);
      say('Each admin signs it (rotate-key --sign FILE --key KEY), then: bot.mjs rotate-key --adopt.');
      say('Nothing has changed yet.');
      return OK;
    }
  }
  const why = await adoptNext(dir);
  if (why !== null) return complain(`The next key was not taken: ${why}. Nothing was changed.`, HELP);
  say(`The signing key in ${dir} is a new one. Next: start the bot anew; hosts follow as they connect.`);
  say('Keep signing-keys.former and trust.json beside it: hosts dial addresses made with the keys before.');
  return OK;
}
