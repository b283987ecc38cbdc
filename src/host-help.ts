/**
 * @module host-help
 * Door: what `host.mjs --help` says, each command with a line to run. It stands apart from what the commands do, so
 * that the whole of it can be read as its readers see it.
 */
import { BUILD } from './build.ts';

const HELP: Readonly<Record<string, string>> = {
  join: `  host.mjs join --url URL --token T|- --name NAME [--state DIR] [--fleet-key FILE] [--plain-http]
      Lets this host join a bot. The token comes from "/openclaw enroll NAME"; - reads it from standard input.
      --plain-http: the network up to an http address is yours alone, and nobody listens there.
      echo "$TOKEN" | node host.mjs join --url https://bot.example --token - --name node-3`,
  run: `  host.mjs run [--state DIR] [--policy FILE] [--openclaw PATH]
      Dials out to the bot and does the jobs it signs, within this host's policy.
      node host.mjs run --policy /etc/openclaw-host-agent/agent.toml`,
  triage: `  host.mjs triage [--json] [--gateway PROFILE] [--probe ID]... [--deep] [--complaint TEXT]
                [--state DIR] [--openclaw PATH] [--owner USER]
      The whole diagnosis here and now, without bot or network. --deep also asks OpenClaw's own doctor (slow).
      --owner: whose gateway, where root types it; it then works with that user's rights. So do bundle and recover.
      --complaint: what users report. It is compared with the evidence and stays on this host.
      node host.mjs triage
      node host.mjs triage --complaint 'my direct messages are ignored'
      node host.mjs triage --gateway work --probe http-health --probe conversation`,
  explain: `  host.mjs explain [--json] < error.txt
      Findings from pasted text, or from JSON {symptom, evidence: [{kind, command?, text}]}.
      journalctl --user -u openclaw-gateway -n 200 | node host.mjs explain`,
  redact: `  host.mjs redact [--for slack|bundle] [--rules FILE] [--known FILE] [--report FILE|-] < in > out | --example
      Takes secrets out of text, as it is done for Slack or, finer and with the admins' own rules, for a bundle.
      --rules: tries a file of rules before it is put in place. --report: how often which rule masked something, never
      what; - prints it on standard error. --known: further known secrets, one JSON string a line.
      --example: a file of own rules with every kind explained, for /etc/openclaw-host-agent/redactions.toml.
      node host.mjs redact --report counts.json < gateway.log > gateway.clean.log
      node host.mjs redact --example > redactions.toml
      node host.mjs redact --for bundle --rules ./redactions.toml --report - < gateway.log`,
  probes: `  host.mjs probes [--json]
      What it would look at, and with what rights.
      node host.mjs probes`,
  policy: `  host.mjs policy [--json] [--policy FILE] [--state DIR] | --example | --check FILE
      Shows this host's key, for an admin to confirm in chat, and the policy it enforces.
      --example: a file with every rule explained, for a host that may be recovered. --check: what FILE would allow.
      node host.mjs policy --example > agent.toml
      node host.mjs policy --check ./agent.toml`,
  recover: `  host.mjs recover --local [--gateway PROFILE] [--complaint TEXT] [--plan] [--yes --because TEXT]
                [--within MINUTES] [--json] [--state DIR] [--policy FILE] [--openclaw PATH] [--owner USER]
      Brings a gateway back without the bot, by the same runbook: looks, plans from the first finding, asks before
      the first change, makes a snapshot, repairs, restarts, proves that it works, and looks again. What does not
      work is put back as it was. Without --state it uses the folder of the host agent that runs here. One recovery at a
      time changes a gateway. Everything is written down there. Run by root, it works with the rights of the gateway's
      user; root itself only restarts that user's service of the system.
      --complaint: what somebody says of it, for faults that only its users notice; no more than a hint.
      --plan: shows what would be done, and changes nothing. --yes: nobody is asked; --because is written down.
      --within: how long it may look, plan and change things, 1 to 30 minutes; then it puts back what it has changed.
      node host.mjs recover --local --plan
      node host.mjs recover --local
      node host.mjs recover --local --gateway work --yes --because 'bot is down, users wait' --json`,
  bundle: `  host.mjs bundle [--out FILE] [--since 24h] [--gateway PROFILE] [--recipient age1...]... [--json]
                [--state DIR] [--openclaw PATH] [--owner USER]
      Everything that the next level of support needs, in one file: versions, timeline, log lines around each start,
      disconnect and refusal, the configuration's shape, services, listeners, findings. Secrets are masked here, and the
      finished file is searched for them before it is written. Nothing of the gateway is changed.
      --since: how far back, 5m to 14d. --recipient: only who has that age key can open it.
      node host.mjs bundle
      node host.mjs bundle --since 2h --gateway work --out bundle.tar.gz
      node host.mjs bundle --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p --json
  host.mjs bundle diff BEFORE AFTER [--json] [--html FILE]
      What differs between two bundles: findings, configuration by key, versions, listeners, log rates.
      node host.mjs bundle diff before.tar.gz after.tar.gz
      node host.mjs bundle diff node-3.tar.gz node-4.tar.gz --html difference.html
  host.mjs bundle check FILE [--known FILE] [--identity KEYFILE] [--rules FILE] [--json]
      Whether a bundle is as its manifest says, and whether a secret is in it: of those that this host knows, or by shape.
      One that is locked with age opens with --identity only.
      node host.mjs bundle check bundle.tar.gz`,
  'ssm-allow': `  host.mjs ssm-allow --bot THUMBPRINT [--state DIR]
      Lets the bot with this key take this host through AWS SSM, once, without a socket. Nothing else is changed.
      "/openclaw enroll NAME ssm INSTANCE" shows the line to run, for cloud-init or an image as well.
      node host.mjs ssm-allow --bot CkL0zJc4bYx2mB6v9t1Qe3Uo5Wd7Fh8Ga0Nr4Ps6Tz8`,
  'ssm-order': `  host.mjs ssm-order ORDER|-
      What SSM starts by way of infra/aws/ssm-order.sh, with the rights of the user that the host agent belongs to:
      takes one signed order, and prints one signed answer. Nobody needs to type it.
      node host.mjs ssm-order - < order`,
  status: `  host.mjs status [--wait 30s] [--alive] [--json] [--state DIR]
      Whether the resident host agent runs, of this very build, and whether the bot hears it: exit 0 yes, 1 no.
      --wait: until it does, at most so long. --alive: it need only run, whether the bot is there or not.
      node host.mjs status
      node host.mjs status --wait 30s --alive --state /var/lib/openclaw-host-agent/openclaw`,
  'rotate-key': `  host.mjs rotate-key [--json] [--state DIR]
      Gives this host a new key, which the bot takes on the word of the present one. Nothing else changes: no token, no
      new confirmation, no work is lost. Whoever has a copy of the old key is seen and shut out when it is used.
      What is cut short is finished by the next run, or by the host agent itself.
      node host.mjs rotate-key
      sudo -u openclaw openclaw-host-agent rotate-key --state /var/lib/openclaw-host-agent/openclaw`,
  frozen: `  host.mjs frozen [--gateway PROFILE] [--wait 10m] [--json] [--state DIR]
      Whether a freeze holds a gateway of this host, for cron jobs and deploy scripts: exit 0 free, 1 frozen (by whom,
      why, until when), 2 used wrongly or nobody can tell. Without --gateway any of this host's counts.
      node host.mjs frozen && ./nightly.sh
      node host.mjs frozen --gateway work --wait 10m || exit 1`,
};

const TITLE = `openclaw-host-agent ${BUILD.version}: looks at the OpenClaw gateways of this host, and brings them back with consent`;
const CODES =
  'Exit codes of triage and explain: 0 healthy or nothing claimed, 1 findings, 2 used wrongly or could not look; of\nrecover: 0 recovered or a plan was shown, 1 not recovered, 2 refused or used wrongly; of bundle: 0 made, 1 a secret was\nfound in it and it was not written, 2 used wrongly or could not; of bundle check: 0 clean and whole, 1 not, 2 could not\nlook inside.';

/** All commands, or the one asked about. */
export function help(name: string): string {
  const known = Object.hasOwn(HELP, name) ? HELP[name] : undefined;
  if (known) return `${TITLE}\n\n${known}\n\n${CODES}`;
  const more = '  --help and --version work everywhere; COMMAND --help shows that command alone.';
  return [TITLE, '', ...Object.values(HELP), more, '', CODES].join('\n');
}
