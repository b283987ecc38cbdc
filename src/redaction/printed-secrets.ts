/**
 * @module redaction/printed-secrets
 * What a command prints when it was asked for a secret: `$ openclaw config get gateway.auth.token` and the bare
 * value on the next line. Only the command says what that line is.
 */
import { isHarmless, isPasswordLike, isSentence, isTokenLike } from './harmless-values.ts';
import { isSecretKeyName } from './key-names.ts';
import { type Find, RANK } from './span.ts';

/** A shell prompt with a command, and the line below. */
const PROMPT =
  /^(?:(?:[^\n$#>%❯]{0,80}[^\n$#>%❯(])?[$#>%❯]|\+{1,3}|PS [A-Z]:[^\n>]{0,80}>)[ \t]+(\S[^\n]{3,400})\r?\n(?!\s*[$#>%❯])([^\n]{4,4096})/gm;
/** The command that prints one setting, wherever it is quoted: without a prompt, in a sentence, in a script's trace. */
const CONFIG_GET = /^([^\n]{0,160}\bconfig get [^\n]{3,200})\r?\n(?!\s*[$#>%❯])([^\n]{4,4096})/gm;
const MAY_PRINT =
  /[$#>%❯+][ \t]{1,4}[a-zA-Z.][^\n]{0,160}(?:get|show|echo|print|read|cat|jq|yq|view|reveal|config|token|pass|op|bw|vault|secret|rand|key)/;

const PRINTS =
  /\b(?:get|show|echo|printenv|print|read|cat|jq|yq|view|reveal|inspect|config|Get-\w+|Write-Output|-field=|-p)\b|^(?:pass|op|bw|vault|gopass|security|secret-tool)\b/;
const CHANGES = /\b(?:set|unset|put|patch|apply|create|rotate|reload|delete|rm)\b/;
/** Commands that are known for printing nothing else. */
const PRINTS_SECRETS =
  /auth token|print-access-token|print-identity-token|get-access-token|get-login-password|rand -(?:hex|base64)|find-generic-password|pwgen|apg|mkpasswd|token create|create-token|generate[-_ ]?(?:token|key|secret)|gen(?:key|psk)\b|\bdashboard --token/;
/** What only changes how a secret is printed. */
const FILTERS = /\s+\|\s*(?:base64 -{1,2}d\w*|tr .*|cat|head .*|xxd.*|jq -r \.)\s*$/;

/** Places whose last name says nothing by itself. */
const SECRET_PLACE =
  /(?:^|[./])secrets?\/[\w.-]+$|\.(?:auth\.value|headers\.[\w-]+|tls\.key|serviceAccount|profiles\.[\w-]+\.key)$/;

/** The head of the next section: the command printed nothing that is shown. */
const SECTION = /^(?:={2,}|-{2,}|#{1,6}|\*{2,}|~{3,})\s/;
/** An answer in words, or in structure, which other layers read. */
const ANSWER =
  /^(?:\{|\[|error|warn|usage|config path|not found|no such|unknown|cannot|cat:|bash:|sh:|zsh:|jq:)|:\s/i;

/** Finds values that a command printed. */
export const findPrintedSecrets: Find = (text, found) => {
  const commands = MAY_PRINT.test(text) ? [...text.matchAll(PROMPT)] : [];
  if (text.includes('config get ')) commands.push(...text.matchAll(CONFIG_GET));
  for (const hit of commands) {
    const [whole, command = '', below = ''] = hit;
    if (!printsSecret(command.replace(FILTERS, ''))) continue;
    const line = below.trim();
    const value = line.replace(/^(["'])(.*)\1$/, '$2');
    if (!isPrinted(value)) continue;
    const indent = below.length - below.trimStart().length;
    const start = hit.index + whole.length - below.length + indent + (line.length - value.length) / 2;
    found.push({ start, end: start + value.length, kind: 'secret', rank: RANK.assignment });
  }
};

function printsSecret(command: string): boolean {
  if (PRINTS_SECRETS.test(command)) return true;
  if (!PRINTS.test(command) || CHANGES.test(command)) return false;
  const names = command.replace(/^\S+/, '').match(/[$.\w[\]{}:/-]{3,}/g) ?? [];
  return names.some((name) => isSecretPlace(name.replace(/[[\]{}]/g, '')));
}

/** `.gateway.auth.token`, `$GW_TOKEN`, `/run/secrets/gw`, `models.providers.main.request.headers.work`. */
function isSecretPlace(name: string): boolean {
  const path = name.replace(/^-{1,2}[\w-]+=/, '').replace(/^[.$]+/, '');
  return isSecretKeyName(path) || SECRET_PLACE.test(path);
}

/** A value on its own line. */
function isPrinted(value: string): boolean {
  if (value.length < 4 || SECTION.test(value) || isHarmless(value, 'password')) return false;
  if (isTokenLike(value)) return true;
  if (ANSWER.test(value)) return false;
  if (/\s/.test(value)) return value.split(/\s+/).length <= 8 && !isSentence(value);
  return value.length >= 6 || isPasswordLike(value);
}
