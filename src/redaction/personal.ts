/**
 * @module redaction/personal
 * People in the evidence: mail addresses, phone numbers and chat ids made of them, public addresses, hardware
 * addresses, the user in a home path. What diagnosis reads stays: loopback and private addresses, service
 * accounts, versions that look like addresses.
 */
import { type Find, RANK, type Span } from './span.ts';

/** Finds personal data. */
export const findPersonal: Find = (text, found) => {
  if (text.includes('@')) {
    findMail(text, found);
    findChatIds(text, found);
  }
  findPhones(text, found);
  findIPv4(text, found);
  findIPv6AndMac(text, found);
  findHomes(text, found);
};

const MAIL =
  /(?<![\w.+%@/-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w@-])/g;
/** `getty@tty1.service`, `icon@2x.png`, `git@github.com:owner/name`: an @ that makes no address. */
const NO_MAIL_ENDING =
  /\.(?:service|socket|timer|mount|target|slice|scope|path|device|conf|git|js|mjs|cjs|ts|json|jsonl|md|sh|py|png|jpg|svg|css|html|log|lock|tgz|gz|yml|yaml|toml|internal|local|lan|localdomain|localhost|cluster|svc|net)$/i;

function findMail(text: string, found: Span[]): void {
  for (const hit of text.matchAll(MAIL)) {
    const end = hit.index + hit[0].length;
    if (NO_MAIL_ENDING.test(hit[1] as string) && !/\.net$/i.test(hit[1] as string)) continue;
    if (/^(?:s\.whatsapp\.net|c\.us|g\.us|lid)$/.test(hit[1] as string)) continue;
    if (/^git@/.test(hit[0]) || (text[end] === ':' && /[\w/]/.test(text[end + 1] ?? ''))) continue;
    found.push({ start: hit.index, end, kind: 'email', rank: RANK.personal });
  }
}

/** `4915112345678@s.whatsapp.net`, with a device suffix or in a group's name. */
const CHAT_ID = /(?<!\d)(\d{7,20})(?:-\d{6,12})?(?::\d{1,3})?@(?:s\.whatsapp\.net|c\.us|g\.us|lid)\b/g;

function findChatIds(text: string, found: Span[]): void {
  for (const hit of text.matchAll(CHAT_ID)) {
    found.push({
      start: hit.index,
      end: hit.index + (hit[1] as string).length,
      kind: 'phone',
      rank: RANK.personal,
    });
  }
}

/** E.164 with its plus, spaced as people do; and a bare number where a phone channel or label announces it. */
const PHONE =
  /(?<![\w+.:/=-])(?<!sha\d{1,3}-\S{0,90})\+[1-9](?:[ .()/-]{0,2}\d){7,14}(?![\d\w])|(?<==|:|\/)\+[1-9]\d{7,14}(?!\w)/g;
const LABELLED_PHONE =
  /(?:\b(?:whatsapp|signal|imessage|sms|phone(?: ?number)?|mobile|msisdn|tel|handy|telefon)\b|电话|手机|号码)["']?[^\n\d+]{0,24}[:= ]["']?(\+?[1-9]\d{8,14})(?![\d\w.-])/gi;

function findPhones(text: string, found: Span[]): void {
  if (text.includes('+')) {
    for (const hit of text.matchAll(PHONE)) {
      found.push({ start: hit.index, end: hit.index + hit[0].length, kind: 'phone', rank: RANK.personal });
    }
  }
  for (const hit of text.matchAll(LABELLED_PHONE)) {
    const number = hit[1] as string;
    // a time in milliseconds has as many digits
    if (/^1[5-9]\d{11}$/.test(number)) continue;
    const end = hit.index + hit[0].length;
    found.push({ start: end - number.length, end, kind: 'phone', rank: RANK.personal });
  }
}

const IPV4 = /(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w]|\.\d|-[a-z])/g;
/** Public resolvers that everybody names. */
const WELL_KNOWN = new Set(['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4', '9.9.9.9']);

function findIPv4(text: string, found: Span[]): void {
  for (const hit of text.matchAll(IPV4)) {
    const parts = hit.slice(1, 5).map(Number);
    if (parts.some((part) => part > 255) || isKeptIPv4(parts) || WELL_KNOWN.has(hit[0])) continue;
    if (
      /(?:version|release|\bv|ver|@|chrome\/|safari\/|webkit\/|firefox\/|opr\/|edg\/)[ :="]{0,3}$/i.test(
        text.slice(Math.max(0, hit.index - 16), hit.index),
      )
    )
      continue;
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

/** Anything that could be an IPv6 or hardware address: hex groups with at least two colons (or five dashes). */
const COLONS =
  /(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4})?(?![\w:])|(?<![\w-])(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}(?![\w-])/g;

function findIPv6AndMac(text: string, found: Span[]): void {
  for (const hit of text.matchAll(COLONS)) {
    const value = hit[0];
    const end = hit.index + value.length;
    if (/^(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$/.test(value)) {
      if (!/^(?:ff[:-]?){6}$|^(?:00[:-]?){6}$/i.test(value))
        found.push({ start: hit.index, end, kind: 'mac', rank: RANK.personal });
    } else if (isPublicIPv6(value)) found.push({ start: hit.index, end, kind: 'ip', rank: RANK.personal });
  }
}

/** Global unicast addresses are `2000::/3`; all else is loopback, local, private or no address at all. */
function isPublicIPv6(value: string): boolean {
  const groups = value.split(':');
  const gaps = value.split('::').length - 1;
  if (gaps > 1 || groups.length > 8 + gaps || (gaps === 0 && groups.length !== 8)) return false;
  return /^[23][0-9a-f]{3}$/i.test(groups[0] ?? '') && groups.filter(Boolean).length >= 2;
}

const HOME =
  /((?:^|[^\w.-])(?:file:\/\/)?\/(?:home|Users|var\/home|export\/home|usr\/home)\/|[A-Za-z]:(?:\\{1,4}|\/)Users(?:\\{1,4}|\/)|\\{1,4}Users\\{1,4}|\/mnt\/[a-z]\/Users\/)([^\s\\/"'`:;,<>()[\]{}|*?$&#]{1,64})/g;
/** Accounts of services and images, and what is no account: they name nobody. */
const SERVICE_ACCOUNT =
  /^(?:openclaw|clawd|clawdbot|moltbot|node|app|ubuntu|debian|ec2-user|admin|administrator|root|runner|vagrant|pi|user|username|you|me|yourname|<.*|deploy|service|svc|shared|public|default|all users|default user|docker|podman|linuxbrew|git|www|www-data|nobody|coder|codespace|vscode|jenkins|gitlab-runner|opc|azureuser|core|nixos|\.\.?|.*[.…]{2,}.*|~)$/i;

function findHomes(text: string, found: Span[]): void {
  if (!/home\/|Users/.test(text)) return;
  for (const hit of text.matchAll(HOME)) {
    const user = hit[2] as string;
    if (SERVICE_ACCOUNT.test(user)) continue;
    const end = hit.index + hit[0].length;
    found.push({ start: end - user.length, end, kind: 'user', rank: RANK.personal });
  }
}
