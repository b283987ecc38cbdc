/**
 * @module agent/bundle/gate/detector
 * A second opinion from people who never saw our rules: secretlint's recommended ones, on a copy without our
 * placeholders. It knows nothing of this host, so it is a help and no proof.
 */
import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { Hit } from './refusal.ts';

/** A comment in a file may silence secretlint, and a line of a log could hold one. */
const SILENCES = /filter-comments$/;
const CONFIG = {
  rules: rules
    .filter(({ meta }) => !SILENCES.test(meta.id))
    .map((rule) => ({ id: rule.meta.id, rule, options: {} })),
};

/** Read at once, cut at a line's end where there is one. Characters. */
const PIECE = 512 * 1024;
const OVERLAP = 8 * 1024;

/** Left in, they look like names with values. */
const PLACEHOLDER = /‹[a-z]+(?::[0-9a-f]{8})?›|‹unredactable \d+ bytes hmac:[0-9a-f]{8}›/g;

/** The text as it reads without our placeholders. */
export const withoutPlaceholders = (text: string): string => text.replace(PLACEHOLDER, '');

export async function detected(name: string, bytes: Buffer, told: (hit: Hit) => void): Promise<void> {
  const text = withoutPlaceholders(bytes.toString('utf8'));
  const seen = new Set<string>();
  let line = 0;
  for (let start = 0; ; ) {
    const piece = text.slice(start, start + PIECE);
    // Names of files make secretlint look differently at them; here all are plain text from nowhere.
    const { messages } = await lintSource({
      source: { content: piece, filePath: 'evidence.txt', ext: '.txt', contentType: 'text' },
      options: { config: CONFIG, maskSecrets: true, noPhysicFilePath: true },
    });
    for (const { ruleId, loc, range } of messages) {
      if (isKnownDummy(piece.slice(range[0], range[1]))) continue;
      const kind = `secretlint: ${ruleId.replace(/^.*secretlint-rule-/, '')}`.slice(0, 64);
      const hit = { file: name, line: line + loc.start.line, kind };
      if (seen.has(`${hit.line} ${kind}`)) continue;
      seen.add(`${hit.line} ${kind}`);
      told(hit);
    }
    if (start + PIECE >= text.length) return;
    const end = text.lastIndexOf('\n', start + PIECE - OVERLAP);
    const next = end > start + PIECE / 2 ? end + 1 : start + PIECE - OVERLAP;
    for (let at = text.indexOf('\n', start); at >= 0 && at < next; at = text.indexOf('\n', at + 1)) line++;
    start = next;
  }
}

const EXAMPLE =
  /example|sample|dummy|placeholder|your[-_]?(?:token|key|secret|password)|changeme|1234567890|abcdefghij/i;
/** Passwords and users that documents write in addresses. */
const EXAMPLE_LOGIN = /:\/\/(?:user(?:name)?|me|admin|foo|name):(?:pass(?:word)?|pw|secret|bar|\*+|x+)@/i;

/**
 * What documents and tests write where a secret would stand: `ghp_xxxx…`, `AKIAIOSFODNN7EXAMPLE`. A bundle that quotes
 * a manual must not be refused for it; the gate judges for itself what is one, by how few letters it is made of.
 */
export function isKnownDummy(text: string): boolean {
  if (EXAMPLE.test(text) || EXAMPLE_LOGIN.test(text)) return true;
  const body = text.replace(/^[A-Za-z]{2,12}[-_]/, '').replace(/[^A-Za-z0-9*]/g, '');
  const counts = new Map<string, number>();
  for (const letter of body) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return body.length >= 8 && Math.max(...counts.values()) >= body.length * 0.6;
}
