/**
 * More ways in which secrets stand in what gateways, tools and people write, beside `ways-of-saying.ts`: the ones that
 * came later. A way says which sorts of values can be seen in it; for `known` the value itself is given.
 */
import type { Draw } from '../../src/redaction/vendor-shapes.ts';

/** `word`: what people choose; `generated`: what machines make; `key`: 64 hex digits; `known`: only if it is known. */
export type Sort = 'word' | 'password' | 'generated' | 'key' | 'known' | 'person';
export type UnseenWay = readonly [
  name: string,
  sorts: readonly Sort[],
  say: (s: string) => string,
  keep?: string,
];

/** Values of each sort, several of each. */
export const VALUES_OF: Record<Sort, readonly ((draw: Draw) => string)[]> = {
  word: [
    (d) =>
      `${['regenbogen', 'maulwurf', 'apfelbaum', 'lokomotive', 'schmetterling', 'wanderweg'][Number(d('digits', 1)) % 6]}`,
  ],
  password: [
    (d) => `Nordwind!${d('digits', 2)}`,
    (d) => `kaffee-Tasse${d('digits', 3)}`,
    (d) => `tr0ub4dor&${d('digits', 1)}`,
    (d) => `Xy${d('digits', 2)}#${d('lower', 6)}9`,
  ],
  generated: [
    (d) => d('hex', 48),
    (d) => `q${d('alnum', 26)}7`,
    (d) => `v${d('url', 41)}3`,
    (d) => `${d('alnum', 15)}/${d('alnum', 12)}+${d('alnum', 14)}4=`,
    (d) => `A${d('base32', 30)}4`,
  ],
  key: [(d) => d('hex', 64), (d) => `0x${d('hex', 64)}`],
  known: [(d) => d('hex', 48), (d) => `q${d('alnum', 38)}7`, (d) => `Gw${d('digits', 2)}${d('alnum', 20)}`],
  person: [
    (d) =>
      `${['sofia', 'jonas', 'mirjam', 'okonkwo', 'tanaka', 'priya'][Number(d('digits', 1)) % 6]}.${d('lower', 3)}`,
  ],
};

const ANY: readonly Sort[] = ['word', 'password', 'generated'];
const NO_WORD: readonly Sort[] = ['password', 'generated'];
const GENERATED: readonly Sort[] = ['generated'];
const KNOWN: readonly Sort[] = ['known'];
const PERSON: readonly Sort[] = ['person'];

const hexOf = (s: string): string[] => [...Buffer.from(s)].map((byte) => byte.toString(16).padStart(2, '0'));
const halves = (s: string): [string, string] => [s.slice(0, s.length >> 1), s.slice(s.length >> 1)];
const wide = (s: string): string => [...s].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');

export const UNSEEN_WAYS: readonly UnseenWay[] = [
  // files
  [
    'a unit file',
    ANY,
    (s) => `[Service]\nEnvironment="OPENCLAW_GATEWAY_PASSWORD=${s}" "TZ=UTC"\nRestart=always`,
    'Restart=always',
  ],
  ['dotenv', ANY, (s) => `PORT=18789\nexport GATEWAY_TOKEN=${s} # rotate monthly\nTZ=UTC`, 'TZ=UTC'],
  ['docker inspect', ANY, (s) => `"Env": ["PATH=/usr/bin", "GATEWAY_TOKEN=${s}", "TZ=UTC"]`, '"TZ=UTC"'],
  ['a map of env', GENERATED, (s) => `{"env":{"primary":"${s}","LANG":"C"},"port":18789}`, '"LANG":"C"'],
  [
    'a map of env, in JSON5',
    GENERATED,
    (s) => `mcp: { env: { backend: '${s}', TZ: 'UTC' }, port: 1 }`,
    "TZ: 'UTC'",
  ],
  [
    'a map of env, in YAML',
    GENERATED,
    (s) => `services:\n  gw:\n    environment:\n      BACKEND: ${s}\n      TZ: UTC\n`,
    'TZ: UTC',
  ],
  ['a map of env, in TOML', GENERATED, (s) => `[mcp.env]\nBACKEND = "${s}"\nTZ = "UTC"`, 'TZ = "UTC"'],
  ['Ansible', ANY, (s) => `gateway_token: "${s}"   # belongs into the vault\nport: 18789`, 'port: 18789'],
  ['Terraform', ANY, (s) => `  gateway_password = "${s}"\n  port = 18789`, 'port = 18789'],
  ['properties', ANY, (s) => `gateway.port=18789\ngateway.auth.password=${s}\n`, 'gateway.port=18789'],
  ['an INI file with columns', ANY, (s) => `port        = 18789\npassword    = ${s}\n`, '18789'],
  ['YAML in one line', NO_WORD, (s) => `auth: {mode: token, token: ${s}, port: 18789}`, 'port: 18789'],
  ['a list in YAML', ANY, (s) => `accounts:\n  - password: ${s}\n    port: 993\n`, 'port: 993'],
  ['arguments in YAML', ANY, (s) => `args:\n  - --token\n  - ${s}\n  - --port\n  - "18789"`, '"18789"'],
  [
    'arguments in JSON, a line each',
    ANY,
    (s) => `"args": [\n  "--password",\n  "${s}",\n  "--port"\n]`,
    '"--port"',
  ],
  [
    'nginx',
    NO_WORD,
    (s) => `proxy_set_header Authorization "Bearer ${s}";\nproxy_pass http://127.0.0.1:18789;`,
    '127.0.0.1:18789',
  ],
  [
    'Caddy',
    GENERATED,
    (s) => `reverse_proxy 127.0.0.1:18789 {\n  header_up X-Api-Key ${s}\n}`,
    '127.0.0.1:18789',
  ],
  [
    '.npmrc',
    ANY,
    (s) => `//registry.example.net/:_authToken=${s}\nregistry=https://registry.example.net/`,
    'registry=https://registry.example.net/',
  ],
  [
    '.netrc over lines',
    ANY,
    (s) => `machine api.example.net\n  login ops\n  password ${s}\n`,
    'api.example.net',
  ],
  ["Docker's own file", ANY, (s) => `{"auths":{"ghcr.io":{"auth":"${btoa(`ops:${s}`)}"}}}`, 'ghcr.io'],
  [
    'Maven',
    ANY,
    (s) => `<server>\n  <id>x</id>\n  <username>ops</username>\n  <password>${s}</password>\n</server>`,
    '<id>x</id>',
  ],
  [
    'a credential of systemd',
    NO_WORD,
    (s) => `SetCredential=gw-token:${s}\nRestart=always`,
    'Restart=always',
  ],
  ['a difference', ANY, (s) => `@@ -3 +3 @@\n-    "token": "${s}",\n+    "mode": "none",`, '"mode": "none"'],
  ['Lua', ANY, (s) => `return { password = "${s}", port = 18789 }`, 'port = 18789'],
  ['Perl', ANY, (s) => `'password' => '${s}', 'port' => 18789`, '18789'],
  ['Clojure', ANY, (s) => `{:password "${s}" :port 18789}`, ':port 18789'],
  ['Elixir', ANY, (s) => `%{password: "${s}", port: 18789}`, 'port: 18789'],
  ['Python', ANY, (s) => `Config(password='${s}', port=18789)`, 'port=18789'],
  ['bytes in Python', ANY, (s) => `{'password': b'${s}', 'port': 18789}`, "'port': 18789"],
  ['Go', NO_WORD, (s) => `&{Mode:token Token:${s} Port:18789}`, 'Port:18789'],
  ['SQL', ANY, (s) => `UPDATE users SET password='${s}' WHERE id=7; -- 1 row`, 'WHERE id=7'],
  [
    'an inserted row',
    GENERATED,
    (s) => `INSERT INTO tokens (name, token) VALUES ('main', '${s}');`,
    "'main'",
  ],
  ['sqlite', GENERATED, (s) => `gateway.auth.token|${s}\ngateway.port|18789`, '18789'],
  // commands
  ['fish', ANY, (s) => `set -gx GATEWAY_PASSWORD ${s}`, 'set -gx'],
  ['PowerShell', ANY, (s) => `$env:GATEWAY_PASSWORD = "${s}"; openclaw gateway run`, 'openclaw gateway run'],
  ['cmd', ANY, (s) => `set "GATEWAY_PASSWORD=${s}"\r\nopenclaw gateway run`, 'openclaw gateway run'],
  [
    'helm',
    NO_WORD,
    (s) => `helm upgrade gw ./gw --set gateway.auth.token=${s},gateway.port=18789`,
    'gateway.port=18789',
  ],
  ['kubectl', ANY, (s) => `kubectl create secret generic gw --from-literal=password=${s} -n oc`, '-n oc'],
  [
    'wget',
    NO_WORD,
    (s) => `wget --header="X-Auth-Token: ${s}" http://127.0.0.1:18789/readyz`,
    '127.0.0.1:18789',
  ],
  ['httpie', NO_WORD, (s) => `http --auth ops:${s} GET :18789/readyz`, ':18789/readyz'],
  [
    'curl with OAuth',
    NO_WORD,
    (s) => `curl --oauth2-bearer ${s} http://127.0.0.1:18789/readyz`,
    '127.0.0.1:18789',
  ],
  [
    'an option and its value on two lines',
    GENERATED,
    (s) => `node\n/usr/lib/openclaw\ngateway\n--token\n${s}\n--port\n18789`,
    '18789',
  ],
  [
    'what config get prints',
    ANY,
    (s) => `ops@node-3:~$ openclaw config get gateway.auth.password\n${s}\nops@node-3:~$ uptime`,
    'uptime',
  ],
  [
    'what config get prints, without a prompt',
    ANY,
    (s) => `openclaw config get channels.slack.signingSecret\n${s}\n`,
    'config get',
  ],
  [
    'what config get prints, in quotes',
    ANY,
    (s) => `# openclaw config get gateway.remote.password\n"${s}"\n`,
    'config get',
  ],
  [
    'what config get prints, as root',
    ANY,
    (s) => `[root@node-3 ~]# openclaw --profile work config get talk.realtime.providers.main.apiKey\n${s}\n`,
    '--profile work',
  ],
  ['a dumped setting', ANY, (s) => `gateway.auth.password = "${s}"\ngateway.port = 18789`, '18789'],
  // addresses
  [
    'PostgreSQL',
    ANY,
    (s) => `postgresql://oc:${encodeURIComponent(s)}@db:5432/oc?sslmode=require`,
    'db:5432',
  ],
  [
    'JDBC',
    NO_WORD,
    (s) => `jdbc:postgresql://db:5432/oc?user=oc&password=${encodeURIComponent(s)}`,
    'db:5432',
  ],
  ['Redis', ANY, (s) => `redis://:${encodeURIComponent(s)}@cache:6379/0`, 'cache:6379'],
  [
    'git',
    GENERATED,
    (s) =>
      `fatal: unable to access 'https://x-access-token:${encodeURIComponent(s)}@git.example.net/o/r.git'`,
    'git.example.net',
  ],
  ['a fragment', ANY, (s) => `http://127.0.0.1:18789/#token=${encodeURIComponent(s)}`, '127.0.0.1:18789'],
  ['a sub-protocol', GENERATED, (s) => `Sec-WebSocket-Protocol: openclaw, bearer, ${s}`, 'openclaw'],
  [
    'a webhook in configuration',
    GENERATED,
    (s) => `{"webhookUrl":"https://in.example.net/h/${s.replace(/[/+=]/g, 'k')}","port":18789}`,
    '18789',
  ],
  [
    'a webhook in a log',
    GENERATED,
    (s) => `POST https://n8n.example.net/webhook/${s.replace(/[/+=]/g, 'k')} 404`,
    '404',
  ],
  [
    'a hook of the gateway',
    GENERATED,
    (s) => `POST /hooks/${s.replace(/[/+=]/g, 'k')}/agent 401 in 2 ms`,
    '401',
  ],
  ['a cookie', GENERATED, (s) => `Set-Cookie: oc_session=${s}; Path=/; HttpOnly`, 'HttpOnly'],
  // sentences
  ['a rejected value', ANY, (s) => `auth failed: token "${s}" was rejected (code 1008)`, '1008'],
  ['German quotes', ANY, (s) => `Das Zugangstoken „${s}“ wurde abgelehnt, Code 1008`, '1008'],
  ['German', ANY, (s) => `Das Passwort lautet ${s}\nPort 18789`, '18789'],
  ['French', ANY, (s) => `jeton d'accès : ${s}\nport 18789`, '18789'],
  ['Chinese', GENERATED, (s) => `访问令牌为 ${s}，端口 18789`, '18789'],
  ['Japanese', GENERATED, (s) => `トークンは「${s}」です。ポート 18789`, '18789'],
  ['Portuguese', ANY, (s) => `senha: ${s}\nporta 18789`, '18789'],
  ['a value on the line below', GENERATED, (s) => `Token:\n    ${s}\nPort: 18789`, '18789'],
  [
    'a key in a sentence',
    ['key'],
    (s) => `I exported the wallet key, it is ${s} and now the port 18789 is shut`,
    '18789',
  ],
  [
    'a private key in a sentence',
    ['key'],
    (s) => `the private key of that account: ${s} (port 18789)`,
    '18789',
  ],
  ['a seed in a log', ['key'], (s) => `[wallet] signing with key ${s} for 12 USDC on port 18789`, '18789'],
  // once found, found everywhere
  ['again, alone', GENERATED, (s) => `token=${s}\ngot ${s}\nport 18789`, '18789'],
  [
    'again, in a path',
    GENERATED,
    (s) => `{"token":"${s}"}\nopen /run/x/${s}/sock failed, port 18789`,
    '18789',
  ],
  ['again, glued', GENERATED, (s) => `first zz${s}zz\nAuthorization: Bearer ${s}\nport 18789`, '18789'],
  // bytes
  [
    'a Buffer below a name',
    GENERATED,
    (s) => `{ token: <Buffer ${hexOf(s).join(' ')}>, port: 18789 }`,
    '18789',
  ],
  [
    'a Buffer in JSON below a name',
    GENERATED,
    (s) => `{"token":{"type":"Buffer","data":[${[...Buffer.from(s)].join(',')}]},"port":18789}`,
    '18789',
  ],
  // what the host knows
  ['known: hex with spaces', KNOWN, (s) => `frame ${hexOf(s).join(' ')} end`, 'frame'],
  ['known: hex with colons', KNOWN, (s) => `frame ${hexOf(s).join(':').toUpperCase()} end`, 'end'],
  ['known: a Buffer', KNOWN, (s) => `got <Buffer ${hexOf(s).join(' ')}> end`, 'end'],
  [
    'known: a Buffer in JSON',
    KNOWN,
    (s) => `{"type":"Buffer","data":[${[...Buffer.from(s)].join(', ')}]} end`,
    'end',
  ],
  ['known: numbers', KNOWN, (s) => `bytes [ ${[...Buffer.from(s)].join(', ')} ] end`, 'end'],
  [
    'known: hex numbers',
    KNOWN,
    (s) =>
      `bytes { ${hexOf(s)
        .map((h) => `0x${h}`)
        .join(', ')} } end`,
    'end',
  ],
  ['known: full width', KNOWN, (s) => `显示 ${wide(s)} 结束`, '结束'],
  ['known: another case', KNOWN, (s) => `HEADER ${s.toUpperCase()} END`, 'END'],
  ['known: small letters', KNOWN, (s) => `host ${s.toLowerCase()}.example.net end`, 'end'],
  ['known: over two lines', KNOWN, (s) => `${halves(s).join('\n')}\nport 18789`, '18789'],
  [
    'known: halves behind a prefix',
    KNOWN,
    (s) => `Nov 02 10:00:00 gw node[1]: x ${halves(s)[0]}\nNov 02 10:00:00 gw node[1]: ${halves(s)[1]} y`,
    'node[1]: x',
  ],
  [
    'known: halves behind JSON',
    KNOWN,
    (s) => `2026-11-02T10:00:00.000Z [ws] ${halves(s)[0]}\n2026-11-02T10:00:00.001Z [ws] ${halves(s)[1]}`,
    '[ws]',
  ],
  ['known: in a folder', KNOWN, (s) => `open /run/${s}.sock`, 'open /run/'],
  ['known: glued', KNOWN, (s) => `zz${s}zz end`, 'end'],
  // homes
  [
    'a home below another root',
    PERSON,
    (s) => `open '/data/home/${s}/.openclaw/openclaw.json'`,
    'openclaw.json',
  ],
  ['a home of macOS on its volume', PERSON, (s) => `/System/Volumes/Data/Users/${s}/clawd: EACCES`, 'EACCES'],
  ['a home with other slashes', PERSON, (s) => `C:/Users/${s}/AppData/openclaw.cmd`, 'openclaw.cmd'],
  ['a home in an address', PERSON, (s) => `at file:///C:/Users/${s}/app/index.js:3:1`, 'index.js:3:1'],
  ['a home with percent signs', PERSON, (s) => `path=C%3A%5CUsers%5C${s}%5Cclawd&port=18789`, 'port=18789'],
  ['a home in WSL', PERSON, (s) => `\\\\wsl$\\Ubuntu\\home\\${s}\\clawd`, 'clawd'],
  ['a home mounted', PERSON, (s) => `/mnt/c/Users/${s}/clawd is missing`, 'is missing'],
  ['a home on a server', PERSON, (s) => `\\\\files\\Users\\${s}\\clawd is missing`, 'is missing'],
  ['a long Windows path', PERSON, (s) => `\\\\?\\C:\\Users\\${s}\\clawd\\package.json`, 'package.json'],
  ['a home of Solaris', PERSON, (s) => `/export/home/${s}/clawd EACCES`, 'EACCES'],
  ['a home of Silverblue', PERSON, (s) => `/var/home/${s}/clawd EACCES`, 'EACCES'],
  ['a home in a container', PERSON, (s) => `bind /host_mnt/Users/${s}/clawd -> /clawd`, '/clawd'],
];

/** What must not survive of a value said in a way: where it is written in bytes, those. */
export function partsToHide(way: string, value: string): string[] {
  if (/Buffer in JSON|: numbers/.test(way))
    return [[...Buffer.from(value)].join(way.includes('below') ? ',' : ', ')];
  if (/hex numbers/.test(way))
    return [
      hexOf(value)
        .map((h) => `0x${h}`)
        .join(', '),
    ];
  if (/hex with colons/.test(way)) return [hexOf(value).join(':').toUpperCase()];
  if (/hex with spaces|a Buffer/.test(way)) return [hexOf(value).join(' ')];
  if (/full width/.test(way)) return [wide(value)];
  if (/another case/.test(way)) return [value.toUpperCase()];
  if (/small letters/.test(way)) return [value.toLowerCase()];
  if (/halves|over two lines/.test(way)) return halves(value);
  if (/Docker's own/.test(way)) return [btoa(`ops:${value}`)];
  if (/webhook|hook of/.test(way)) return [value.replace(/[/+=]/g, 'k')];
  return [value, encodeURIComponent(value)];
}
