/**
 * @module redaction/personal
 * People in the evidence: mail addresses, phone numbers and chat ids made of them, public addresses, hardware
 * addresses, the user in a home path. What diagnosis reads stays: loopback and private addresses, service
 * accounts, versions that look like addresses.
 */
import { type Find, RANK, type Span } from './span.ts';

/** Finds personal data. Each search begins at the one mark that such data cannot be without. */
export const findPersonal: Find = (text, found) => {
  findAtSigns(text, found);
  findPhones(text, found);
  findIPv4(text, found);
  findIPv6AndMac(text, found);
  findHomes(text, found);
};

const LOCAL = /(?<![\w.+%@/-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}$/;
const DOMAIN = /@((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w@-])/y;
/** `https://user:password@host`: what the address holds is found with it. */
const IN_ADDRESS = /:\/\/[^\s/]*$/;
/** `getty@tty1.service`, `icon@2x.png`, `svc@db.internal`: an @ that makes no address of a person. */
const NO_PERSON =
  /\.(?:service|socket|timer|mount|target|slice|scope|path|device|conf|git|js|mjs|cjs|ts|json|jsonl|md|sh|py|png|jpg|svg|css|html|log|lock|tgz|gz|yml|yaml|toml|internal|local|lan|localdomain|localhost|cluster|svc)$/i;

/** `4915112345678@s.whatsapp.net`, with a device suffix or in a group's name. */
const CHAT_HOST = /@(?:s\.whatsapp\.net|c\.us|g\.us|lid)\b/y;
const CHAT_USER = /(?<!\d)(\d{7,20})(?:-\d{6,12})?(?::\d{1,3})?$/;

function findAtSigns(text: string, found: Span[]): void {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const before = text.slice(Math.max(0, at - 200), at);
    CHAT_HOST.lastIndex = at;
    if (CHAT_HOST.test(text)) {
      const number = CHAT_USER.exec(before);
      if (!number) continue;
      const start = at - before.length + number.index;
      found.push({ start, end: start + (number[1] as string).length, kind: 'phone', rank: RANK.personal });
      continue;
    }
    DOMAIN.lastIndex = at;
    const domain = DOMAIN.exec(text);
    const local = domain && LOCAL.exec(before)?.[0];
    if (!local || local === 'git' || IN_ADDRESS.test(before) || NO_PERSON.test(domain[1] as string)) continue;
    const end = at + domain[0].length;
    // `deploy@host.example:path` is a place to copy to
    if (text[end] === ':' && /[\w/~]/.test(text[end + 1] ?? '')) continue;
    found.push({ start: at - local.length, end, kind: 'email', rank: RANK.personal });
  }
}

/** E.164 with its plus, spaced as people do. */
const PHONE = /\+[1-9](?:[ .()/-]{0,2}\d){7,14}(?!\w)/y;
/** A bare number where a phone channel or label announces it. */
const LONG_NUMBER = /[1-9]\d{8,14}(?![\d\w.-])/g;
const PHONE_LABEL =
  /(?:\b(?:whatsapp|signal|imessage|sms|phone(?: ?number)?|mobile|msisdn|tel|handy|telefon)\b|电话|手机|号码)["']?[^\n\d+]{0,24}[:= ]["']?$/i;
const LABEL_BACK = 48;

function findPhones(text: string, found: Span[]): void {
  for (let at = text.indexOf('+'); at >= 0; at = text.indexOf('+', at + 1)) {
    if (/[\w+./-]/.test(text[at - 1] ?? '')) continue;
    PHONE.lastIndex = at;
    const hit = PHONE.exec(text);
    if (hit) found.push({ start: at, end: at + hit[0].length, kind: 'phone', rank: RANK.personal });
  }
  for (const hit of text.matchAll(LONG_NUMBER)) {
    if (/\d/.test(text[hit.index - 1] ?? '')) continue;
    // a time in milliseconds has as many digits
    if (/^1[5-9]\d{11}$/.test(hit[0])) continue;
    if (!PHONE_LABEL.test(text.slice(Math.max(0, hit.index - LABEL_BACK), hit.index))) continue;
    found.push({ start: hit.index, end: hit.index + hit[0].length, kind: 'phone', rank: RANK.personal });
  }
}

const IPV4 = /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\w|\.\d|-\w)/g;
const VERSION_BEFORE = /(?:version|release|\bv|ver|@|[a-z]+\/)[ :="]{0,3}$/i;
/** Public resolvers, and the numbers of chapters and versions. */
const SINGLE_DIGITS = /^\d(?:\.\d){3}$/;

function findIPv4(text: string, found: Span[]): void {
  for (const hit of text.matchAll(IPV4)) {
    if (/[\w.#-]/.test(text[hit.index - 1] ?? '')) continue;
    const parts = hit[0].split('.').map(Number);
    if (parts.some((part) => part > 255) || isKeptIPv4(parts) || SINGLE_DIGITS.test(hit[0])) continue;
    const before = text.slice(Math.max(0, hit.index - 16), hit.index);
    if (VERSION_BEFORE.test(before) && !/\/\/$/.test(before)) continue;
    found.push({ start: hit.index, end: hit.index + hit[0].length, kind: 'ip', rank: RANK.personal });
  }
}

/** "This host", private, shared (Tailscale), loopback, link-local, documentation, benchmark, multicast (RFC 6890). */
function isKeptIPv4([a = 0, b = 0, c = 0]: number[]): boolean {
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || (b === 0 && c === 2))) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113)
  );
}

/** What only IPv6 and hardware addresses have: a double colon, or three groups of hex between colons or dashes. */
const COLONS =
  /::|:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:|-[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-/g;
const GROUPS_BEFORE = /(?<![\w:.-])[0-9A-Fa-f:-]{1,40}$/;
const GROUPS_AFTER = /[0-9A-Fa-f:-]{0,40}(?![\w:])/y;
const MAC = /^(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$|^(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}$/;

/** The number of a certificate is written like the address of a card. */
const SERIAL = /serial(?:[ _-]?(?:number|no\.?|nr\.?))?["']?\s{0,4}[:=]?\s{0,24}$|fingerprint[^\n]{0,24}$/i;

function findIPv6AndMac(text: string, found: Span[]): void {
  let done = 0;
  for (const hit of text.matchAll(COLONS)) {
    if (hit.index < done) continue;
    const head = GROUPS_BEFORE.exec(text.slice(Math.max(0, hit.index - 41), hit.index))?.[0];
    GROUPS_AFTER.lastIndex = hit.index;
    const tail = GROUPS_AFTER.exec(text)?.[0];
    if (head === undefined || tail === undefined) continue;
    const start = hit.index - head.length;
    const value = (head + tail).replace(/[:-]$/, (mark) => (tail.endsWith('::') ? mark : ''));
    const end = start + value.length;
    done = end;
    if (MAC.test(value)) {
      if (SERIAL.test(text.slice(Math.max(0, start - 48), start))) continue;
      if (!/^(?:ff[:-]?){6}$|^(?:00[:-]?){6}$/i.test(value))
        found.push({ start, end, kind: 'mac', rank: RANK.personal });
    } else if (isPublicIPv6(value)) found.push({ start, end, kind: 'ip', rank: RANK.personal });
  }
}

/** Global unicast addresses are `2000::/3`; all else is loopback, local, private or no address at all. */
function isPublicIPv6(value: string): boolean {
  const groups = value.split(':');
  const gaps = value.split('::').length - 1;
  if (gaps > 1 || groups.length > 8 || (gaps === 0 && groups.length !== 8)) return false;
  return (
    /^[23][0-9a-f]{3}$/i.test(groups[0] ?? '') &&
    groups.every((group) => /^[0-9a-f]{0,4}$/i.test(group)) &&
    groups.filter(Boolean).length >= 2
  );
}

/** Where the homes of a system begin. */
const HOMES = /[\\/]home[\\/]|[\\/]{1,2}Users[\\/]|:Users:|(?<=[\s/"'`=\\])-(?:home|Users)-/g;
const USER = /[\\/]{0,3}([^\s\\/"'`:;,<>()[\]{}|*?$&#]{1,64})/y;
/** What stands before: nothing, a drive, or other roots. */
const HOMES_BEFORE = /(?:^|[^\w.-]|\/(?:var|usr|export|mnt\/[a-z])|[A-Za-z]:\\{0,3})$/;
/** Roots that a system mounts homes below; those of web pages and packages are none. */
const OTHER_ROOT = /(?:^|[\s"'`=(,>:])(?:\\{2,4}[?.]\\{1,2})?(?:[A-Za-z]:)?(?:[\\/]{1,4}[\w.$-]{1,32}){1,4}$/;
const PAGES =
  /:\/\/|(?:^|[\\/])(?:api|v\d|app|apps|www|web|dist|src|lib|assets|static|public|routes|pages|views|components|docs|site|node_modules)(?:[\\/]|$)/i;
/** Accounts of services and images, and what is no account: they name nobody. */
const NOBODY =
  /^(?:openclaw|clawd|clawdbot|moltbot|node|app|ubuntu|debian|ec2-user|admin|administrator|root|runner|vagrant|pi|user|username|you|me|yourname|deploy|service|svc|shared|public|default|all users|default user|docker|podman|linuxbrew|git|www|www-data|nobody|coder|codespace|vscode|jenkins|gitlab-runner|opc|azureuser|core|nixos|\.{1,2}|.*[.…]{2,}.*|~)$/i;

function findHomes(text: string, found: Span[]): void {
  for (const hit of text.matchAll(HOMES)) {
    const before = text.slice(Math.max(0, hit.index - 96), hit.index);
    if (!HOMES_BEFORE.test(before) && !(OTHER_ROOT.test(before) && !PAGES.test(lastPath(before)))) continue;
    if (hit[0].startsWith('-')) {
      const joined = /[A-Za-z][\w.]{0,63}(?=-)/y;
      joined.lastIndex = hit.index + hit[0].length;
      const user = joined.exec(text)?.[0];
      if (user !== undefined && !NOBODY.test(user))
        found.push({
          start: joined.lastIndex - user.length,
          end: joined.lastIndex,
          kind: 'user',
          rank: RANK.personal,
        });
      continue;
    }
    USER.lastIndex = hit.index + hit[0].length;
    const user = USER.exec(text)?.[1];
    if (user === undefined || NOBODY.test(user)) continue;
    const end = USER.lastIndex;
    found.push({ start: end - user.length, end, kind: 'user', rank: RANK.personal });
  }
}

/** The path that a text ends with. */
function lastPath(before: string): string {
  return /[^\s"'`=(,>]*$/.exec(before)?.[0] ?? '';
}
