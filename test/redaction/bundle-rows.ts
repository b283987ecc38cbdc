/**
 * What bundles are made of, with a secret in it and without: unit files, journals, frames, traces, dumps of services and
 * of what admins ran. Two thirds were mended by; the last, drawn by name, was only measured.
 */
import type { Draw } from '../../src/redaction/vendor-shapes.ts';
import { drawFrom } from './draw.ts';

export type Third = 'mended-by' | 'sealed';
export type BundleRow = { way: string; text: string; secret: string; hide: string[]; keep: string };
type Way = readonly [name: string, say: (s: string) => string, keep: string, hide?: (s: string) => string[]];

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

const WAYS: readonly Way[] = [
  ['systemctl show', (s) => `Environment=NODE_ENV=production OPENCLAW_GATEWAY_TOKEN=${s} TZ=UTC`, 'TZ=UTC'],
  [
    'systemctl cat',
    (s) =>
      `# /etc/systemd/system/gw.service.d/10.conf\n[Service]\nEnvironment=OPENCLAW_GATEWAY_PASSWORD=${s}\nRestart=on-failure`,
    'Restart=on-failure',
  ],
  [
    'the journal as JSON',
    (s) =>
      JSON.stringify({
        __REALTIME_TIMESTAMP: '1793613600000000',
        PRIORITY: '6',
        MESSAGE: `connect refused, token=${s} code=1008`,
        _PID: '4711',
      }),
    '"_PID":"4711"',
  ],
  [
    'the journal’s bytes',
    (s) =>
      JSON.stringify({ PRIORITY: '6', MESSAGE: [...Buffer.from(`auth token=${s} refused`)], _PID: '4711' }),
    '"_PID":"4711"',
    (s) => [[...Buffer.from(s)].join(',')],
  ],
  [
    'the journal, verbose',
    (s) => `    _CMDLINE=/usr/bin/node /usr/lib/openclaw gateway --token ${s} --port 18789\n    _PID=4711`,
    '_PID=4711',
  ],
  [
    'syslog with octets',
    (s) => `<30>1 2026-11-02T10:00:00Z gw node 4711 - [auth@32473 token="${s}"] refused`,
    'node 4711',
  ],
  [
    'docker compose config',
    (s) =>
      `services:\n  gw:\n    environment:\n      - OPENCLAW_GATEWAY_TOKEN=${s}\n      - TZ=UTC\n    ports:\n      - 18789:18789`,
    '18789:18789',
  ],
  [
    'docker compose, a default',
    (s) => `      GATEWAY_TOKEN: "\${GATEWAY_TOKEN:-${s}}"\n      TZ: UTC`,
    'TZ: UTC',
  ],
  [
    'docker events',
    (s) => `2026-11-02T10:00:00Z container start 4e1f (image=openclaw, org.gateway.token=${s}, name=gw)`,
    'name=gw',
  ],
  [
    'docker history',
    (s) => `<missing>  2 days ago  /bin/sh -c #(nop)  ENV GATEWAY_TOKEN=${s}   0B`,
    '2 days ago',
  ],
  [
    'podman inspect',
    (s) => `          "Args": ["gateway", "--auth-token=${s}", "--port=18789"],`,
    '--port=18789',
  ],
  [
    'kubectl describe',
    (s) => `    Environment:\n      OPENCLAW_GATEWAY_TOKEN:  ${s}\n      TZ:                      UTC`,
    'UTC',
  ],
  [
    'kubectl describe, arguments',
    (s) => `    Args:\n      gateway\n      --token=${s}\n    State:          Running`,
    'Running',
  ],
  [
    'a Helm value file',
    (s) => `gateway:\n  auth:\n    existingSecret: ""\n    token: ${s}\n  service:\n    port: 18789`,
    'port: 18789',
  ],
  [
    'launchctl print',
    (s) => `\tenvironment = {\n\t\tOPENCLAW_GATEWAY_TOKEN => ${s}\n\t\tPATH => /usr/bin\n\t}`,
    'PATH => /usr/bin',
  ],
  [
    'launchd, binary as XML',
    (s) =>
      `<key>EnvironmentVariables</key><dict><key>GATEWAY_PASSWORD</key><string>${s}</string><key>TZ</key><string>UTC</string></dict>`,
    '<string>UTC</string>',
  ],
  ['pm2', (s) => `│ env: OPENCLAW_GATEWAY_TOKEN │ ${s} │\n│ restarts │ 14 │`, '│ 14 │'],
  ['supervisord', (s) => `environment=GATEWAY_TOKEN="${s}",TZ="UTC"\nautorestart=true`, 'autorestart=true'],
  [
    's6',
    (s) => `/run/s6/container_environment/GATEWAY_TOKEN:${s}\n/run/s6/container_environment/TZ:UTC`,
    'TZ:UTC',
  ],
  ['proc environ', (s) => `PWD=/srv\0OPENCLAW_GATEWAY_PASSWORD=${s}\0TZ=UTC\0`, 'TZ=UTC'],
  [
    'ps with environment',
    (s) => ` 4711 ?  Ssl  0:14 node openclaw gateway OPENCLAW_GATEWAY_TOKEN=${s} TZ=UTC`,
    '4711',
  ],
  [
    'bash history',
    (s) => `#1793613600\nexport OPENCLAW_GATEWAY_TOKEN=${s}\n#1793613605\nopenclaw gateway status`,
    'openclaw gateway status',
  ],
  [
    'curl, verbose',
    (s) =>
      `> GET /readyz HTTP/1.1\n> Host: 127.0.0.1:18789\n> Authorization: Bearer ${s}\n> \n< HTTP/1.1 401 Unauthorized`,
    '401 Unauthorized',
  ],
  [
    'curl, a trace',
    (s) => `=> Send header, 92 bytes (0x5c)\n0010: Authorization: Basic ${b64(`ops:${s}`)}\n<= Recv header`,
    'Recv header',
    (s) => [b64(`ops:${s}`)],
  ],
  [
    'a HAR file',
    (s) =>
      JSON.stringify({
        request: {
          headers: [
            { name: 'Authorization', value: `Bearer ${s}` },
            { name: 'Accept', value: '*/*' },
          ],
          url: 'http://127.0.0.1:18789/',
        },
      }),
    '127.0.0.1:18789',
  ],
  [
    'undici, an error',
    (s) =>
      `  [cause]: RequestError { opts: { path: '/v1', headers: { authorization: 'Bearer ${s}', accept: '*/*' } }, code: 'UND_ERR' }`,
    'UND_ERR',
  ],
  [
    'axios, an error',
    (s) => `"config":{"headers":{"x-api-key":"${s}","content-type":"application/json"},"timeout":30000}`,
    '"timeout":30000',
  ],
  [
    'a frame of the gateway',
    (s) =>
      `⇐ {"type":"req","id":"4","method":"connect","params":{"minProtocol":3,"auth":{"token":"${s}"},"role":"operator"}}`,
    '"role":"operator"',
  ],
  [
    'a frame, escaped',
    (s) =>
      `frame="{\\"method\\":\\"connect\\",\\"params\\":{\\"auth\\":{\\"deviceToken\\":\\"${s}\\"},\\"role\\":\\"node\\"}}"`,
    'role',
  ],
  [
    'a frame in hex',
    (s) => `recv 96 bytes: ${hex(`{"auth":{"token":"${s}"},"role":"node"}`)} from 127.0.0.1`,
    '127.0.0.1',
    (s) => [hex(s)],
  ],
  ['tcpdump', (s) => `E..4..@.@.....GET /?token=${s} HTTP/1.1..Host: 127.0.0.1:18789..`, 'Host: 127.0.0.1'],
  ['strace, a write', (s) => `write(24, "{\\"auth\\":{\\"password\\":\\"${s}\\"}}", 120) = 120`, '= 120'],
  [
    'nginx, an access log',
    (s) => `127.0.0.1 - - [02/Nov/2026:10:00:00 +0000] "GET /ws?access_token=${s}&v=3 HTTP/1.1" 101 0`,
    '" 101 0',
  ],
  ['haproxy', (s) => `haproxy[7]: gw/srv1 0/0/1/2/3 401 - {Bearer ${s}} "GET /readyz HTTP/1.1"`, '/readyz'],
  [
    'Caddy, a log',
    (s) => `{"level":"error","request":{"uri":"/hooks/agent?token=${s}","proto":"HTTP/2.0"},"status":401}`,
    '"status":401',
  ],
  [
    'npm, a debug log',
    (s) =>
      `12 silly config load:file:/root/.npmrc\n13 verbose argv "publish" "--//registry.npmjs.org/:_authToken=${s}"\n14 verbose node v24.16.0`,
    'v24.16.0',
  ],
  [
    'git, a trace',
    (s) =>
      `10:00:00.1 http.c:756 => Send header: authorization: token ${s}\n10:00:00.2 http.c:756 <= HTTP/2 401`,
    'HTTP/2 401',
  ],
  [
    'gh',
    (s) => `github.com\n  ✓ Logged in as ops (GITHUB_TOKEN)\n  - Token: ${s}\n  - Scopes: repo`,
    'Scopes: repo',
  ],
  [
    'SQLite, a dump',
    (s) => `INSERT INTO device_tokens(device_id,role,token) VALUES('a1','node','${s}');`,
    'device_tokens',
  ],
  [
    'a row of SQLite',
    (s) => `       role = node\n      token = ${s}\n    scopes = operator.read`,
    'operator.read',
  ],
  [
    'a row of psql',
    (s) => `-[ RECORD 1 ]--+--\nname           | main\nsecret_key     | ${s}\nport           | 18789`,
    '18789',
  ],
  ['redis-cli', (s) => `10.0.0.4:6379> AUTH default ${s}\nOK`, '6379'],
  [
    'MongoDB, a log',
    (s) => `{"t":"x","s":"I","attr":{"uri":"mongodb://oc:${s}@db.internal:27017/oc?replicaSet=rs0"}}`,
    'db.internal:27017',
  ],
  ['AMQP', (s) => `amqp://oc:${s}@mq.internal:5672/%2f: ACCESS_REFUSED`, 'ACCESS_REFUSED'],
  [
    'a Slack app’s log',
    (s) =>
      `[DEBUG] web-api:WebClient:0 http request url: https://slack.com/api/auth.test, body: {"token":"${s}"}`,
    'auth.test',
  ],
  [
    'Telegram, polling',
    (s) =>
      `telegram: request to https://api.telegram.org/bot123456789:${s}/getUpdates failed, reason: ETIMEDOUT`,
    'ETIMEDOUT',
  ],
  ['Discord, a gateway', (s) => `discord ws => {"op":2,"d":{"token":"${s}","intents":513}}`, '"intents":513'],
  [
    'Matrix',
    (s) => `sync: GET https://m.example.org/_matrix/client/v3/sync?since=s7&access_token=${s} 401`,
    '401',
  ],
  [
    'WhatsApp, a pairing',
    (s) => `{"me":{"id":"1:2"},"advSecretKey":"${s}","registered":false}`,
    '"registered":false',
  ],
  [
    'IMAP',
    (s) => `* C: A1 LOGIN "ops@corp.internal" "${s}"\n* S: A1 NO AUTHENTICATIONFAILED`,
    'AUTHENTICATIONFAILED',
  ],
  [
    'SMTP',
    (s) => `C: AUTH PLAIN ${b64(`\0ops\0${s}`)}\nS: 535 5.7.8 authentication failed`,
    '535 5.7.8',
    (s) => [b64(`\0ops\0${s}`)],
  ],
  [
    'Terraform, a plan',
    (s) => `  ~ gateway_token = "old" -> "${s}" # forces replacement\n  + port = 18789`,
    'port = 18789',
  ],
  [
    'Ansible, a failure',
    (s) =>
      `fatal: [gw]: FAILED! => {"changed": false, "cmd": "openclaw config set gateway.auth.token ${s}", "rc": 1}`,
    '"rc": 1',
  ],
  [
    'cloud-init',
    (s) =>
      `write_files:\n- encoding: b64\n  content: ${b64(`OPENCLAW_GATEWAY_TOKEN=${s}\nTZ=UTC\n`)}\n  path: /etc/gw.env`,
    '/etc/gw.env',
    (s) => [b64(`OPENCLAW_GATEWAY_TOKEN=${s}\nTZ=UTC\n`).slice(30, 70)],
  ],
  [
    'a heap of words',
    (s) => `note from ops: i rotated it this morning, the new gateway token is ${s} , please try again`,
    'please try again',
  ],
  [
    'a pasted chat',
    (s) => `Sofia: what did you put as token?\nJonas: \`${s}\`\nSofia: that is the old one`,
    'that is the old one',
  ],
  [
    'a browser’s console',
    (s) =>
      `localStorage["openclaw.control.settings"] = '{"gatewayUrl":"ws://127.0.0.1:18789","token":"${s}"}'`,
    '127.0.0.1:18789',
  ],
  [
    'a dashboard’s address',
    (s) => `Dashboard: http://127.0.0.1:18789/#token=${s}\nCopied to clipboard.`,
    'Copied to clipboard',
  ],
  [
    'doctor, as JSON',
    (s) => `{"checks":[{"id":"gateway-auth","ok":false,"detail":"config token ${s} differs from service"}]}`,
    '"ok":false',
  ],
  [
    'a QR code’s text',
    (s) =>
      `openclaw qr --json: {"setupCode":"${b64(JSON.stringify({ url: 'ws://10.0.0.2:18789', bootstrapToken: s }))}"}`,
    'openclaw qr',
    (s) => [b64(JSON.stringify({ url: 'ws://10.0.0.2:18789', bootstrapToken: s }))],
  ],
];

/** Values that machines make: what stands in no sentence by itself. */
const VALUES: readonly ((draw: Draw) => string)[] = [
  (d) => d('hex', 48),
  (d) => `q${d('alnum', 30)}7`,
  (d) => `v${d('url', 41)}3`,
];

const uuid = (d: Draw): string => [8, 4, 4, 4, 12].map((length) => d('hex', length)).join('-');

/** Lines of bundles that hold no secret. */
const HARMLESS: readonly (readonly [name: string, make: (draw: Draw) => string])[] = [
  ['ss', () => 'LISTEN 0 511 127.0.0.1:18789 0.0.0.0:* users:(("openclaw-gatewa",pid=4711,fd=24))'],
  [
    'systemctl status',
    (d) =>
      `   Main PID: 4711 (node)\n     CGroup: /system.slice/openclaw-gateway.service\n Invocation: ${d('hex', 32)}`,
  ],
  [
    'the journal as JSON, without',
    (d) =>
      `{"_BOOT_ID":"${d('hex', 32)}","_MACHINE_ID":"${d('hex', 32)}","__CURSOR":"s=${d('hex', 32)};i=${d('hex', 5)}","MESSAGE":"ready"}`,
  ],
  [
    'a start',
    (d) =>
      `[gateway] listening on ws://127.0.0.1:18789 (PID ${d('digits', 4)}), log file /tmp/openclaw/openclaw-2026-11-02.log`,
  ],
  [
    'a disconnect',
    (d) =>
      `[ws] closed before connect conn=${uuid(d)} remote=127.0.0.1 fwd=n/a code=1008 reason=unauthorized: gateway token mismatch`,
  ],
  [
    'a handshake',
    (d) =>
      `{"type":"res","id":"1","ok":true,"payload":{"type":"hello-ok","protocol":3,"server":{"version":"2026.9.6","connId":"${uuid(d)}"}}}`,
  ],
  ['a device', (d) => `device ${d('hex', 64)} role=operator scopes=operator.read,operator.write approved`],
  [
    'a session',
    (d) =>
      `agent:main:telegram:direct:${d('digits', 9)} sessionId=${uuid(d)} model=anthropic/claude-sonnet-4-5 tokens=45312/200000`,
  ],
  [
    'a run',
    (d) => `embedded run done: runId=${uuid(d)} durationMs=1204 aborted=false lane=session:agent:main:main`,
  ],
  ['an image', (d) => `ghcr.io/openclaw/openclaw:2026.9.6@sha256:${d('hex', 64)} (created 2026-11-01)`],
  [
    'a container',
    (d) =>
      `${d('hex', 12)}  openclaw/openclaw:2026.9.6  "node openclaw.mjs"  Up 3 hours (unhealthy)  0.0.0.0:18789->18789/tcp`,
  ],
  ['a volume', (d) => `/var/lib/docker/volumes/${d('hex', 64)}/_data:/home/node/.openclaw:rw`],
  [
    'an overlay',
    (d) =>
      `overlay on / type overlay (rw,lowerdir=/var/lib/docker/overlay2/l/${d('upper', 26)},workdir=/var/lib/docker/overlay2/${d('hex', 64)}/work)`,
  ],
  [
    'npm ls',
    (d) =>
      `openclaw@2026.9.6 resolved=https://registry.npmjs.org/openclaw/-/openclaw-2026.9.6.tgz integrity=sha512-${d('alnum', 86)}==`,
  ],
  ['git log', (d) => `${d('hex', 40)} fix(gateway): reload keeps the token (#${d('digits', 5)})`],
  [
    'a stack',
    (d) =>
      `    at GatewayClient.onClose (file:///usr/lib/node_modules/openclaw/dist/client-${d('alnum', 8)}.js:412:19)`,
  ],
  [
    'a heap',
    () =>
      '[4711:0x5f3a2c0] 81234 ms: Mark-Compact (reduce) 2047.9 (2083.1) -> 2047.2 (2083.6) MB, pooled: 0 MB',
  ],
  [
    'a segment fault',
    (d) =>
      `traps: node[4711] general protection fault ip:7f${d('hex', 10)} sp:7ffd${d('hex', 8)} error:0 in libc.so.6`,
  ],
  [
    'oom',
    () =>
      'Out of memory: Killed process 4711 (node) total-vm:23120044kB, anon-rss:2096128kB, oom_score_adj:0',
  ],
  [
    'a file’s line',
    (d) =>
      `-rw------- 1 openclaw openclaw 4096 Nov  2 10:00 /home/openclaw/.openclaw/openclaw.json inode=${d('digits', 8)}`,
  ],
  [
    'a difference by keys',
    () => 'gateway.auth.token: changed (‹token:0a1b2c3d› → ‹token:9c1f03aa›)\ngateway.port: 18789 → 18790',
  ],
  [
    'a doctor',
    () =>
      'gateway-auth: ok; gateway-token-source: config; service-token: differs from config; 2 of 14 checks failed',
  ],
  [
    'a policy',
    () => 'tools.exec: security=allowlist ask=on-miss; denied: rm -rf, 3 hits of rule exec-deny in 24 h',
  ],
  [
    'a model',
    (d) => `provider anthropic: 529 overloaded_error request-id=req_011${d('alnum', 21)} retry in 30 s`,
  ],
  [
    'usage',
    () =>
      '{"input":45312,"output":812,"cacheRead":120000,"cacheWrite":0,"totalTokens":166124,"cost":{"total":0.42}}',
  ],
  [
    'a channel',
    (d) => `telegram: update ${d('digits', 9)} from chat -100${d('digits', 10)} skipped: not in allowlist`,
  ],
  [
    'Slack',
    (d) =>
      `slack: event ev_id=Ev0${d('upper', 9)} channel=C0${d('upper', 8)} user=U0${d('upper', 8)} ts=1793613600.000100`,
  ],
  [
    'a certificate',
    (d) =>
      `CN=gw.internal, serial=${d('hex', 32)}, sha256 fingerprint=${(d('hex', 64).match(/../g) ?? []).join(':')}`,
  ],
  [
    'ssh',
    (d) => `Accepted publickey for ops from 10.0.0.7 port 51022 ssh2: ED25519 SHA256:${d('alnum', 43)}`,
  ],
  [
    'Tailscale',
    () => '100.101.102.103 gw.tail1234.ts.net linux active; direct 192.168.1.4:41641, tx 1204 rx 812',
  ],
  [
    'a tree of control groups',
    (d) => `│   ├─docker-${d('hex', 64)}.scope\n│   │ └─4711 node openclaw.mjs gateway`,
  ],
  ['a tag of a span', (d) => `traceparent=00-${d('hex', 32)}-${d('hex', 16)}-01 span.kind=server`],
  [
    'a chunk of the interface',
    (d) => `GET /assets/index-${d('alnum', 8)}.js 200 412kB; GET /assets/vendor-${d('alnum', 8)}.css 304`,
  ],
  ['a cache', (d) => `_cacache/index-v5/${d('hex', 2)}/${d('hex', 2)}/${d('hex', 60)}: ENOENT`],
  [
    'a temporary file',
    (d) => `/tmp/openclaw-1000/gateway.${d('hex', 8)}.lock (pid 4711, started 1793613600)`,
  ],
  [
    'the port of a profile',
    () => 'OPENCLAW_GATEWAY_PORT=18791 OPENCLAW_PROFILE=work NODE_OPTIONS=--max-old-space-size=4096',
  ],
  [
    'a variable that is set elsewhere',
    () =>
      'EnvironmentFile=-/etc/openclaw/gw.env\nPassEnvironment=OPENCLAW_GATEWAY_TOKEN\nLoadCredential=gw-token:/run/keys/gw',
  ],
  [
    'a manifest',
    (d) =>
      `{"name":"logs/gateway.log","bytes":18211,"sha256":"${d('hex', 64)}","source":"/tmp/openclaw/openclaw-2026-11-02.log","cut":null}`,
  ],
  [
    'a finding',
    () =>
      '{"id":"gateway-token-drift","confidence":0.94,"layer":"credentials","claim":"the service presents another token than the configuration has"}',
  ],
  [
    'a step of a recovery',
    (d) => `{"run":"${uuid(d)}","step":"snapshot","state":"done","at":"2026-11-02T10:00:00.120Z"}`,
  ],
  ['a recovery’s digest', (d) => `plan ${d('url', 43)} digest sha256 ${d('hex', 64)} approved by 1`],
  ['a cron job', (d) => `cron: job ${uuid(d)} "morning report" next=2026-11-03T07:00:00Z lastStatus=ok`],
  [
    'DNS',
    () => 'getaddrinfo EAI_AGAIN api.anthropic.com; resolv.conf: nameserver 127.0.0.53, search internal',
  ],
  [
    'a proxy',
    () => 'via http://proxy.internal:3128, CONNECT api.openai.com:443 407 Proxy Authentication Required',
  ],
  ['a clock', () => 'System clock synchronized: no; offset +312.4 s; last jump at 2026-11-02T09:58:11Z'],
  ['a hex number', () => 'mode=0100600 flags=0x8000 dev=fd:01 ino=0x2a41bc ret=-13 (EACCES)'],
];

/** FNV-1a over the name: what is added later moves no other. */
function numberOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}
const thirdOf = (name: string): Third => (numberOf(`bundle ${name}`) % 3 === 0 ? 'sealed' : 'mended-by');
const ofThird = <T extends readonly [string, ...unknown[]]>(rows: readonly T[], third: Third): T[] =>
  rows.filter(([name]) => thirdOf(name) === third);

export const bundleRows = (third: Third): BundleRow[] =>
  ofThird(WAYS, third).flatMap(([way, say, keep, hide]) =>
    VALUES.map((make, n) => {
      const secret = make(drawFrom(numberOf(way) + n));
      return { way, text: say(secret), secret, hide: hide?.(secret) ?? [secret], keep };
    }),
  );

export const harmlessBundleRows = (third: Third): { way: string; text: string }[] =>
  ofThird(HARMLESS, third).flatMap(([way, make]) =>
    [...new Set([0, 1, 2, 3].map((n) => make(drawFrom(numberOf(way) + n))))].map((text) => ({ way, text })),
  );
