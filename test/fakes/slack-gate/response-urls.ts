/**
 * Answers by `response_url`: five of them within half an hour, and only the asker sees them unless they say
 * otherwise. The emulator counts nothing and shows them to all.
 */
type Reply = Record<string, unknown>;

const USES = 5;
const LIFE_MS = 30 * 60_000;

export type ResponseUrls = {
  /** Slack handed the bot an address. */
  handed(url: string): void;
  /** Null when Slack would take an answer there; counts it. */
  refuse(path: string): Reply | null;
};

/** `now` is epoch ms. */
export function createResponseUrls(now: () => number): ResponseUrls {
  const known = new Map<string, { at: number; uses: number }>();
  return {
    handed: (url) => void known.set(idOf(url), { at: now(), uses: 0 }),
    refuse(path) {
      const found = known.get(idOf(path));
      if (found === undefined || now() - found.at > LIFE_MS) return { ok: false, error: 'expired_url' };
      if (found.uses === USES) return { ok: false, error: 'used_url' };
      found.uses += 1;
      return null;
    },
  };
}

const idOf = (url: string): string => url.split('/').at(-1) ?? '';
