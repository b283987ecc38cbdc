/**
 * @module redaction/harmless-values
 * What stands after a secret's name without being one: states (`token: unset`), references (`${GW_TOKEN}`,
 * `env:GW_TOKEN`, a SecretRef's id), masks (`***`), examples (`<token>`), counts, paths. Diagnosis needs them.
 */
import { isSecretKeyName } from './key-names.ts';
import { isPlainIdentifier, looksRandom } from './randomness.ts';
import type { Kind } from './span.ts';

/** Words a program writes in a secret's place. A secret that is one of these words is found by its value alone. */
const VOCABULARY = new Set(
  [
    'true false null nil none undefined unknown nan yes no on off ok okay n/a na set unset missing present',
    'absent empty blank configured unconfigured required optional invalid valid verified unverified expired',
    'expires expiring mismatch mismatched match matches matched wrong incorrect correct bad good failed',
    'failure fail success rejected accepted declared allowed forbidden permitted approved denied refused',
    'revoked rotated rotating rotation changed unchanged updated removed deleted added created generated',
    'regenerated new old stale current previous redacted hidden masked censored omitted filtered sensitive',
    'secret secrets token tokens password passwords passphrase passwd key keys apikey api_key api-key',
    'credential credentials auth authentication authorization bearer basic digest negotiate oauth oauth2 api',
    'oidc saml jwt env environment config configuration file files exec keychain keyring vault default',
    'defaults auto automatic manual inherit inherited local remote shared device gateway operator node client',
    'server user username string number boolean object array any unknown text value base64 base64url hex utf8',
    'utf-8 ascii plain plaintext ref reference secretref source provider type name id paste prompt',
    'interactive stdin tty disabled enabled disable enable active inactive available unavailable supported',
    'unsupported loaded loading resolved unresolved checked unchecked found not-found notfound ready pending',
    'granted used unused reused provided supplied given ignored skipped tried accepted test example dummy',
    'placeholder fake sample todo fixme tbd changed-me your here above below openclaw await async function',
    'return typeof require amd64 arm64 i386 x86_64 noarch main primary secondary fallback first second next',
    'last any all each both either only same different other',
  ].flatMap((line) => line.split(' ')),
);

/** The same in other languages: unset, set, missing, empty, expired, valid, invalid, unknown, hidden. */
const STATES_ELSEWHERE =
  /^(?:未设置|未配置|已设置|已配置|未知|无|空|缺失|缺少|有效|无效|已过期|过期|不匹配|错误|正确|已启用|已禁用|隐藏|未設定|設定済み|なし|有効|無効|期限切れ|不明|없음|설정됨|설정되지\s?않음|만료됨|(?:не\s+)?(?:задан|указан|найден|настроен|установлен)[аоы]?|отсутствует|нет|скрыт[оа]?|(?:nicht\s+)?(?:gesetzt|vorhanden|gefunden|konfiguriert|hinterlegt)|fehlt|leer|kein[es]?|abgelaufen|ungültig|gültig|unbekannt|verborgen|falsch|richtig|manquant|absent|aucun|vide|expiré|invalide|valide|défini|masqué|(?:no\s+)?configurad[oa]|vací[oa]|ningun[oa]|ausente|inválid[oa]|válid[oa]|caducad[oa]|vencid[oa]|ocult[oa]|assente|mancante|vuot[oa]|scadut[oa]|ausente|vazi[oa]|expirad[oa])$/iu;

/** What parsers call their tokens. */
const PARSER_WORDS =
  /^(?:identifier|ident|[lr](?:paren|brace|bracket|curly|square)|comma|colon|semicolon|semi|eof|eol|eos|newline|indent|dedent|punctuator|punctuation|operator|keyword|literal|whitespace|template|regexp)$/i;

/** Words that a sentence goes on with, in a place where a value would stand. */
const SENTENCE =
  /^(?:a|an|and|are|as|at|be|been|being|but|by|can|cannot|could|did|do|does|for|from|had|has|have|if|in|into|is|isn't|it|its|may|must|no|not|of|on|or|per|please|should|so|than|that|the|their|then|there|this|to|until|use|using|via|was|were|when|which|while|will|with|without|would|you|your|der|die|das|ist|und|nicht|wurde|fehlt|est|et|le|la|les|de|des|el|los|es|y|no)$/i;

/** Something that stands for a value kept elsewhere, or was masked before it came here. */
const REFERENCE = new RegExp(
  [
    '^\\$\\{[^}\\n]{0,256}\\}?',
    '^\\$\\([^)\\n]{0,256}\\)?',
    '^\\$\\{\\{',
    '^\\$[A-Za-z_][A-Za-z0-9_]*$',
    // one brace, positional parameters, a user and a password that are both kept elsewhere
    '^\\{[A-Za-z][\\w.-]{0,64}\\}$',
    '^\\$(?:[@*#?!]|\\{?\\d\\}?)$',
    '^(?:\\$\\{?\\w{1,64}\\}?|<[^<>\\n]{1,64}>|%\\w{1,64}%):(?:\\$\\{?\\w{1,64}\\}?|<[^<>\\n]{1,64}>|%\\w{1,64}%)$',
    // a beginning, and the word that the rest was replaced by
    '^[\\w-]{0,12}(?:\\.{2,3}|…|\\*{2,})?[<[(](?:redacted|masked|hidden|filtered|removed|omitted)[^\\n]{0,32}$',
    '^ENC\\[[A-Z0-9_]{1,32}',
    '^(?:vault|op|ssm|bw|pass|gopass|doppler|infisical|keyvault|secretsmanager|sops|keychain|1password):[\\w./#:@-]{3,200}$',
    '^\\$env:\\w+$',
    '^%[A-Za-z_][A-Za-z0-9_]*%$',
    '^\\{\\{[^}\\n]{0,256}\\}?\\}?$',
    '^<[^<>\\n]{0,64}>?$',
    '^\\[[A-Z_ -]{2,40}\\]$',
    '^__[A-Z_]{4,60}__$',
    '^--?[a-z][a-z-]{1,30}$',
    '^%[-\\d.]{0,6}[a-zA-Z]',
    '^AWS4-HMAC-SHA256$',
    '^(?:process\\.env|import\\.meta\\.env|os\\.environ|os\\.getenv|System\\.getenv|Deno\\.env|ENV)\\b',
    '^(?:env|file|exec|keychain|vault|op|secret|secretref|aws-sm|gcp-sm|ssm|arn|sops|doppler|bws|infisical|keyring|pass)://?\\S*$',
    '^(?:env|file|exec|keychain|keyring|secretref):[A-Za-z0-9_./:-]+$',
    '^(?:secrets|vars|var|local|module|config|settings|args|opts|options|this|self|ctx|env|params|input|data)\\.[A-Za-z_][\\w.]*$',
    '^[A-Za-z_][\\w.]{0,60}\\($',
    '^[A-Za-z_][\\w.]{0,60}\\([\\w\\s,.\'"]{0,60}\\)$',
    // masks of any make
    '^[*•●xX.…_#-]{3,}$',
    '^.{0,2}(?:\\*{2,}|•{2,}|…|\\.{2,}).{0,2}$',
    '^\\(?(?:redacted|hidden|masked|filtered|removed|omitted|secret|sensitive)\\)?$',
    '^\\[(?:redacted|hidden|masked|filtered|removed|omitted|secret|sensitive|protected)[^\\]]{0,32}\\]$',
    // what documents show instead of a value
    '^(?:your|my|the|some|a|insert|enter|paste|put|replace|change)[-_ ](?:[a-z]+[-_ ]){0,4}(?:token|key|secret|password|here|me|it|value|credential)s?(?:[-_ ]here)?$',
    'not[-_ ]a[-_ ]real',
    '^(?:redacted|example|placeholder|changethis|replace-?me)$',
  ].join('|'),
  'i',
);

/** What examples say of themselves, in the middle of them too. */
const EXAMPLE_WORDS = /example|sample|placeholder|dummy|x{6,}|1234-1234/gi;
/** As much that still looks generated once those words are out is a secret with a word in it. */
const ENOUGH = 16;

/** Values that examples are made of: `AKIA…EXAMPLE`, `xxxxxxxx`, `aaaaaaaa`, `00000000`. */
export function isDummy(value: string): boolean {
  if (
    /EXAMPLE(?:KEY)?$|^[A-Za-z]{2,12}[-_]1234567890$|(?:^|[._-])(?:example|sample|placeholder|dummy)$/i.test(
      value,
    )
  )
    return true;
  if (/EXAMPLE|x{6,}|1234-1234/i.test(value)) {
    const rest = value.replace(EXAMPLE_WORDS, '').replace(/^[A-Za-z]{2,12}[-_]/, '');
    if (rest.length < ENOUGH || !looksRandom(rest)) return true;
  }
  const body = value.replace(/^[A-Za-z]{2,12}[-_]/, '');
  if (body.length < 8) return false;
  const seen = new Set<string>();
  for (const char of body) if (seen.add(char).size > 4) return false;
  return seen.size <= 2 || body.length >= 20;
}

/** How the names of files end that builds and browsers make. */
const FILE_ENDING =
  /\.(?:[cm]?[jt]sx?|json|png|gif|jpe?g|svg|webp|avif|ico|css|html?|map|log|txt|md|zip|tgz|gz|db|wasm|woff2?|ttf|otf|eot|mp[34])\b/y;

/** Whether a file's ending begins at `at`: what stands before it is a name. */
export function isFileEnding(text: string, at: number): boolean {
  FILE_ENDING.lastIndex = at;
  return FILE_ENDING.test(text);
}

/** No state, reference or example is longer, in characters. */
const LONGEST_HARMLESS = 512;

/** Whether what stands after a strong name is plainly no secret. `kind` is what the name announces. */
export function isHarmless(value: string, kind: Kind): boolean {
  if (value.length > LONGEST_HARMLESS) return isDummy(value.slice(0, LONGEST_HARMLESS));
  const bare = value.replace(/[.,;:!?)\]}\\]{1,8}$/, '');
  if (bare.length < 2) return true;
  const lower = bare.toLowerCase();
  if ((bare.length < 24 && STATES_ELSEWHERE.test(bare)) || (kind === 'token' && PARSER_WORDS.test(bare)))
    return true;
  if (VOCABULARY.has(lower) || REFERENCE.test(value) || REFERENCE.test(bare) || isDummy(value)) return true;
  // `signature=` in a list of parameters
  if (/^[a-z]{2,20}=$/.test(bare)) return true;
  if (
    kind !== 'password' &&
    kind !== 'code' &&
    /^\d{1,7}(?:\.\d+)?(?:[a-zA-Z]{1,2}|%)?(?:\/\S*)?$/.test(bare)
  )
    return true;
  if (kind === 'credential' && /^[A-Za-z]{1,24}$/.test(bare)) return true;
  if (isState(bare) || isSecretName(bare) || isLocation(bare)) return true;
  return kind === 'code' && !(/\d/.test(bare) ? /^[A-Za-z0-9-]{4,64}$/ : /^[A-Z-]{6,24}$/).test(bare);
}

/**
 * Source code where a value would stand: `jwt.sign({`, `key.publicKey`, `dbPassword`. Letters alone are no generated
 * secret, and people's passwords have no dots, calls or names of secrets in them.
 */
export function isCode(value: string): boolean {
  return (
    /^[A-Za-z_$][\w$.]{0,60}\((?!.*\d.*\d)/.test(value) ||
    /^[A-Za-z_$][A-Za-z_$]*(?:\.[A-Za-z_$]+)+[,;)]*$/.test(value) ||
    /^[a-z]+(?:[A-Z][a-z]+)*(?:Token|Secret|Passw(?:or)?d|Key|Stream|Config)[,;)]*$/.test(value)
  );
}

/** Two to five plain words joined up, one of them from the vocabulary: `not_configured`, `token-mismatch`. */
function isState(value: string): boolean {
  if (!/^[A-Za-z]+(?:[-_ /][A-Za-z]+){1,4}$/.test(value)) return false;
  return value
    .toLowerCase()
    .split(/[-_ /]/)
    .some((word) => VOCABULARY.has(word) && word !== 'openclaw');
}

/** The name of a variable or setting that holds the secret: `ANTHROPIC_API_KEY`, `channels.slack.botToken`. */
function isSecretName(value: string): boolean {
  return (
    /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][A-Za-z]*(?:\.[a-zA-Z*][\w*-]*)+)$/.test(value) &&
    !looksRandom(value) &&
    isSecretKeyName(value)
  );
}

/** A path, or an address without anything in it that would open a door. */
function isLocation(value: string): boolean {
  if (/^(?:\/|~\/|\.{1,2}\/|[A-Za-z]:\\)[\w.@ -]+(?:[/\\][\w.@ -]+)*[/\\]?$/.test(value))
    return !looksRandom(value);
  // `LoadCredential=gw-token:/run/keys/gw`: a name and where it is kept
  if (/^[A-Za-z][\w.-]{0,64}:\/[\w.@-]+(?:\/[\w.@-]+)+$/.test(value)) return !looksRandom(value);
  const address = /^[a-z][a-z+.-]{1,20}:\/\/([^\s@]*)$/.exec(value)?.[1];
  return (
    address !== undefined &&
    !/[?&#;][\w.-]+=/.test(address) &&
    !address.split(/[/.?#]/).some((part) => part.length >= 12 && looksRandom(part))
  );
}

/** Whether a value goes on as a sentence: `password must be set`, `token for this client is gone`. */
export function isSentence(text: string): boolean {
  const parts = text.split(/[\s,;:.!?()]+/, 12).filter(Boolean);
  return parts.length >= 2 && parts.some((part) => SENTENCE.test(part));
}

/** Something generated: long and random, or an identifier that only its neighbourhood can make a secret. */
export function isTokenLike(value: string): boolean {
  if (value.length < 12) return false;
  if (isPlainIdentifier(value))
    return value.length >= 32 || (/^[0-9a-f]{16,}$/i.test(value) && !/^\d+$/.test(value));
  return looksRandom(value);
}

/** Something a person or a generator made up: letters and digits or signs mixed, no version, path, time or address. */
export function isPasswordLike(value: string): boolean {
  if (value.length < 6 || !/\d/.test(value) || !/\p{L}/u.test(value)) return false;
  return !isOrdinary(value);
}

/** Versions, models, times, sizes, addresses, paths, dotted and numbered names: mixed, and no passwords. */
function isOrdinary(value: string): boolean {
  return (
    /^v?\d+(?:[.:-]\d+)+(?:[-+.][\w.+-]*)?$/i.test(value) ||
    /^\d{4}-\d{2}-\d{2}[T ]?/.test(value) ||
    /^[\d.,]+(?:[a-zA-Z%µ]{1,8})?(?:\/\S*)?$/.test(value) ||
    /^(?:[a-z]+:)?\/\/|^[./~]|^[A-Za-z]:\\|^[\w-]+\/[\w./:@-]+$/.test(value) ||
    /^[\w.-]+:\d{1,5}$/.test(value) ||
    /^[A-Za-z]+(?:[-_.][A-Za-z]+)*[-_.]?\d{0,3}$/.test(value) ||
    /^[A-Z]+[A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) ||
    (/^[\w.@-]+$/.test(value) && /^[a-z]/.test(value) && /[-_.@]/.test(value) && !looksRandom(value))
  );
}
