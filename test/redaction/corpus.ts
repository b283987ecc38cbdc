/**
 * The project's own corpus: texts with secrets in them and texts without, made from a seed at test time, so that
 * nothing that looks like a live secret stands in the tree. For recall, for what must stay, and for the bench.
 */
import { type Draw, SHAPES } from '../../src/redaction/vendor-shapes.ts';
import { FOR_ANY_VALUE, FOR_GENERATED } from './ways-of-saying.ts';

export type Row = {
  kind: string;
  text: string;
  /** What must not survive. */
  secrets: string[];
  /** What diagnosis needs of the text. */
  keep: string[];
};

/** Where OpenClaw 2026.9.6 keeps secrets, after its own list of credentials; `*` is a name that somebody chose. */
const PATHS = `agents.entries.*.memory.search.remote.apiKey auth.profiles.*.key auth.profiles.*.token
channels.buzz.privateKey channels.clickclack.token channels.discord.accounts.*.token channels.discord.voice.tts.providers.*.apiKey
channels.feishu.appSecret channels.feishu.encryptKey channels.feishu.verificationToken channels.irc.nickserv.password
channels.matrix.accessToken channels.matrix.accounts.*.password channels.mattermost.botToken channels.msteams.appPassword
channels.nextcloud-talk.apiPassword channels.nextcloud-talk.botSecret channels.nostr.privateKey channels.qqbot.clientSecret
channels.slack.appToken channels.slack.botToken channels.slack.relay.authToken channels.slack.signingSecret channels.sms.authToken
channels.telegram.botToken channels.telegram.webhookSecret channels.zalo.accounts.*.webhookSecret cron.webhookToken
gateway.auth.password gateway.auth.token gateway.remote.password gateway.remote.token memory.search.remote.apiKey
models.providers.*.apiKey models.providers.*.headers.* models.providers.*.request.auth.value models.providers.*.request.headers.*
models.providers.*.request.tls.passphrase plugins.entries.codex.config.appServer.authToken plugins.entries.exa.config.webSearch.apiKey
plugins.entries.imap.config.accounts.*.password plugins.entries.voice-call.config.twilio.authToken plugins.entries.webhooks.config.routes.*.secret
skills.entries.*.apiKey talk.realtime.providers.*.apiKey tts.providers.*.apiKey`
  .split(/\s+/)
  .map((path) => path.replaceAll('.*', '.work'));

/** Lines in which tokens of vendors turn up. */
const LINES: readonly ((token: string) => string)[] = [
  (token) => `2026-11-02T10:00:00.120Z [gateway] request failed with ${token} after 52ms code=401`,
  (token) => JSON.stringify({ time: '2026-11-02T10:00:00Z', message: `rejected "${token}"`, code: 401 }),
  (token) => `\u001b[36m${token}\u001b[39m code=401`,
  (token) => `<Error>invalid: ${token}</Error> code=401`,
];

/** Rows with secrets, 500 and more. */
export function secretRows(draw: Draw): Row[] {
  const rows: Row[] = [];
  const add = (kind: string, text: string, secrets: string[], keep: string[] = []): void =>
    void rows.push({ kind, text, secrets, keep });
  for (const shape of SHAPES) {
    for (const line of LINES) {
      const token = shape.example(draw);
      // A shape may be an address whose last part is the secret.
      add('vendor', line(token), [token.slice(-16)], ['401']);
    }
  }
  const anyValue = (): string[] => [
    draw('hex', 48),
    `k${draw('url', 41)}9`,
    `Sommer${draw('digits', 4)}!`,
    `${draw('lower', 9)}7${draw('lower', 2)}`,
  ];
  for (const [name, say] of FOR_ANY_VALUE)
    for (const value of anyValue()) add(`named: ${name}`, say(value), [value]);
  for (const [name, say] of FOR_GENERATED) {
    for (const value of [draw('hex', 48), `t${draw('alnum', 38)}4`])
      add(`generated: ${name}`, say(value), [value]);
  }
  for (const path of PATHS) {
    const value = draw('alnum', 28);
    add('configuration', nested(path, value), [value], ['18789']);
    add(
      'configuration, JSON5',
      nested(path, value)
        .replace(/"(\w+)":/g, '$1:')
        .replaceAll('"', "'"),
      [value],
      ['18789'],
    );
    add('command', `$ openclaw config set ${path} ${value}\nport 18789`, [value], ['18789']);
    add('printed', `${path} = "${value}"`, [value], [path.split('.')[0] as string]);
  }
  return rows;
}

/** The configuration that has `value` at `path`, and a port. */
function nested(path: string, value: string): string {
  const inner = path.split('.').reduceRight<unknown>((below, name) => ({ [name]: below }), value);
  return JSON.stringify({ ...(inner as object), port: 18_789 }, null, 2);
}

/** Text that diagnosis reads and that holds no secret. Each must stay as it is. */
export function harmlessLines(draw: Draw): string[] {
  const uuid = (): string => [8, 4, 4, 4, 12].map((length) => draw('hex', length)).join('-');
  const one = (): string[] => [
    `closed before connect conn=${uuid()} remote=127.0.0.1 code=1008 reason=connect failed`,
    `unauthorized conn=${uuid()} client=cli backend vdev reason=token_mismatch`,
    `{"type":"event","event":"connect.challenge","payload":{"nonce":"${uuid()}","ts":1737264000000}}`,
    `x-request-id: ${draw('hex', 32)}`,
    `"requestId":"req_011${draw('alnum', 21)}","status":529`,
    `commit ${draw('hex', 40)}`,
    `ghcr.io/openclaw/openclaw@sha256:${draw('hex', 64)}`,
    `"integrity": "sha512-${draw('alnum', 86)}=="`,
    `deviceId=${draw('hex', 64)} role=node status=pending`,
    `"publicKey":"${draw('url', 43)}"`,
    `SHA256:${draw('alnum', 43)} host key fingerprint`,
    `runId=${uuid()} sessionKey=agent:main:main lane=main durationMs=1204`,
    `sessionId=${uuid()} tokens=45312 maxTokens=200000`,
    `file:///usr/lib/node_modules/openclaw/dist/server-${draw('alnum', 8)}.js:321:14`,
    `traceparent: 00-${draw('hex', 32)}-${draw('hex', 16)}-01`,
    `ETag: "${draw('hex', 32)}"`,
    `config sha256=${draw('hex', 64)} applied`,
    `container ${draw('hex', 64)} started`,
    `InvocationID=${draw('hex', 32)}`,
    `gateway token mismatch: set gateway.remote.token to gateway.auth.token`,
    `token: \${OPENCLAW_GATEWAY_TOKEN}`,
    `"apiKey":{"source":"env","provider":"default","id":"OPENAI_API_KEY"}`,
    `OPENCLAW_GATEWAY_TOKEN=unset OPENCLAW_GATEWAY_PASSWORD=__OPENCLAW_REDACTED__`,
    `EADDRINUSE: address already in use 127.0.0.1:18789 (pid ${draw('digits', 4)})`,
    `password authentication is disabled (gateway.auth.mode=token)`,
    `token usage: 45k/200k (22%), cache 12k, output ${draw('digits', 3)}`,
    `update_id=${draw('digits', 9)} chat=-100${draw('digits', 10)} message_id=${draw('digits', 4)}`,
    `node v24.16.0, openclaw 2026.9.6 (${draw('hex', 7)}), linux x64`,
    `/home/openclaw/.openclaw/agents/main/sessions/${uuid()}.jsonl`,
    `accessTokenExpiresAt=2026-11-21T10:00:00.000Z refresh in 3600 s`,
  ];
  return Array.from({ length: 8 }, one).flat();
}

/** What a busy gateway writes, `bytes` long: JSON and plain lines, a secret in one of a thousand. */
export function gatewayLog(draw: Draw, bytes: number, secret: string): string {
  const harmless = harmlessLines(draw);
  const conn = (): string => `${draw('hex', 8)}…${draw('hex', 4)}`;
  const time = (at: number): string => new Date(1_795_000_000_000 + at * 137).toISOString();
  const lines: string[] = [];
  for (let size = 0, at = 0; size < bytes; at++) {
    const words = harmless[at % harmless.length] as string;
    const line =
      at % 997 === 0
        ? `${time(at)} [gateway] unauthorized: token=${secret}`
        : at % 3 === 0
          ? JSON.stringify({
              '0': '{"subsystem":"gateway/ws"}',
              '1': words,
              _meta: {
                runtime: 'node',
                hostname: 'node-3',
                date: time(at),
                logLevelId: 3,
                logLevelName: 'INFO',
              },
              time: time(at),
              message: words,
            })
          : at % 3 === 1
            ? `${time(at)} [ws] ⇄ res ✓ chat.history ${at % 90}ms conn=${conn()} id=${conn()}`
            : `${time(at)} [agent/embedded] ${words}`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n').slice(0, bytes);
}

/** Whether more of a secret is left than anybody can use: a run longer than a third of it, or than 3 characters. */
export function survives(said: string, secret: string): boolean {
  const size = Math.max(3, Math.floor(secret.length * 0.34)) + 1;
  for (let at = 0; at + size <= secret.length; at++)
    if (said.includes(secret.slice(at, at + size))) return true;
  return false;
}
