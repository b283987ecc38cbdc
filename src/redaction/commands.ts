/**
 * @module redaction/commands
 * Secrets that a command line shows without naming them: `curl -u user:password`, `mysql -p…`, `openclaw pairing
 * approve telegram CODE`; and what a command prints when it was asked for a secret (`openclaw config get
 * gateway.auth.token`, and the bare value on the next line).
 */
import { isHarmless, isPasswordLike, isSentence, isTokenLike } from './harmless-values.ts';
import { isSecretKeyName } from './key-names.ts';
import { type Find, type Kind, RANK, type Span } from './span.ts';

/** An argument: quoted, or up to the next white space. */
const ARGUMENT = '("[^"\\n]{1,256}"|\'[^\'\\n]{1,256}\'|[^\\s"\'`;|&<>]{1,256})';

type Rule = { find: RegExp; kind: Kind; unless?: RegExp };
const FLAGS: readonly Rule[] = [
  {
    find: new RegExp(`\\bcurl\\b[^\\n|;]{0,400}?\\s(?:-u|--user|--proxy-user|-U)[ =]?${ARGUMENT}`, 'g'),
    kind: 'password',
    unless: /^[^:]*$|^[a-z._-]+:$/,
  },
  {
    find: new RegExp(
      `\\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mycli)\\b[^\\n|;]{0,200}?\\s-p${ARGUMENT}`,
      'g',
    ),
    kind: 'password',
  },
  { find: new RegExp(`\\bsshpass\\s+-p\\s?${ARGUMENT}`, 'g'), kind: 'password' },
  {
    find: new RegExp(`\\b(?:redis-cli|valkey-cli)\\b[^\\n|;]{0,200}?\\s-a\\s+${ARGUMENT}`, 'g'),
    kind: 'password',
  },
  {
    find: new RegExp(
      `\\b(?:ldapsearch|ldapmodify|ldapadd|ldapwhoami)\\b[^\\n|;]{0,300}?\\s-w\\s?${ARGUMENT}`,
      'g',
    ),
    kind: 'password',
  },
  {
    find: new RegExp(
      `\\b(?:docker|podman|helm|az|skopeo|nerdctl|oras)\\b[^\\n|;]{0,60}\\blogin\\b[^\\n|;]{0,200}?\\s-p\\s+${ARGUMENT}`,
      'g',
    ),
    kind: 'password',
  },
  {
    find: new RegExp(
      `\\b(?:smbclient|rpcclient|mount\\.cifs|net)\\b[^\\n|;]{0,200}?\\s-U\\s?[^\\s%]{1,64}%${ARGUMENT}`,
      'g',
    ),
    kind: 'password',
  },
  {
    find: new RegExp(`\\s-(?:pass|passin|passout|passwd|k)\\s+(?:pass:)?${ARGUMENT}`, 'g'),
    kind: 'password',
    unless: /^(?:env:|file:|fd:|stdin|-)|^[a-z/.]+$/,
  },
  {
    find: new RegExp(`\\bhtpasswd\\s+-\\w*b\\w*\\s+\\S{1,200}\\s+\\S{1,64}\\s+${ARGUMENT}`, 'g'),
    kind: 'password',
  },
  {
    find: new RegExp(`\\b(?:zip|unzip|7z|7za|rar)\\b[^\\n|;]{0,200}?\\s-[pP]\\s?${ARGUMENT}`, 'g'),
    kind: 'password',
    unless: /^[\w./-]+\.\w{1,4}$/,
  },
  {
    find: new RegExp(`\\bmachine\\s+\\S{1,200}\\s+login\\s+\\S{1,200}\\s+password\\s+${ARGUMENT}`, 'g'),
    kind: 'password',
  },
  {
    find: new RegExp(`\\blogin\\s+\\S{1,200}\\s+password\\s+${ARGUMENT}`, 'g'),
    kind: 'password',
    unless: /^[a-z]+$/,
  },
  {
    find: /\b(?:IDENTIFIED\s+(?:WITH\s+\S{1,40}\s+)?(?:BY|AS)|(?:WITH\s+)?(?:ENCRYPTED\s+)?PASSWORD(?:\s+FOR\s+\S{1,64})?(?:\s*[=(]|\s))\s*\(?\s*('[^'\n]{1,256}'|"[^"\n]{1,256}")/gi,
    kind: 'password',
  },
  {
    find: new RegExp(
      `^(?:PASS|AUTH|OPER \\S{1,64}|NICKSERV IDENTIFY|PRIVMSG NickServ :IDENTIFY)\\s+${ARGUMENT}\\s*$`,
      'gm',
    ),
    kind: 'password',
    unless: /^(?:TLS|SSL|LOGIN|PLAIN|GSSAPI|CRAM-MD5)$/,
  },
  { find: new RegExp(`\\bAUTH\\s+(?:PLAIN|LOGIN|XOAUTH2)\\s+${ARGUMENT}`, 'g'), kind: 'password' },
  {
    find: /\b(?:pairing|devices?|nodes?)\s+approve\s+(?:[a-z]{2,20}\s+)?(?:--?\w+\s+)?(?=[A-Z0-9-]*[A-Z])([A-Z0-9]{6,12}|[A-Z0-9]{4}-[A-Z0-9]{4})(?![\w-])/g,
    kind: 'code',
  },
  // login: ops / …
  {
    find: /\b(?:login|log in|credentials?|creds|account|access|zugang|anmeldung|zugangsdaten|identifiants)\b[^\n/]{0,40}[\s:]\w[\w.@-]{1,32}\s{0,2}\/\s{0,2}(?=\S*\d)(?=\S*[a-zA-Z])([^\s/"',;]{8,128})(?=[\s.,;)]|$)/gi,
    kind: 'password',
    unless: /^[\w-]+\.\w{1,5}$|^v?\d+[.\d]*$/,
  },
];

/** Whole lines of a known make. */
const LINES: readonly Rule[] = [
  // .pgpass: host:port:database:user:password
  {
    find: /^[\w.*-]{1,200}:(?:\d{3,5}|\*):[\w*-]{1,64}:[A-Za-z*][\w*.-]{0,63}:(\S{4,256})$/gm,
    kind: 'password',
  },
];

/** Without one of these words no rule below can find anything; nor can a prompt without a prompt's sign. */
const MAY_HAVE_FLAGS =
  / \/ |-k |-pass|7z|\bAUTH |IDENTIF|OPER |PASS(?:WORD)? |approve|cifs|curl|htpasswd|ldap|login|m(?:achine|ariadb|y(?:cli|sql))|\bnet\b|r(?:ar |edis-cli|pcclient)|s(?:mbclient|shpass)|valkey-cli|zip/;
const MAY_PRINT =
  /[$#>%❯+] {0,4}[a-zA-Z.][^\n]{0,160}(?:get|show|echo|print|read|cat|jq|yq|view|reveal|config|token|pass|op|bw|vault|secret|rand|key)/;

/** Finds secrets in command lines and in what commands printed. */
export const findInCommands: Find = (text, found) => {
  if (MAY_HAVE_FLAGS.test(text)) findByRules(FLAGS, text, found);
  findByRules(LINES, text, found);
  if (MAY_PRINT.test(text)) findPrinted(text, found);
};

function findByRules(rules: readonly Rule[], text: string, found: Span[]): void {
  for (const rule of rules) {
    for (const hit of text.matchAll(rule.find)) {
      const quoted = hit[hit.length - 1] as string;
      const value = quoted.replace(/^(["'])(.*)\1$/, '$2');
      const bare = value.slice(value.indexOf(':') + 1);
      if (rule.unless?.test(value) || isHarmless(value, 'password') || (bare && isHarmless(bare, 'password')))
        continue;
      const end = hit.index + hit[0].length;
      const start = hit[0].endsWith(quoted) ? end - quoted.length : hit.index + hit[0].lastIndexOf(quoted);
      const margin = (quoted.length - value.length) / 2;
      found.push({
        start: start + margin,
        end: start + quoted.length - margin,
        kind: rule.kind,
        rank: RANK.url,
      });
    }
  }
}

/** A shell prompt and a command that prints a secret: its last name says so, or it is known for nothing else. */
const PROMPT =
  /^(?:[^\n$#>%❯]{0,80}[$#>%❯]|\+{1,3}|PS [A-Z]:[^\n>]{0,80}>)[ \t]*(\S[^\n]{3,400})\r?\n(?!\s*[$#>%❯])([^\n]{4,4096})/gm;
const PRINTS =
  /\b(?:get|show|echo|printenv|print|read|cat|jq|yq|view|reveal|inspect|config|Get-\w+|Write-Output|-field=|-p)\b|^(?:pass|op|bw|vault|gopass|security|secret-tool)\b/;
const PRINTS_SECRETS =
  /auth token|print-access-token|print-identity-token|get-access-token|get-login-password|rand -(?:hex|base64)|find-generic-password|pwgen|apg|mkpasswd|token create|create-token|generate[-_ ]?(?:token|key|secret)|gen(?:key|psk)\b|\bdashboard --token/;

function findPrinted(text: string, found: Span[]): void {
  for (const hit of text.matchAll(PROMPT)) {
    const command = (hit[1] as string).replace(
      /\s+\|\s*(?:base64 -{1,2}d\w*|tr .*|cat|head .*|xxd.*|jq -r \.)\s*$/,
      '',
    );
    const line = (hit[2] as string).trimEnd();
    if (!printsSecret(command) || !isPrintedValue(line)) continue;
    const lead = line.length - line.trimStart().length;
    const bare = line.trim().replace(/^(["'])(.*)\1$/, '$2');
    const start =
      hit.index + hit[0].length - (hit[2] as string).length + lead + (line.trim().length - bare.length) / 2;
    found.push({ start, end: start + bare.length, kind: 'secret', rank: RANK.assignment });
  }
}

function printsSecret(command: string): boolean {
  if (PRINTS_SECRETS.test(command)) return true;
  if (
    !PRINTS.test(command) ||
    /\b(?:set|unset|put|patch|apply|create|rotate|reload|delete|rm)\b/.test(command)
  )
    return false;
  const names = command.match(/[$.\w[\]{}:/-]{3,}/g) ?? [];
  return names.slice(1).some((name) => isSecretPathText(name.replace(/[[\]{}"']/g, '')));
}

/** `.gateway.auth.token`, `$GW_TOKEN`, `/run/secrets/gw_token`, `models.providers.main.request.headers.work`. */
function isSecretPathText(name: string): boolean {
  const path = name.replace(/^-{1,2}[\w-]+=/, '').replace(/^[.$]+/, '');
  return (
    isSecretKeyName(path) ||
    /(?:^|[./])secrets?\/[\w.-]+$/.test(path) ||
    /\.(?:auth\.value|headers\.[\w-]+|tls\.key|serviceAccount|profiles\.[\w-]+\.key)$/.test(path)
  );
}

/** A value on its own line, not an answer in words. */
function isPrintedValue(line: string): boolean {
  const value = line.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (value.length < 4 || isHarmless(value, 'password')) return false;
  if (isTokenLike(value)) return true;
  if (
    /^(?:\{|\[|error|warn|usage|config path|not found|no such|unknown|cannot|cat:|bash:|sh:|zsh:|jq:)/i.test(
      value,
    ) ||
    /:\s/.test(value)
  )
    return false;
  return /\s/.test(value)
    ? value.split(/\s+/).length <= 8 && !isSentence(value)
    : value.length >= 6 || isPasswordLike(value);
}
