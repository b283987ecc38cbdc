/**
 * @module redaction/secret-manifests
 * Kubernetes' own secrets: in an object of kind `Secret` everything under `data` and `stringData` is one, whatever
 * its name. As YAML and as JSON.
 */
import { isHarmless } from './harmless-values.ts';
import { type Find, RANK } from './span.ts';

const MAY_BE = /\bkind["']?:\s{0,4}["']?Secret\b/;
/** How far an object reaches on either side of the words that say its kind, in characters. */
const REACH = 8_192;

const YAML_HEAD = /^([ \t]*)(?:stringData|data):[ \t]*\r?\n/gm;
const YAML_LINE =
  /([ \t]*)["']?[\w.-]{1,128}["']?:[ \t]+(["']?)([^\s"'|>#][^\n"']{0,4095})\2[ \t]*(?:\r?\n|$)/y;
const JSON_BLOCK = /"(?:stringData|data)"\s{0,8}:\s{0,8}\{([^{}]{1,8192})\}/g;
const JSON_PAIR = /"[\w.-]{1,128}"\s{0,8}:\s{0,8}"([^"\n]{1,4096})"/g;

/** Finds the values of secret objects. */
export const findInSecretManifests: Find = (text, found) => {
  const kind = MAY_BE.exec(text);
  if (!kind) return;
  const add = (start: number, value: string): void => {
    if (!isHarmless(value, 'password'))
      found.push({ start, end: start + value.length, kind: 'secret', rank: RANK.assignment });
  };
  const near = (at: number): boolean => Math.abs(at - kind.index) < REACH;
  for (const head of text.matchAll(YAML_HEAD)) {
    if (!near(head.index)) continue;
    YAML_LINE.lastIndex = head.index + head[0].length;
    for (;;) {
      const line = YAML_LINE.exec(text);
      if (!line || (line[1] as string).length <= (head[1] as string).length) break;
      const value = (line[3] as string).trimEnd();
      add(line.index + line[0].indexOf(line[3] as string, line[0].indexOf(':') + 1), value);
    }
  }
  for (const block of text.matchAll(JSON_BLOCK)) {
    if (!near(block.index)) continue;
    const from = block.index + block[0].length - (block[1] as string).length - 1;
    for (const pair of (block[1] as string).matchAll(JSON_PAIR)) {
      add(from + pair.index + pair[0].length - (pair[1] as string).length - 1, pair[1] as string);
    }
  }
};
