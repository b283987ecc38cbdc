/**
 * @module explain/keywords/pattern
 * How a word is written down and found. Alternatives are parted by ` | ` (by `|` in what is shipped); a space stands for any joint
 * ("rate limit" finds rate_limit and rateLimit), ` .. ` for a few other words on the same line, a trailing
 * `*` for any ending, `{key}` for a class of words. Everything is lower case; quotes and full-width signs are made plain first.
 */

import { CLASSES } from './classes.ts';

/** Other words between two parts of one alternative; a "not" among them would turn it round. */
const GAP =
  "(?:(?!\\b(?:not|no|never|nothing|without|nicht|kein|keine|keinen|nie|ohne)\\b|n't\\b|没|不|未)[^\\n]){0,48}?";
const JOINT = '[\\s_.:"\'`/-]{0,3}';

function alternative(text: string): string {
  const open = /^[a-z0-9(]/.test(text) ? '(?<![a-z0-9])' : '';
  const any = text.endsWith('*');
  const body = (any ? text.slice(0, -1) : text)
    .split(' .. ')
    .map((part) =>
      part
        .trim()
        .replace(/(?<!\\)\.(?![{?*+])/g, '\\.')
        .replace(/ /g, JOINT),
    )
    .join(`${GAP}\\b`);
  const last = body.at(-1) ?? '';
  const close = any || !/[a-z0-9)?]/.test(last) ? '' : '(?:s|es|ed|d|ing)?(?![a-z0-9])';
  return `${open}(?:${body.replace(/\*(?=\W|$)/g, '[a-z]*')})${close}`;
}

/** The alternatives of a word: parted by `|` outside of groups and classes. */
function parted(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (sign === '(' || sign === '[') depth++;
    else if (sign === ')' || sign === ']') depth--;
    else if (sign === '|' && depth === 0) {
      out.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...out, text.slice(from).trim()];
}

/** One expression for all alternatives of a word. */
export function compile(alternatives: string): RegExp {
  const parts = parted(alternatives.replace(/\{([a-z]+)\}/g, (_, name) => `(?:${CLASSES[name] ?? name})`));
  return new RegExp(parts.map(alternative).join('|'), 'gu');
}

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′＇]/g, "'"],
  [/[“”„‟″＂«»]/g, '"'],
  [/[‐‑‒–—―]/g, '-'],
  [/\u00a0|\u3000/g, ' '],
  [/：/g, ':'],
  [/（/g, '('],
  [/）/g, ')'],
];

/** Lower case, plain quotes and dashes: how a text is compared. */
export function plain(text: string): string {
  let out = text.toLowerCase();
  for (const [sign, better] of PLAIN) out = out.replace(sign, better);
  return out;
}
