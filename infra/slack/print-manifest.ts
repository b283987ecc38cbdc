/**
 * What `npm run -s manifest` prints for a command line: the Slack app's manifest, each permission with its
 * reason, or what is wrong with the command line.
 */
import { parseArgs } from 'node:util';
import { SLASH_COMMAND, SLASH_COMMAND_WORDS } from '../../src/settings.ts';
import { type ManifestOptions, manifest } from '../../src/slack/manifest.ts';
import { BOT_EVENTS, BOT_SCOPES } from '../../src/slack/scopes.ts';
import { yaml } from './yaml.ts';

const HELP = `Prints the manifest of the Slack app: what it may do and why, its command, its events.

  npm run -s manifest -- [--command /incident] [--url https://bot.example.org] [--name "OpenClaw incidents"] [--json]

  --command   the slash command; /openclaw when left out. Set SLACK_COMMAND to the same for the bot.
              OpenClaw's own Slack app registers /openclaw too: see infra/slack/README.md.
  --url       where Slack reaches the bot, which then answers signed requests (SLACK_SIGNING_SECRET).
              Left out: Socket Mode, the bot goes to Slack (SLACK_APP_TOKEN).
  --name      what the app is called in Slack; at most 35 characters
  --json      JSON instead of YAML, without the reasons

Exit codes: 0 printed, 2 used wrongly.
`;

/** How the printed file begins. */
const HEAD = {
  socket: `# Paste this at https://api.slack.com/apps → Create New App → From a manifest, then install the app. The bot needs
# SLACK_BOT_TOKEN (xoxb-…: OAuth & Permissions) and SLACK_APP_TOKEN (xapp-…: Basic Information → App-Level Tokens,
# scope connections:write). Made by \`npm run -s manifest\`; --help shows how to change the command or use HTTP.
`,
  http: `# Paste this at https://api.slack.com/apps → Create New App → From a manifest, then install the app. The bot needs
# SLACK_BOT_TOKEN (xoxb-…: OAuth & Permissions) and SLACK_SIGNING_SECRET (Basic Information), and must run before
# Slack will take its address. Made by \`npm run -s manifest\`.
`,
};

/** The manifest as it is printed. */
export function printed(options: ManifestOptions, json = false): string {
  const data = manifest(options);
  if (json) return `${JSON.stringify(data, null, 2)}\n`;
  const head = options.url === undefined ? HEAD.socket : HEAD.http;
  return head + yaml(data, { ...BOT_SCOPES, ...BOT_EVENTS });
}

export type Outcome = { code: 0 | 2; out: string; err: string };

/** What a command line comes to; everything that is wrong is told at once. Pure. */
export function run(args: readonly string[]): Outcome {
  const wrong = (problems: string[]): Outcome => ({
    code: 2,
    out: '',
    err: `${problems.map((problem) => `${problem}\n`).join('')}For example: npm run -s manifest -- --command /incident\n`,
  });
  let values: { command?: string; url?: string; name?: string; json?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        command: { type: 'string' },
        url: { type: 'string' },
        name: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (cause) {
    return wrong([cause instanceof Error ? cause.message : String(cause)]);
  }
  if (values.help) return { code: 0, out: HELP, err: '' };
  const { command = '/openclaw', name, json } = values;
  const url = values.url?.replace(/\/+$/, '');
  const problems: string[] = [];
  if (!SLASH_COMMAND.test(command)) problems.push(`--command ${SLASH_COMMAND_WORDS}.`);
  if (url !== undefined && !isAddress(url))
    problems.push(
      '--url must be the bot’s own address, e.g. https://bot.example.org, without /slack/events.',
    );
  if (name !== undefined && (name.trim() === '' || name.length > 35))
    problems.push('--name must have 1 to 35 characters.');
  if (problems.length > 0) return wrong(problems);
  const options = { command, ...(url === undefined ? {} : { url }), ...(name === undefined ? {} : { name }) };
  return { code: 0, out: printed(options, json), err: '' };
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, pathname } = new URL(text);
  return protocol === 'https:' && search + hash + username === '' && !pathname.endsWith('/slack/events');
}
