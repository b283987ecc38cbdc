/**
 * @module redaction/key-names
 * Which names announce a secret: `botToken`, `--gateway-password`, `AWS_SECRET_ACCESS_KEY`, `Passwort`, `令牌`.
 * And which only sound like it: `maxTokens`, `tokenizer`, `password_file`, `publicKey`, `sessionKey`.
 */
import type { Kind } from './span.ts';

/** Words that hold a secret by themselves, also at the end of a longer word (`dbpassword`, `authtoken`). */
const SECRET: Record<string, Kind> = {
  token: 'token',
  secret: 'secret',
  secrets: 'secret',
  password: 'password',
  passwords: 'password',
  passwd: 'password',
  passphrase: 'password',
  passcode: 'password',
  pwd: 'password',
  pass: 'password',
  // as people mistype and shorten it
  pword: 'password',
  pswd: 'password',
  psw: 'password',
  pasword: 'password',
  passwrd: 'password',
  passwrod: 'password',
  apikey: 'key',
  apikeys: 'key',
  authkey: 'key',
  accesskey: 'key',
  secretkey: 'key',
  privatekey: 'key',
  accountkey: 'key',
  creds: 'credential',
  credential: 'credential',
  credentials: 'credential',
};
/** Words that do so only as whole words. */
const SECRET_ALONE: Record<string, Kind> = {
  pw: 'password',
  psk: 'password',
  jwt: 'token',
  pat: 'token',
  bearer: 'token',
  authorization: 'credential',
  mnemonic: 'secret',
  otp: 'code',
  totp: 'code',
  pin: 'code',
};
const NOT_PASS = /^(?:by|com|encom|tres|under|over|sur|im|multi|single|two|one|first|second)pass$/;

/** `key` is a secret only after one of these: most keys of a program are names of something. */
const OF_SECRET_KEYS = words(
  'api access auth private priv secret signing sign encryption encrypt decryption decrypt master account shared service subscription storage ssh deploy license licence webhook hmac aes rsa root admin app application bot channel client consumer integration recovery sas cookie jwt verification identity noise adv wallet server function functions preshared pgp gpg tls ssl vapid mac',
);
/** `code` likewise. */
const OF_SECRET_CODES = words(
  'pairing setup otp verification verify authorization recovery backup invite join device user login activation mfa totp sms time bootstrap enrollment enrolment access security pin',
);
/** Two words that make a secret where neither does alone. */
const PAIRS = new Set([
  'auth tag',
  'pass phrase',
  'pass word',
  'pass code',
  'seed phrase',
  'recovery phrase',
]);

/** Last words that may name a secret: the value, or what the name stands in, decides. */
const WEAK: Record<string, Kind> = {
  key: 'key',
  keys: 'key',
  tokens: 'token',
  access: 'token',
  refresh: 'token',
  auth: 'credential',
  session: 'cookie',
  sess: 'cookie',
  sid: 'cookie',
  signature: 'key',
  sig: 'key',
  private: 'key',
  account: 'credential',
  code: 'code',
  dsn: 'credential',
  cookie: 'cookie',
  ticket: 'token',
  hmac: 'key',
  salt: 'secret',
  seed: 'secret',
  value: 'secret',
  data: 'key',
};

/** After one of these a name tells about the secret, not the secret: `tokenLength`, `password_file`. */
const ABOUT = words(
  'count counts usage used limit limits max min budget length len size sizes type types kind mode modes name names id ids identifier file files filename path paths dir directory policy policies present presence missing mismatch mismatched expired expires expiry expiration expire ttl set unset source sources ref refs reference references fingerprint thumbprint algorithm algo alg url uri urls uris endpoint endpoints host rotation rotate rotated created updated at age index idx hint hints prompt prompts required require enabled disabled enable disable valid invalid validity validation status state states error errors reason reasons format version versions scope scopes provider providers store stores manager reload owner owners field fields header headers param params supported support ok only per rate window estimate estimator budgeted cost costs price fresh freshness remaining total public pub read diagnostics command cmd helper env prefix suffix hash hashes digest checksum strength complexity lifetime duration exchange changed change changes check checks audit resolver resolution schema label description title location managed regex pattern bytes chars locked lock needed available availability issuer audience class handler resolved unresolved rules rule retry attempts generated generation plan config configured configuration list lists map selector bucket drift',
);

/** Trailing words that only tell one copy from another: `TOKEN_OLD`, `password2`, `secret_value`. */
const COPY =
  /^(?:\d+|old|new|prod|dev|test|staging|current|previous|prev|next|raw|plain|plaintext|primary|secondary|main|default|backup|value|val|base64|b64|encoded|string|str|text|data)$/;

/** In a shell the working directory, in a connection string the password: the value tells. */
const WORKING_DIRECTORY = /^(?:OLD)?PWD$/;

/**
 * Secret words of other languages, as stems; scripts without capitals or spaces have no word boundary. Latin ones in
 * alphabetical order, so that common beginnings are tested together.
 */
export const FOREIGN_SECRETS =
  'adgangskode|clave(?: de acceso)?|contrase[nñ]a|geheim(?:nis|schl)|geslo|has[lł]o|heslo|jelsz[oó]|jeton(?: d[\u2019\x27]acc[eè]s)?|kata[ _-]?sandi|kennwort|l(?:[oö]senord|ozinka)|m(?:[aậ]t[ _-]?kh[aẩ]u|ot[ _-]?de[ _-]?passe)|pa(?:lavra[ _-]?passe|rol[aăe]|ss(?:ord|w[oö]rt))|s(?:alasana|eg(?:redo|reto)|enha|ifre)|wachtwoord|zugangs(?:code|schl|daten)|şifre|парол|токен|секрет|гасло|κωδικ|συνθηματικ|סיסמ|كلمة[ _-]?(?:المرور|السر)|密码|密碼|口令|令牌|密钥|密鑰|秘钥|秘鑰|凭证|憑證|パスワード|トークン|秘密鍵|シークレット|暗証|비밀번호|암호|토큰|비밀키|시크릿|รหัสผ่าน|पासवर्ड|टोकन';
export const FOREIGN_KEYS =
  'avain|chave|chiave|cl[eé](?![a-z])|klucz|klíč|kulcs|nyckel|schl(?:ue|[ü])ssel|sleutel|ключ|κλειδί|מפתח|مفتاح|رمز|キー|鍵|키';

/** The same for text in plain ASCII, where most logs need no more: letters of other alphabets taken out. */
export function inAscii(alternatives: string): string {
  return alternatives
    .split(/\|(?![^(]*\))/)
    .map((one) => one.replace(/\[[^\]]*\]/g, (letters) => letters.replace(/[^\x00-\x7f]/g, '')))
    .filter((one) => /^[\x00-\x7f]*$/.test(one))
    .join('|');
}
const FOREIGN = new RegExp(FOREIGN_SECRETS, 'i');
const FOREIGN_WEAK = new RegExp(FOREIGN_KEYS, 'i');

/** Whether a word between a name and a value says that the value is not the secret: "the token's hash: …". */
export function isAbout(word: string): boolean {
  const small = word.toLowerCase();
  return ABOUT.has(small) && !HAPPENED.has(small);
}

/** What can be said of the secret that is then shown: "token rejected: …". */
const HAPPENED = words(
  'created updated generated changed rotated expired required invalid valid mismatch mismatched missing unset set enabled needed',
);

export type NameVerdict = { strength: 'secret' | 'weak' | 'none'; kind: Kind };
const NONE: NameVerdict = { strength: 'none', kind: 'secret' };

/** Whether a configuration, environment, header or flag name announces a secret value. */
export function isSecretKeyName(name: string): boolean {
  return judgeName(name).strength === 'secret';
}

/**
 * What a name says about its value: `secret` (mask it unless it is plainly none), `weak` (mask it where the
 * value or the surroundings say so too), `none`. Of a dotted path the last segment counts.
 */
export function judgeName(name: string): NameVerdict {
  const own = name.slice(Math.max(name.lastIndexOf('.', name.length - 2), name.lastIndexOf('/')) + 1);
  if (WORKING_DIRECTORY.test(own)) return { strength: 'weak', kind: 'password' };
  const parts = wordsOf(own);
  if (parts.some((part) => part === 'public' || part === 'pub' || part === 'publickey' || part === 'pubkey'))
    return NONE;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i] as string;
    const kind = secretAt(parts, i);
    if (kind) return { strength: 'secret', kind };
    if (ABOUT.has(part) && parts.slice(0, i).some((_, k) => secretAt(parts, k))) return NONE;
  }
  const last = parts.at(-1) ?? '';
  const weak = WEAK[last];
  if (weak && (parts.length === 1 || last !== 'key' || own === own.toUpperCase())) {
    return last === 'code' && parts.length > 1 ? NONE : { strength: 'weak', kind: weak };
  }
  if (FOREIGN.test(own)) return { strength: 'secret', kind: 'secret' };
  return FOREIGN_WEAK.test(own) ? { strength: 'weak', kind: 'key' } : NONE;
}

/** The kind of secret that the word at `i` names, if it does. */
function secretAt(parts: readonly string[], i: number): Kind | undefined {
  const part = parts[i] as string;
  const before = parts[i - 1] ?? '';
  if (PAIRS.has(`${before} ${part}`)) return 'secret';
  if (part === 'key' || (part === 'keys' && before !== ''))
    return OF_SECRET_KEYS.has(before) ? 'key' : undefined;
  if (part === 'code' || part === 'codes') return OF_SECRET_CODES.has(before) ? 'code' : undefined;
  const whole = SECRET[part] ?? SECRET_ALONE[part];
  if (whole || part.length < 6 || NOT_PASS.test(part)) return whole;
  const glued = GLUED.exec(part);
  return glued ? SECRET[glued[0]] : undefined;
}

const GLUED = new RegExp(
  `(?:${Object.keys(SECRET)
    .sort((a, b) => b.length - a.length)
    .join('|')})$`,
);

/** `AWSSecretKey2_old` → aws, secret, key. */
function wordsOf(name: string): string[] {
  const parts = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean);
  while (parts.length > 1 && COPY.test(parts.at(-1) as string)) parts.pop();
  return parts;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
