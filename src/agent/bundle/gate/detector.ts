/**
 * @module agent/bundle/gate/detector
 * A second opinion from people who never saw our rules: secretlint's recommended ones, on a copy without our
 * placeholders. It knows nothing of this host, so it is a help and no proof.
 */
import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { Hit } from './refusal.ts';
import { textPieces } from './text-pieces.ts';

/** A comment in a file may silence secretlint, and a line of a log could hold one. */
const SILENCES = /filter-comments$/;
const CONFIG = {
  rules: rules
    .filter(({ meta }) => !SILENCES.test(meta.id))
    .map((rule) => ({ id: rule.meta.id, rule, options: {} })),
};

export async function detected(name: string, bytes: Buffer, told: (hit: Hit) => void): Promise<void> {
  const seen = new Set<string>();
  for (const { text, linesBefore } of textPieces(bytes)) {
    // Names of files make secretlint look differently at them; here all are plain text from nowhere.
    const { messages } = await lintSource({
      source: { content: text, filePath: 'evidence.txt', ext: '.txt', contentType: 'text' },
      options: { config: CONFIG, maskSecrets: true, noPhysicFilePath: true },
    });
    for (const { ruleId, loc, range } of messages) {
      if (isKnownDummy(text.slice(range[0], range[1]))) continue;
      const kind = `secretlint: ${ruleId.replace(/^.*secretlint-rule-/, '')}`.slice(0, 64);
      const hit = { file: name, line: linesBefore + loc.start.line, kind };
      if (seen.has(`${hit.line} ${kind}`)) continue;
      seen.add(`${hit.line} ${kind}`);
      told(hit);
    }
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
  // Of an address only what logs in counts: hosts are called example for many reasons.
  const [, login] = /:\/\/([^\s@]*)@/.exec(text) ?? [];
  if (EXAMPLE.test(login ?? text) || EXAMPLE_LOGIN.test(text)) return true;
  const body = (login ?? text).replace(/^[A-Za-z]{2,12}[-_]/, '').replace(/[^A-Za-z0-9*]/g, '');
  const counts = new Map<string, number>();
  for (const letter of body) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return body.length >= 8 && Math.max(...counts.values()) >= body.length * 0.6;
}
