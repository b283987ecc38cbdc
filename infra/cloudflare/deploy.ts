/**
 * `npm run deploy`: the bot onto Cloudflare Workers. Settings are judged, the Worker is built and proved without an
 * account, and only then is anything sent; afterwards it asks the new address whether a bot answers there.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'smol-toml';
import { readSettingsFile, type Values } from './settings-file.ts';
import { smoke } from './smoke.ts';
import { lastLine, secretNames, wrangler } from './wrangler.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const TOML = 'wrangler.toml';

const HELP = `Deploys the bot to Cloudflare Workers.

  npm run deploy -- [--env production|staging] [--settings FILE] [--url URL] [--dry-run] [--json]
  npm run deploy -- --check URL [--json]

  --env       an environment of wrangler.toml; production when left out
  --settings  a file like .env, mode 0600: its values become the Worker's secrets. Left out: those that the account
              has already. JOB_SIGNING_KEY is needed; \`bot.mjs serve\` makes one in its data directory.
  --dry-run   checks the settings and builds, needs no account, sends nothing
  --url       the address of the bot, where it has one of its own; else the one that Cloudflare gives
  --check     only asks whether a bot answers at URL
  --json      one JSON object for a script

Before the first time: npx wrangler login (or CLOUDFLARE_API_TOKEN), and npx wrangler r2 bucket create openclaw-bundles
Exit codes: 0 done, 1 deployed but not all of it or it does not answer as it should, 2 nothing was deployed.

For example:
  npm run deploy -- --dry-run --settings .env.production
  npm run deploy -- --env staging --settings .env.staging
`;

type Step = { step: string; ok: boolean; says: string };
type Report = {
  environment?: string;
  dryRun?: boolean;
  deployed: boolean;
  steps: Step[];
  url?: string;
  slackRequestUrl?: string;
  manifest?: string;
  problem?: { cause: string; notDone: string; next: string };
};
type Options = {
  env: string;
  settings?: string;
  url?: string;
  check?: string;
  dryRun: boolean;
  json: boolean;
};
type Toml = { vars?: Values; env?: Record<string, { vars?: Values; name?: string }> };

/** Ends the command: nothing, or not all, was done. */
class Stop extends Error {
  readonly next: string;
  readonly notDone: string;

  constructor(cause: string, next: string, notDone = 'Nothing was deployed.') {
    super(cause);
    this.next = next;
    this.notDone = notDone;
  }
}

async function deploy(options: Options, report: Report, say: (line: string) => void): Promise<0 | 1> {
  const note = (step: string, says: string): void => {
    report.steps.push({ step, ok: true, says });
    say(`✓ ${step}: ${says}`);
  };
  if (options.check !== undefined) return answers(options.check, report, note);
  const { env, dryRun } = options;
  const toml = parse(readFileSync(join(ROOT, TOML), 'utf8')) as unknown as Toml;
  const own = toml.env?.[env];
  if (!own)
    throw new Stop(
      `${TOML} has no environment “${env}”.`,
      `Use one of: ${Object.keys(toml.env ?? {}).join(', ')}`,
    );
  note('environment', `${env}, as ${own.name}`);

  const secrets = await settings(options, own.vars ?? {}, note);
  const built = wrangler(['deploy', '--dry-run', '--minify', '--env', env, '--outdir', `dist/worker-${env}`]);
  if (!built.ok) throw new Stop(`The Worker cannot be built: ${lastLine(built.printed)}`, 'npm run check');
  const size = /Total Upload:[^\n]*/.exec(built.printed)?.[0] ?? 'built';
  note('build', size);
  if (dryRun) {
    note('deploy', 'left out (--dry-run)');
    return told(options.url ?? 'https://YOUR-WORKER.workers.dev', report, say, 0);
  }

  const sent = wrangler(['deploy', '--minify', '--env', env, '--define', define()], secrets);
  // Wrangler says so once the script is live; what comes after it (cron, address) can still be refused.
  report.deployed = sent.ok || /^Uploaded /m.test(sent.printed);
  if (!sent.ok && report.deployed)
    throw new Stop(
      `Cloudflare took the Worker, and not what belongs to it: ${lastLine(sent.printed)}`,
      'npm run deploy again once the cause is gone; npx wrangler rollback brings the version of before back.',
      'The new version serves, perhaps without its cron or its address. It was not asked whether it works.',
    );
  if (!sent.ok)
    throw new Stop(
      `Cloudflare did not take it: ${lastLine(sent.printed)}`,
      'npx wrangler whoami shows the account; the R2 bucket of wrangler.toml must exist.',
    );
  const record = sent.records.find(({ type }) => type === 'deploy');
  const targets = Array.isArray(record?.targets) ? record.targets.map(String) : [];
  const url = options.url ?? targets.find((target) => target.startsWith('https://'));
  note('deploy', `version ${record?.version_id ?? 'unknown'}`);
  if (url === undefined)
    throw new Stop(
      'It was deployed, but Cloudflare named no address that could be asked.',
      'npm run deploy -- --check https://YOUR-ADDRESS',
      'It was not asked whether it works.',
    );
  const code = await answers(url, report, note);
  return told(url, report, say, code);
}

/** What the Worker will be set to; what cannot be known without an account is said. */
async function settings({ settings: file, env, dryRun }: Options, vars: Values, note: Note): Promise<Values> {
  if (file !== undefined) {
    const read = await readSettingsFile(file, vars);
    if (!read.ok) throw new Stop(read.cause, read.next);
    const left = read.left.length > 0 ? `; of no use on Workers: ${read.left.join(', ')}` : '';
    note('settings', `${Object.keys(read.values).sort().join(', ')}${left}`);
    return read.values;
  }
  if (dryRun) {
    note('settings', 'not checked: no --settings FILE, and a dry run asks no account');
    return {};
  }
  const known = secretNames(env);
  if (!known.ok)
    throw new Stop(
      `The account cannot be asked for its secrets: ${known.why}`,
      'npx wrangler login, or --settings FILE for a first deployment.',
    );
  const missing =
    known.names.includes('JOB_SIGNING_KEY') || 'JOB_SIGNING_KEY' in vars ? [] : ['JOB_SIGNING_KEY'];
  if (known.names.includes('SLACK_BOT_TOKEN') && !known.names.includes('SLACK_SIGNING_SECRET'))
    missing.push('SLACK_SIGNING_SECRET');
  if (missing.length > 0)
    throw new Stop(
      `The Worker lacks ${missing.join(' and ')}.`,
      `npx wrangler secret put ${missing[0]} --env ${env}, or --settings FILE`,
    );
  note('settings', `on the account: ${known.names.sort().join(', ')} (their values cannot be looked at)`);
  return {};
}

type Note = (step: string, says: string) => void;

async function answers(url: string, report: Report, note: Note): Promise<0 | 1> {
  const { ok, probes } = await smoke(url);
  for (const one of probes) {
    const says = `${one.saw}, ${one.ms} ms`;
    if (one.ok) note(`asked ${one.path}`, says);
    else report.steps.push({ step: `asked ${one.path}`, ok: false, says });
  }
  if (ok) return 0;
  const wrong = probes.filter((one) => !one.ok).map((one) => `${one.path}: ${one.saw}`);
  report.problem = {
    cause: `${url} does not answer as a bot that is set up. ${wrong.join('; ')}`,
    notDone: report.deployed ? 'It is deployed and was not taken back.' : 'Nothing was changed.',
    next: 'npx wrangler tail shows why; npx wrangler rollback brings the version of before back.',
  };
  return 1;
}

function told(url: string, report: Report, say: (line: string) => void, code: 0 | 1): 0 | 1 {
  const origin = url.replace(/\/+$/, '');
  report.url = origin;
  report.slackRequestUrl = `${origin}/slack/events`;
  report.manifest = `npm run -s manifest -- --url ${origin}`;
  say(`Slack's request URL: ${report.slackRequestUrl}`);
  say(`The app's manifest:  ${report.manifest}`);
  return code;
}

function define(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return `__VERSION__:${JSON.stringify(version)}`;
}

function optionsOf(args: string[]): Options | { help: true } | { wrong: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        env: { type: 'string', default: 'production' },
        settings: { type: 'string' },
        url: { type: 'string' },
        check: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { help: true };
    for (const url of [values.url, values.check])
      if (url !== undefined && !/^https?:\/\/./.test(url)) return { wrong: `“${url}” is no address.` };
    const { env, settings: file, url, check, json } = values;
    return {
      ...{ env, json, dryRun: values['dry-run'] },
      ...(file !== undefined && { settings: file }),
      ...(url !== undefined && { url }),
      ...(check !== undefined && { check }),
    };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}

async function main(args: string[]): Promise<number> {
  const options = optionsOf(args);
  if ('help' in options) {
    process.stdout.write(HELP);
    return 0;
  }
  if ('wrong' in options) {
    process.stderr.write(`${options.wrong} Nothing was deployed.\n\n${HELP}`);
    return 2;
  }
  const report: Report =
    options.check === undefined
      ? { environment: options.env, dryRun: options.dryRun, deployed: false, steps: [] }
      : { deployed: false, steps: [] };
  const say = (line: string): void => void (options.json || process.stdout.write(`${line}\n`));
  let code: number;
  try {
    code = await deploy(options, report, say);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    code = report.deployed ? 1 : 2;
    report.problem = { cause: error.message, notDone: error.notDone, next: error.next };
  }
  const { problem } = report;
  if (problem) process.stderr.write(`${problem.cause}\n${problem.notDone} Next: ${problem.next}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
