/**
 * @module redaction/assignments
 * A name that announces a secret, and its value: `token=…`, `"token": "…"`, `--token …`, `["token"] => string(48)
 * "…"`, `<token>…</token>`, `name: TOKEN, value: …`, table cells, `setx TOKEN …`. One small grammar for each way of
 * saying "this is that"; a value that is plainly none (see harmless-values) stays.
 */
import { enclosingNames } from './enclosing.ts';
import { isCode, isHarmless, isPasswordLike, isSentence, isTokenLike } from './harmless-values.ts';
import { isAbout } from './key-names.ts';
import { type Name, nameFinder } from './name-finder.ts';
import { inProse } from './prose.ts';
import { isPlainIdentifier, looksRandom } from './randomness.ts';
import { holdsSecrets } from './secret-paths.ts';
import { type Find, RANK } from './span.ts';
import { readValue, type Value } from './value-reader.ts';

/** How sure a grammar is that a value follows: `stated` needs no more, `suggested` needs a value that looks like one. */
type Grammar = {
  pattern: RegExp;
  weight: 'stated' | 'suggested';
  when?: (text: string, name: Name) => boolean;
};

/** What may close a name: its quote, who may see it (PHP), a bracket, emphasis, a question mark. */
const CLOSE =
  '(?:\\\\{0,4}["\'`’”»」])?(?::(?:"?[\\w\\\\]{1,80}"?:)?(?:private|protected|public)(?=\\]))?[\\])}?!]{0,2}\\*{0,2}';

/** An element of HTML or of a property list. `<none>` and `<your key>` are none: they stand in a value's place. */
const ELEMENT =
  '(?:a|b|i|u|p|em|strong|code|pre|kbd|samp|tt|span|div|font|mark|small|label|input|td|th|tr|li|dd|dt|br|hr|string|key|value|val|data|text|entry|property|cell|v|c)(?:[\\s/][^<>\\n]{0,80})?>';
/** From a tag to its text: on the same line, or alone before the closing tag. */
const TO_TEXT = '(?:\\s{0,20}(?=[^\\s<]{4,512}\\s{0,20}</)|[ \\t]{0,4})';

const GRAMMARS: readonly Grammar[] = [
  // <b>Token:</b> …, <td>token</td><td>…, <key>TOKEN</key><string>…
  {
    pattern: new RegExp(
      `[ \\t]{0,4}:(?:\\s{0,40}</?${ELEMENT}){1,6}${TO_TEXT}|(?:\\s{0,40}</\\w[^<>\\n]{0,40}>){0,3}(?:\\s{0,40}<${ELEMENT}){1,4}${TO_TEXT}`,
      'y',
    ),
    weight: 'stated',
    // `--token <token>` shows how to say it
    when: (_, name) => !name.flag,
  },
  // Token: ⏎ … and nothing else on that line, perhaps in a fence
  {
    pattern: new RegExp(
      `${CLOSE}[ \\t]*[:：]\\*{0,2}[ \\t]*(?:\\r?\\n){1,2}(?:\`\`\`\\w{0,8}\\r?\\n)?[ \\t]{0,8}(?=[A-Za-z0-9_-]{16,512}[ \\t]*(?:\\r?\\n|$))`,
      'y',
    ),
    weight: 'suggested',
  },
  // token=…, "token": …, token := …, ["token"]=>…, token != …
  {
    pattern: new RegExp(
      `${CLOSE}(?:[ \\t]{0,16}=>[ \\t]{0,40}(?:\\r?\\n[ \\t]{1,40})?|[ \\t]{0,16}(?::=|={1,3}|!={1,2}|≠|:(?!:)|：|＝|﹕)\\*{0,2}[ \\t]{0,40}(?:\\r?\\n[ \\t]{1,40}(?=["'\`]))?)`,
      'y',
    ),
    weight: 'stated',
  },
  // 3) "password" ⏎ 4) "…"
  { pattern: /"\r?\n[ \t]{0,8}\d{1,4}\) (?=")/y, weight: 'stated' },
  // --token …, ["--token", "…"]
  {
    pattern: /(?:[ \t]+(?:\\\r?\n\s*)?|\0|\\{0,4}["'],\s{0,20}(?=\\{0,4}["']))(?!-{1,2}[a-z])/y,
    weight: 'stated',
    when: (_, name) => name.flag,
  },
  // --token ⏎ …, - --token ⏎ - …
  {
    pattern:
      /[ \t]*\r?\n[ \t]{0,40}(?:- ["']?)(?!-)|[ \t]*\r?\n[ \t]{0,8}(?=[A-Za-z0-9][^\s]{7,512}[ \t]*(?:\r?\n|$))/y,
    weight: 'suggested',
    when: (_, name) => name.flag,
  },
  // {:token "…"} in Clojure
  {
    pattern: /[ \t]{1,4}(?=")/y,
    weight: 'stated',
    when: (text, name) => text[name.start - 1] === ':',
  },
  // <token>…</token>
  {
    pattern: /(?:\s[^<>\n]{0,120})?>(?:<!\[CDATA\[|(?=[^<\n]{1,4096}<\/))/y,
    weight: 'stated',
    when: (text, name) => /<(?:[\w.-]{1,40}:)?$/.test(text.slice(Math.max(0, name.start - 42), name.start)),
  },
  // name="token" value="…", "name":"TOKEN","value":"…", - name: TOKEN ⏎ value: …
  {
    pattern:
      /\\{0,4}["']?\s{0,4}(?:,\s{0,40}|\r?\n[ \t]{0,40}|\s)\\{0,4}["']?(?:value|val|content|default)\\{0,4}["']?\s{0,4}[:=]\s{0,4}/iy,
    weight: 'stated',
  },
  // name="token" ⏎⏎ … (form data)
  {
    pattern: /"(?:;[^\n]{0,80})?(?:\r?\n|\\r\\n)(?:Content-[^\n]{0,80}\n){0,3}(?:\r?\n|\\r\\n)/y,
    weight: 'stated',
  },
  // setx TOKEN …, setenv TOKEN …, config set gateway.auth.token …, IDENTIFIED BY PASSWORD '…', /v Token /d …
  {
    pattern: new RegExp(`${CLOSE}[ \\t]+(?:/t[ \\t]+\\w+[ \\t]+)?(?:/d[ \\t]+)?(?!-)`, 'y'),
    weight: 'stated',
    when: (text, name) => SETTER.test(text.slice(Math.max(0, name.start - 64), name.start)),
  },
  // "token", "…" · "token";s:48:"…"
  { pattern: /\\{0,4}["']?\s{0,4}[,;]\s{0,20}(?=(?:s:\d+:|<<)?\\{0,4}["'])/y, weight: 'suggested' },
  // Token — …, gateway.auth.token → …
  {
    pattern: new RegExp(`${CLOSE}[ \\t]{0,4}(?:(?<=[ \\t])[—–-](?=[ \\t])|->|→|⇒|<-)[ \\t]{0,4}`, 'y'),
    weight: 'suggested',
  },
  // | token | … | and aligned columns
  { pattern: /\\{0,4}["'`]?[ \t]*[|│┃║][ \t]*/y, weight: 'suggested' },
  { pattern: /(?:\t+| {2,40})(?:REG_[A-Z_]{2,10}\s+)?/y, weight: 'suggested' },
  // token (new): …, password for ops: …, token is now …
  {
    pattern: new RegExp(
      `${CLOSE}(?:[ \\t]+(?:\\([^()\\n]{0,24}\\)|[\\p{L}\\p{N}'’_.-]{1,24})){1,5}[ \\t]*[:=：][ \\t]*`,
      'uy',
    ),
    weight: 'suggested',
  },
];

/** Commands after which a name and a value stand side by side. */
const SETTER =
  /(?:^|[\s;&|("'`])(?:setx|setenv|set|put|write|Set-Item|SetEnvironmentVariable\(|-g?x|-Ux|-xg|\/v|defaults write \S+|create secret \S+|config:set|secrets? set)[ \t]+(?:\/[a-zA-Z][ \t]+|-{1,2}[\w-]+[ \t]+)*["']?$|(?:^|\s)(?:WITH|SET|ROLE \S+|USER \S+|BY|ENCRYPTED)\s+$/;

/** What stands before a name that begins its line: a bullet, a comment sign, `export`, a line number. */
const LINE_START =
  /(?:^|\n)[ \t]*(?:[-*+>|#]{1,3}[ \t]+|\d+[:|][ \t]*|(?:export|set|declare|local|readonly|ENV|ARG|env|-e|Environment=)(?:[ \t]+-\w+)*[ \t]*)?["'`]?(?:[A-Za-z0-9_.-]*[./_-])?$/;

/** Finds secrets by their names. */
export function assignmentFinder(): Find {
  const eachName = nameFinder();
  return (text, found) => {
    eachName(text, (name) => {
      const { value, behind } = assigned(text, name);
      const secret = value ?? (name.verdict.strength === 'secret' ? inProse(text, name) : undefined);
      if (!secret) return behind;
      const rank = value ? RANK.assignment : RANK.prose;
      found.push({ start: secret.start, end: secret.end, kind: name.verdict.kind, rank, value: secret.text });
      return secret.end;
    });
  };
}

/** Behind a `${GW_TOKEN:?missing}` that stands as the value: its inside is not read as a name and value again. */
const REFERENCE = /["']?\s{0,2}[:=]\s{0,2}["']?\$\{[^}\n]{1,200}\}/y;

/** A longer run without a space that is no secret is not searched for names again: it could be all of a window. */
const LONG_RUN = 512;

/** The secret that is given to a name, and where to look for the next name if there is none. */
function assigned(text: string, name: Name): { value?: Value; behind: number } {
  REFERENCE.lastIndex = name.end;
  const reference = REFERENCE.exec(text);
  if (reference) return { behind: name.end + reference[0].length };
  if (goesOn(text, name.end)) return { behind: name.end };
  for (const grammar of GRAMMARS) {
    if (grammar.when && !grammar.when(text, name)) continue;
    grammar.pattern.lastIndex = name.end;
    const gap = grammar.pattern.exec(text)?.[0];
    if (gap === undefined) continue;
    const candidate = upToHost(text, name, readValue(text, name.end + gap.length, isQuery(text, name, gap)));
    const value =
      candidate &&
      (grammar.weight === 'stated' ? stated(text, name, candidate, gap) : suggested(name, candidate, gap));
    if (value) return { value, behind: value.end };
    if (grammar.weight === 'stated') {
      const long = candidate && !candidate.quoted && candidate.end - candidate.start > LONG_RUN;
      return { behind: long ? candidate.end : name.end };
    }
  }
  return { behind: name.end };
}

/** In `https://x-access-token:…@host/path` the value ends before the host. */
function upToHost(text: string, name: Name, value: Value | undefined): Value | undefined {
  const at = value && !value.quoted ? value.text.lastIndexOf('@') : -1;
  if (!value || at <= 0 || !/:\/\/[^\s/@]{0,64}$/.test(text.slice(Math.max(0, name.start - 72), name.start)))
    return value;
  return { start: value.start, end: value.start + at, text: value.text.slice(0, at), quoted: false };
}

/** Whether a word goes on behind a name: in Chinese there is no space, and no grammar here fits a letter. */
function goesOn(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x3040 && code < 0xff00;
}

/** Whether name and value stand in a URL or a form, where an ampersand ends the value. */
function isQuery(text: string, name: Name, gap: string): boolean {
  return gap.trim() === '=' && /[?&#;]/.test(text[name.start - 1] ?? '');
}

/** `unexpected token: rparen`: the token of a parser, which reads no secrets. */
const PARSER =
  /(?:unexpected|expected|illegal|invalid|parse|parser|syntax|lexer|near|bad|stray)[^\n]{0,24}$/i;
const PARSED = /^(?:[a-z]{1,12}|[A-Z_]{1,16}|[^A-Za-z0-9\s]{1,3})$/;

/** The value after a separator that leaves no doubt. */
function stated(text: string, name: Name, value: Value, gap: string): Value | undefined {
  if (/^tokens?$/i.test(name.text) && PARSED.test(value.text)) {
    if (PARSER.test(text.slice(Math.max(0, name.start - 40), name.start))) return undefined;
  }
  // password=`cat /run/secrets/gw`
  if (gap.endsWith('=') && text[value.start - 1] === '`' && /\s/.test(value.text)) return undefined;
  if (name.verdict.strength === 'weak') {
    return isWeakSecret(text, name, value, /[?&]/.test(text[name.start - 1] ?? '')) ? value : undefined;
  }
  if (!value.quoted) return bare(text, name, value, gap);
  return isPlaceholder(value, name) || isQuotedSentence(value.text) ? undefined : value;
}

/** Whether a value is plainly none, also with the bracket that was taken for the end of what surrounds it. */
function isPlaceholder(value: Value, name: Name): boolean {
  return (
    isHarmless(value.text, name.verdict.kind) ||
    (value.whole !== undefined && isHarmless(value.whole, name.verdict.kind))
  );
}

/** How much of a line behind a value is looked at. */
const LONGEST_LINE = 256;

/** A value without quotes: the word, or the whole line where the line is nothing but name and value. */
function bare(text: string, name: Name, value: Value, gap: string): Value | undefined {
  const rest = text.slice(value.end, value.end + LONGEST_LINE).split('\n', 1)[0] as string;
  const more = /^[ \t]+[^\s#;|]/.test(rest);
  if (isPlaceholder(value, name) || isCode(value.text)) return undefined;
  const onlyLetters = /^\p{L}+[,;.:]?$/u.test(value.text);
  if (!more) return value;
  if (onlyLetters && (/[ \t]$/.test(gap) || name.flag) && isSentence(value.text + rest)) return undefined;
  const wholeLine =
    (name.verdict.kind === 'password' || name.verdict.kind === 'secret') &&
    !name.flag &&
    !/[=:|]|--/.test(rest) &&
    LINE_START.test(text.slice(Math.max(0, name.start - 120), name.start)) &&
    !isSentence(value.text + rest);
  if (wholeLine) {
    const line = rest
      .replace(/\s+#.*$/, '')
      .trimEnd()
      .replace(/["',;]+$/, '');
    return { ...value, end: value.end + line.length, text: value.text + line };
  }
  // `token: provide one with …`: a word, a space and more words is a sentence, not a value
  return onlyLetters && /:[ \t]+$/.test(gap) && /^[ \t,;]+\p{L}/u.test(rest) ? undefined : value;
}

/** Words in quotes that talk about the secret: `password: "must be set"`. */
function isQuotedSentence(value: string): boolean {
  return /\s/.test(value) && !/\d/.test(value) && isSentence(value);
}

/** The value where only its looks can tell. */
function suggested(name: Name, value: Value, gap: string): Value | undefined {
  if (name.verdict.strength === 'weak' || isPlaceholder(value, name)) return undefined;
  const between = gap.replace(/\([^)]*\)/, '').split(/[^\p{L}]+/u);
  if (between.some(isAbout)) return undefined;
  if (isTokenLike(value.text) || isPasswordLike(value.text)) return value;
  return value.quoted && /\d/.test(value.text) && !/\s/.test(value.text) ? value : undefined;
}

/** A weak name's value is a secret if it looks generated, or if what the name stands in says so. */
function isWeakSecret(text: string, name: Name, value: Value, query: boolean): boolean {
  if (isHarmless(value.text, name.verdict.kind)) return false;
  if (name.verdict.kind === 'password') return !/^(?:[/~]|[A-Za-z]:[\\/])/.test(value.text);
  const generic = /^(?:value|data)$/i.test(name.text);
  if (!generic) {
    if (query && (isTokenLike(value.text) || (/auth$/i.test(name.text) && isPasswordLike(value.text))))
      return true;
    if (/serviceaccount$/i.test(name.text)) return isTokenLike(value.text);
    if (value.text.length >= 16 && looksRandom(value.text) && !isPlainIdentifier(value.text)) return true;
  }
  if (!value.quoted && !generic && name.verdict.kind !== 'key') return false;
  if (value.text.length < 6) return false;
  const holders = enclosingNames(text, name.start);
  const held = holders.slice(0, generic ? 3 : 2).some(holdsSecrets);
  if (!held || /^agent:/.test(value.text)) return false;
  if (!generic) return true;
  return isTokenLike(value.text) || (isPasswordLike(value.text) && holdsSecrets(holders[0] ?? ''));
}
