/**
 * The table of desks in src/tickets/README.md, made from what the kinds say of themselves, so that it can neither promise
 * what a desk cannot do nor forget a setting.
 *
 *   node infra/desks.ts      writes it
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { DESK_KINDS } from '../src/tickets/desks.ts';
import type { DeskKind } from '../src/tickets/kind.ts';

const README = new URL('../src/tickets/README.md', import.meta.url);
const BEGIN = '<!-- desks: written by `node infra/desks.ts` -->';
const END = '<!-- /desks -->';

/** One of each, as it may stand in DESKS; read by the test as an operator's. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  github: `[github]
repository = "acme/incidents"
app_id = "Iv23li0123456789abcd"
private_key = "$GITHUB_APP_KEY"`,
  jira: `[jira]
url = "https://acme.atlassian.net"
email = "bot@acme.example"
token = "$JIRA_TOKEN"
project = "OPS"
issue_type = "Incident"`,
  linear: `[linear]
team = "OPS"
api_key = "$LINEAR_KEY"`,
  pagerduty: `[pagerduty]
service = "PSERV1"
from = "bot@acme.example"
client_id = "$PAGERDUTY_CLIENT"
client_secret = "$PAGERDUTY_SECRET"
subdomain = "acme"`,
  'pagerduty-events': `[pagerduty-events]
routing_key = "$PAGERDUTY_ROUTING_KEY"
subdomain = "acme"`,
  zendesk: `[zendesk]
url = "https://acme.zendesk.com"
client_id = "openclaw"
client_secret = "$ZENDESK_SECRET"`,
  servicenow: `[servicenow]
url = "https://acme.service-now.com"
client_id = "$SERVICENOW_CLIENT"
client_secret = "$SERVICENOW_SECRET"`,
  webhook: `[webhook]
url = "https://desk.acme.example/hooks/openclaw"
secrets = "$HOOK_SECRET"`,
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const INTERNAL = {
  always: 'always internal',
  'by-choice': 'internal unless asked',
  'no-difference': 'no such difference',
} as const;

function row({ kind, title, abilities }: DeskKind): string {
  const { attaches, internal, atomic, lagMs } = abilities;
  const file = attaches === true ? 'attached' : `linked: ${attaches.because}`;
  const again = atomic
    ? 'the desk takes it once'
    : `looked up by its marker first, after ${20 + lagMs / 1000} s`;
  return `| ${title} | \`${kind}\` | ${cell(file)} | ${INTERNAL[internal]} | ${again} |`;
}

function fold(kind: DeskKind): string {
  return [
    `<details><summary><b>${kind.title}</b></summary>`,
    '',
    ...kind.remarks.map((remark) => `- ${remark}`),
    '',
    '```toml',
    EXAMPLES[kind.kind] ?? '',
    '```',
    '',
    '| setting | where its value is found |',
    '|---|---|',
    ...Object.entries(kind.where).map(([setting, where]) => `| \`${setting}\` | ${cell(where)} |`),
    '',
    '</details>',
  ].join('\n');
}

export function desksTable(): string {
  return [
    '| desk | kind | the bundle | comments | a ticket whose answer was lost |',
    '|---|---|---|---|---|',
    ...DESK_KINDS.map(row),
    '',
    ...DESK_KINDS.map(fold),
  ].join('\n');
}

/** The text with the table of today between its marks. */
export function readmeWithDesks(text: string): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`src/tickets/README.md needs ${BEGIN} and ${END}`);
  return `${text.slice(0, from)}${BEGIN}\n${desksTable()}\n${text.slice(to)}`;
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(README, readmeWithDesks(readFileSync(README, 'utf8')));
