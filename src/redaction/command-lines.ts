/**
 * @module redaction/command-lines
 * Secrets that a command line or a protocol's line shows without naming them: `curl -u user:password`, `mysql
 * -p…`, `IDENTIFIED BY '…'`, `a1 LOGIN ops …`, `openclaw pairing approve telegram CODE`. One row a habit.
 */
import { isHarmless } from './harmless-values.ts';
import { type Find, type Kind, RANK, type Span } from './span.ts';

/** An argument: quoted, or up to the next white space. */
const ARGUMENT = '("[^"\\n]{1,256}"|\'[^\'\\n]{1,256}\'|[^\\s"\'`;|&<>]{1,256})';
const QUOTED = '("[^"\\n]{1,256}"|\'[^\'\\n]{1,256}\')';

/** The last group of `find` is the secret, with its quotes. */
type Habit = { find: RegExp; kind: Kind; unless?: RegExp };

function habit(find: string, kind: Kind = 'password', unless?: RegExp): Habit {
  return { find: new RegExp(find, 'gm'), kind, ...(unless ? { unless } : {}) };
}

/** An option of a command, before the next command of the line. */
function option(commands: string, flag: string, unless?: RegExp): Habit {
  return habit(`\\b(?:${commands})\\b[^\\n|;]{0,300}?\\s${flag}${ARGUMENT}`, 'password', unless);
}

const FILE_NAME = /^[\w./-]+\.\w{1,4}$/;

/** What is given with an option. */
const OPTIONS: readonly Habit[] = [
  option('curl', '(?:-u|--user|--proxy-user|-U)[ =]?', /^[^:]*$|^[a-z._-]+:$/),
  option('mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mycli', '-p'),
  option('http|https|xh|xhs', '(?:-a|--auth)[ =]', /^[^:]*$|^[a-z._-]+:$/),
  option('sshpass', '-p\\s?'),
  option('redis-cli|valkey-cli', '-a\\s+'),
  option('ldapsearch|ldapmodify|ldapadd|ldapwhoami', '-w\\s?'),
  option('smbclient|rpcclient|net', '-U\\s?[^\\s%]{1,64}%'),
  option('zip|unzip|7z|7za|rar', '-[pP]\\s?', FILE_NAME),
  option(
    'put-parameter|put-secret-value|create-secret|update-secret|secret set|secrets create',
    '(?:--value|--secret-string|--body|-b)[ =]',
  ),
  habit(
    `\\b(?:docker|podman|helm|az|skopeo|nerdctl|oras)\\b[^\\n|;]{0,60}\\blogin\\b[^\\n|;]{0,200}?\\s-p\\s+${ARGUMENT}`,
  ),
  habit(
    `\\s-(?:pass|passin|passout|passwd|k)\\s+(?:pass:)?${ARGUMENT}`,
    'password',
    /^(?:env:|file:|fd:|stdin|-)|^[a-z/.]+$/,
  ),
  habit(`\\bhtpasswd\\s+-\\w*b\\w*\\s+\\S{1,200}\\s+\\S{1,64}\\s+${ARGUMENT}`),
];
const MAY_BE_OPTION = / -(?:[UuPpawkb]|-auth|-user|-proxy-user|-value|-secret|-body)/;

/** What is said in another way. */
const SAYINGS: readonly Habit[] = [
  habit(
    `\\b(?:echo|printf)\\s+(?:-\\w+\\s+)?${ARGUMENT}\\s*\\|[^\\n]{0,160}(?:secret|passw|token|login|chpasswd|sudo -S)`,
  ),
  habit('\\bsend\\s+(?:--\\s+)?"([^"\\n\\\\]{4,128})\\\\{1,2}[rn]"', 'password', /^[a-z ]+$|^[^\d]*$|\s/),
  habit(`\\bConvertTo-SecureString\\s+(?:-String\\s+)?${QUOTED}`),
  habit(
    `\\b(?:\\w{0,40}(?:[Cc]redentials?|Auth|Authentication)|login|log_?in|authenticate|auth|sign_?[iI]n|logon)\\(\\s*["'][^"'\\n]{1,64}["']\\s*,\\s*${QUOTED}`,
  ),
  habit(`\\bauth\\s?=\\s?\\(\\s*["'][^"'\\n]{1,64}["']\\s*,\\s*${QUOTED}`),
  habit(`\\bmachine\\s+\\S{1,200}\\s+login\\s+\\S{1,200}\\s+password\\s+${ARGUMENT}`),
  habit(`\\blogin\\s+\\S{1,200}\\s+password\\s+${ARGUMENT}`, 'password', /^[a-z]+$/),
  habit(`\\bIDENTIFIED\\s+(?:WITH\\s+\\S{1,40}\\s+)?(?:BY|AS)\\s+${QUOTED}`),
  habit(`\\bPASSWORD(?:\\s+FOR\\s+\\S{1,64})?(?:\\s*[=(]\\s*|\\s+)\\(?\\s*${QUOTED}`),
  habit(`"AUTH"\\s+(?:"[^"\\n]{1,64}"\\s+)?${QUOTED}`),
  habit(
    `^(?:[-=]*>\\s?|[CS<>]:?\\s)?(?:PASS|AUTH|OPER \\S{1,64}|NICKSERV IDENTIFY|PRIVMSG NickServ :IDENTIFY|\\w{1,12} LOGIN \\S{1,64})\\s+${ARGUMENT}\\s*$`,
    'password',
    /^(?:TLS|SSL|LOGIN|PLAIN|GSSAPI|CRAM-MD5)$/,
  ),
  habit(`\\bAUTH\\s+(?:PLAIN|LOGIN|XOAUTH2)\\s+${ARGUMENT}`),
  habit('^.{0,40}334 UGFzc3dvcmQ6\\s*\\n(?:[CS<>]:?\\s)?(\\S{4,256})'),
  habit(`^::add-mask::(\\S[^\\n]{3,512})$`, 'secret'),
  habit(
    '\\b(?:pairing|devices?|nodes?)\\s+approve\\s+(?:[a-z]{2,20}\\s+)?(?:--?\\w+\\s+)?(?=[A-Z0-9-]*[A-Z])([A-Z0-9]{6,12}|[A-Z0-9]{4}-[A-Z0-9]{4})(?![\\w-])',
    'code',
  ),
  habit('\\b[Cc]ode(?: is|:)\\s+(?=[A-Z0-9]*\\d)(?=[A-Z0-9]*[A-Z])([A-Z0-9]{6,12})(?![\\w-])', 'code'),
  // login: ops / …
  habit(
    '\\b(?:[Ll]og ?in|[Cc]redentials?|[Cc]reds|[Aa]ccount|[Aa]ccess|Zugang(?:sdaten)?|Anmeldung|identifiants)\\b[^\\n/]{0,40}[\\s:]\\w[\\w.@-]{1,32}\\s{1,2}\\/\\s{1,2}(?=\\S*\\d)(?=\\S*[a-zA-Z])([^\\s/"\',;]{8,128})(?=[\\s.,;)]|$)',
    'password',
    /^[\w-]+\.\w{1,5}$|^v?\d+[.\d]*$/,
  ),
];
const MAY_BE_SAID =
  / \/ |334 |\bA(?:UTH|uth)|add-mask|approve|auth(?:enticate)? ?[=(]|ConvertTo|echo |IDENTIF|log(?:_?in|on)|LOGIN|machine|ode(?: is|:) |OPER |P(?:ASS|RIVMSG)|printf |[Cc]redentials?\(|Auth(?:entication)?\(|send |[sS]ign_?[iI]n/;

/** `.pgpass`: host:port:database:user:password */
const MAY_BE_PGPASS = /:(?:\d{3,5}|\*):[\w*-]{1,64}:[A-Za-z*]/;
const PGPASS = habit('^[\\w.*-]{1,200}:(?:\\d{3,5}|\\*):[\\w*-]{1,64}:[A-Za-z*][\\w*.-]{0,63}:(\\S{4,256})$');

/** Finds secrets by the habits of commands and protocols. */
export const findInCommandLines: Find = (text, found) => {
  if (MAY_BE_OPTION.test(text)) for (const one of OPTIONS) findHabit(one, text, found);
  if (MAY_BE_SAID.test(text)) for (const one of SAYINGS) findHabit(one, text, found);
  if (MAY_BE_PGPASS.test(text)) findHabit(PGPASS, text, found);
};

function findHabit({ find, kind, unless }: Habit, text: string, found: Span[]): void {
  for (const hit of text.matchAll(find)) {
    const written = hit.at(-1) as string;
    const value = written.replace(/^(["'])(.*)\1$/, '$2');
    const behindUser = value.slice(value.indexOf(':') + 1);
    if (unless?.test(value) || isHarmless(value, kind) || (behindUser && isHarmless(behindUser, kind)))
      continue;
    const start = hit.index + hit[0].lastIndexOf(written) + (written.length - value.length) / 2;
    found.push({ start, end: start + value.length, kind, rank: RANK.url });
  }
}
