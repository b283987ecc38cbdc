/**
 * @module explain/denied
 * "no second process", "oom_killed=false": what a text names only to say that it is not so. In English, German
 * and Chinese; it looks a few words back and one value ahead.
 */

const DENIED_BEFORE =
  /(?:\b(?:no|not|never|without|isn't|wasn't|aren't|neither|nor|0|zero|any|kein\w{0,2}|nicht|ohne)|没有|并非|不是)[ "'](?:\w{1,9} ){0,2}$/;
const DENIED_AFTER = /^\w{0,12}["']?\s?[=:]\s?["']?(?:false|no|0|null|none|off)\b/;

/** The first place where a global pattern is meant and not denied; null if there is none among the first few. */
export function firstMeant(pattern: RegExp, text: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  for (let n = 0; n < 6; n++) {
    const hit = pattern.exec(text);
    if (hit === null) return null;
    const before = text.slice(Math.max(0, hit.index - 28), hit.index);
    const after = text.slice(hit.index + hit[0].length, hit.index + hit[0].length + 24);
    if (!DENIED_BEFORE.test(before) && !DENIED_AFTER.test(after)) return hit;
  }
  return null;
}
