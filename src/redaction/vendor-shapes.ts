/**
 * @module redaction/vendor-shapes
 * Tokens that can be told by their shape alone. One row a vendor, or a few that belong together: how their tokens
 * begin and look, how to make one for a test (none is written down here, so that no secret scanner stops a push),
 * and what looks alike and stays. After the vendors' own documents and the rules of gitleaks and secretlint (MIT).
 */
import type { Kind } from './span.ts';

/** Draws characters for a test's example: `length` of an alphabet. */
export type Draw = (
  alphabet: 'alnum' | 'lower' | 'upper' | 'letters' | 'hex' | 'url' | 'digits' | 'base32',
  length: number,
) => string;

export type Shape = {
  name: string;
  kind: Kind;
  /** How its tokens begin: prefixes; single characters and `[…]`-free. */
  starts: readonly string[];
  /** The shortest token, in characters. */
  least: number;
  /** What a text must hold for one to be in it, where `starts` says too little. */
  mark?: string;
  /** It has no beginning of its own; long runs are searched for it. */
  inside?: true;
  /** Source of a regular expression, bounded repetition only. A group in it is the secret, else all of it is. */
  find: string;
  /** Made at test time. */
  example: (draw: Draw) => string;
  leavesAlone: readonly string[];
};

const W = '[A-Za-z0-9_-]';
const END = '(?![A-Za-z0-9])';
const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const DIGITS = '0123456789'.split('');
const HEX = '0123456789abcdefABCDEF'.split('');
const ANY = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.~'.split('');

export const SHAPES: readonly Shape[] = [
  {
    name: 'Slack tokens',
    kind: 'token',
    starts: ['xox', 'xapp-'],
    least: 20,
    find: `xox[a-z](?:[.A-Z]?xox[a-z])?-(?:\\d{6,16}-[A-Za-z0-9-]{8,200}|\\d-[A-Za-z0-9]{20,400}|[A-Za-z0-9%+/=_-]{40,400})|xapp-\\d-[A-Z0-9]{8,16}-\\d{8,16}(?:-[a-f0-9]{16,128})?`,
    example: (d) => `xox${'b'}-${d('digits', 12)}-${d('digits', 13)}-${d('alnum', 24)}`,
    leavesAlone: ['xoxb-xxx', 'xoxb-Slack_BOT_TOKEN', 'xoxa-nyc.github.io'],
  },
  {
    name: 'chat webhooks: Slack, Discord, Teams, Feishu',
    kind: 'token',
    starts: ['hooks.slack', 'discord', 'open.feishu', 'open.larksuite', 'webhook.office'],
    least: 40,
    find: `hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/[A-Z0-9]{1,16}/[A-Z0-9]{1,16}/([A-Za-z0-9/]{16,120})|discord(?:app)?\\.com/api/(?:v\\d{1,2}/)?webhooks/\\d{10,24}/(${W}{20,120})|webhook\\.office\\.com/webhookb2/([A-Za-z0-9@/-]{40,200})|open\\.(?:feishu|larksuite)\\.(?:cn|com)/open-apis/bot/v2/hook/(${W}{20,80})`,
    example: (d) => `hooks.slack.com/${'services'}/T${d('upper', 10)}/B${d('upper', 10)}/${d('alnum', 24)}`,
    leavesAlone: [
      'hooks.slack.com/services/',
      'https://api.slack.com/web.',
      'discord.com/api/v10/gateway/bot',
    ],
  },
  {
    name: 'GitHub',
    kind: 'token',
    starts: ['gho_', 'ghp_', 'ghs_', 'ghu_', 'ghr_', 'github_pat_'],
    least: 34,
    find: 'gh[opsur]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{30,255}',
    example: (d) => `ghp${'_'}${d('alnum', 36)}`,
    leavesAlone: ['gho_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'gXX_wWPw5k4aXcaT4fNP', 'ghp file missing'],
  },
  {
    name: 'GitLab',
    kind: 'token',
    starts: ['gl', 'GR1348941'],
    least: 24,
    find: `gl(?:pat|ptt|rt|cbt|dt|ft|ffct|imt|agent|soat|oas|rtr)-${W}{18,128}(?:\\.[0-9a-z]{2,20}){0,2}|GR1348941${W}{18,40}`,
    example: (d) => `glpat${'-'}${d('url', 20)}`,
    leavesAlone: ['glpat-abc', 'GR1348941XXXXXXXXXXXXXXXXXXXX'],
  },
  {
    name: 'AWS',
    kind: 'key',
    starts: ['AKIA', 'ASIA', 'ABIA', 'ACCA', 'AROA', 'AIDA', 'ABSK'],
    least: 20,
    find: `A(?:KIA|SIA|BIA|CCA|ROA|IDA)[A-Z2-7]{16}${END}|ABSK[A-Za-z0-9+/]{80,280}={0,2}`,
    example: (d) => `AKI${'A'}${d('base32', 16)}`,
    leavesAlone: ['AKIAIOSFODNN7EXAMPLE', 'AKIA'],
  },
  {
    name: 'Google',
    kind: 'key',
    starts: ['AIza', 'ya29.', 'GOCSPX-', '1//0'],
    least: 30,
    find: `AIza${W}{30,60}|ya29\\.${W}{20,2000}|GOCSPX-${W}{24,40}|1//0${W}{30,120}`,
    example: (d) => `AIz${'a'}${d('url', 35)}`,
    leavesAlone: ['AIzaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'AIza'],
  },
  {
    name: 'Anthropic, OpenAI, OpenRouter and others with sk-',
    kind: 'key',
    starts: ['sk-', 'sess-'],
    least: 21,
    find: `sk-(?:[a-z]{2,12}(?:-[a-z0-9]{1,10})?-)?(?=${W}{0,80}\\d)${W}{18,300}|sess-[A-Za-z0-9]{40}`,
    example: (d) => `sk-${'ant'}-api03-${d('url', 93)}AA`,
    leavesAlone: ['sk-…', 'sk-ant-api03-', 'sk-learn-contrib-package-name'],
  },
  {
    name: 'model and search providers',
    kind: 'key',
    starts: [
      ...['gsk_', 'xai-', 'pplx-', 'r8_', 'tvly-', 'fc-', 'nvapi-', 'csk-'],
      ...['jina_', 'voyage-', 'pa-', 'lsv2_', 'exa_', 'dsk-', 'key-'],
    ],
    least: 23,
    find: `gsk_[A-Za-z0-9]{40,60}|xai-[A-Za-z0-9]{60,100}|pplx-[A-Za-z0-9]{40,60}|r8_[A-Za-z0-9]{30,44}|tvly-(?:dev-|prod-)?${W}{24,60}|fc-[0-9a-f]{32}|nvapi-${W}{40,80}|csk-[a-z0-9]{40,60}|jina_[A-Za-z0-9]{50,80}|(?:voyage|pa)-${W}{40,60}|lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}|exa_[A-Za-z0-9-]{30,50}|(?:dsk|key)-[a-f0-9]{32}`,
    example: (d) => `gsk${'_'}${d('alnum', 52)}`,
    leavesAlone: ['pplx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'fc-list', 'hf_hub_download'],
  },
  {
    name: 'Telegram bots',
    kind: 'token',
    starts: DIGITS,
    least: 38,
    mark: '\\d:A',
    find: `\\d{5,12}:A${W}{32,36}(?!${W})`,
    example: (d) => `${d('digits', 10)}:A${'A'}${d('url', 33)}`,
    leavesAlone: ['chat=-1001144599945', '18789:127.0.0.1:18789'],
  },
  {
    name: 'Discord bots',
    kind: 'token',
    starts: ['M', 'N', 'O', 'mfa.'],
    least: 54,
    find: `[MNO]${W}{22,28}\\.${W}{6,7}\\.${W}{25,45}|mfa\\.${W}{80,90}`,
    example: (d) => `M${d('alnum', 23)}.${d('alnum', 6)}.${d('url', 38)}`,
    leavesAlone: ['a.b.c.d.e', 'Node.js.version'],
  },
  {
    name: 'Matrix, Nostr',
    kind: 'token',
    starts: ['syt_', 'mct_', 'nsec1', 'ncryptsec1'],
    least: 24,
    find: 'syt_[A-Za-z0-9+/=_-]{8,60}_[A-Za-z]{10,24}_[A-Za-z0-9]{4,8}|mct_[A-Za-z0-9]{20,60}|n(?:crypt)?sec1[a-z0-9]{50,200}',
    example: (d) => `syt${'_'}${d('alnum', 10)}_${d('letters', 20)}_${d('alnum', 6)}`,
    leavesAlone: ['npub1xyz', 'syt_'],
  },
  {
    name: 'payment: Stripe, Square, Shopify, Flutterwave, Duffel',
    kind: 'key',
    starts: ['sk_', 'rk_', 'pk_', 'whsec_', 'FLW', 'duffel_', 'EAAA', 'sq0'],
    least: 18,
    find: '[srp]k_(?:live|test|prod)_[A-Za-z0-9]{10,120}|whsec_[A-Za-z0-9+/=]{24,80}|FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,60}(?:-X)?|FLWPUBK(?:_TEST)?-[A-Za-z0-9]{24,60}(?:-X)?|duffel_(?:test|live)_[A-Za-z0-9_=-]{30,60}|EAAA[A-Za-z0-9_-]{56,80}|sq0[a-z]{3}-[A-Za-z0-9_-]{22,50}',
    example: (d) => `sk${'_'}live_${d('alnum', 24)}`,
    leavesAlone: ['sk_live_', 'pk_test'],
  },
  {
    name: 'packages: npm, PyPI, RubyGems, crates.io, Docker, NuGet, Artifactory',
    kind: 'token',
    starts: ['npm_', 'pypi-AgE', 'rubygems_', 'cio', 'dckr_', 'oy2', 'cmVmd', 'AKC'],
    least: 27,
    find: `npm_[A-Za-z0-9]{36}|pypi-AgE[A-Za-z0-9_-]{50,400}|rubygems_[a-f0-9]{48}|cio[A-Za-z0-9]{32}${END}|dckr_(?:pat|oat)_${W}{24,40}|oy2[a-z0-9]{43}${END}|cmVmd[A-Za-z0-9]{40,80}|AKC[a-zA-Z0-9]{60,80}${END}`,
    example: (d) => `npm${'_'}${d('alnum', 36)}`,
    leavesAlone: ['npm_config_cache', 'dckr_pat_tooshort', 'npm_lifecycle_event'],
  },
  {
    name: 'JWT and other base64 JSON',
    kind: 'token',
    starts: ['eyJ', 'ops_eyJ'],
    least: 24,
    find: 'eyJrIjoi[A-Za-z0-9+/]{40,400}={0,2}|eyJ[A-Za-z0-9_-]{8,4000}\\.eyJ[A-Za-z0-9_-]{4,4000}(?:\\.[A-Za-z0-9_-]{0,1000})?|eyJ[A-Za-z0-9_-]{16,2000}(?:\\.[A-Za-z0-9_-]{0,2000}){3,4}|ops_eyJ[A-Za-z0-9_-]{100,4000}={0,2}',
    example: (d) => `eyJ${d('url', 20)}.eyJ${d('url', 60)}.${d('url', 43)}`,
    leavesAlone: ['eyJ'],
  },
  {
    name: 'HashiCorp',
    kind: 'token',
    starts: ['hvs.', 'hvb.', 'hvr.', 's.'],
    least: 26,
    find: `hv[sbr]\\.${W}{24,300}|s\\.(?=[A-Za-z0-9]{0,23}\\d)[A-Za-z0-9]{24}(?![\\w.])`,
    example: (d) => `hvs${'.'}${d('url', 90)}`,
    leavesAlone: ['hvs.abc', 'hvb.tooshortxxx', 's.xxxxxxxxxxxxxxxxxxxxxxxx'],
  },
  {
    name: 'HCP Terraform',
    kind: 'token',
    starts: ANY,
    least: 80,
    mark: '\\.atlasv1\\.',
    find: '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9=_-]{60,80}',
    example: (d) => `${d('alnum', 14)}.atlas${'v1'}.${d('alnum', 67)}`,
    leavesAlone: ['a.atlasv1.b'],
  },
  {
    name: 'hosting: Tailscale, Cloudflare, DigitalOcean, Fly, Vercel, Netlify, Heroku, Render, Supabase',
    kind: 'token',
    starts: [
      ...[
        'tskey-',
        'cfat_',
        'cfut_',
        'cfk_',
        'v1.0-',
        'doo_v1_',
        'dop_v1_',
        'dor_v1_',
        'dot_v1_',
        'fo1_',
        'fm1',
        'fm2',
      ],
      ...['vcp_', 'vci_', 'vck_', 'vca_', 'vcr_', 'nfp_', 'HRKU-', 'rnd_', 'sbp_', 'sb_secret_'],
    ],
    least: 24,
    find: `tskey-[a-z]{3,10}-[A-Za-z0-9]{8,40}(?:-[A-Za-z0-9]{16,60})?|cf(?:at|ut|k)_[A-Za-z0-9]{48}${END}|v1\\.0-[a-f0-9]{24}-[a-f0-9]{100,200}|do[oprt]_v1_[a-f0-9]{64}|fo1_${W}{40,50}|fm[12]r?_[A-Za-z0-9+/]{80,400}={0,3}|vc[pikar]_[A-Za-z0-9]{24,80}|nfp_[A-Za-z0-9]{36}|HRKU-[A-Za-z0-9-]{36,70}|rnd_[A-Za-z0-9]{28,40}|sbp_[a-f0-9]{40}|sb_secret_${W}{20,60}`,
    example: (d) => `tskey${'-'}auth-${d('alnum', 17)}-${d('alnum', 32)}`,
    leavesAlone: ['cfat_tooshort', 'fo1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  },
  {
    name: 'mail and messages: SendGrid, Brevo, Resend, Twilio',
    kind: 'key',
    starts: ['SG.', 'xkeysib-', 're_', 'AC', 'SK'],
    least: 30,
    find: `SG\\.${W}{16,40}\\.${W}{30,60}|xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}|re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,30}|(?:AC|SK)(?=[a-zA-Z]{0,30}\\d)[0-9a-fA-F]{32}${END}`,
    example: (d) => `SG.${d('url', 22)}.${d('url', 43)}`,
    leavesAlone: ['SG.', 'AC power'],
  },
  {
    name: 'Mailchimp',
    kind: 'key',
    starts: HEX,
    least: 36,
    mark: '-us\\d',
    find: '[a-f0-9]{32}-us\\d{1,2}(?!\\w)',
    example: (d) => `${d('hex', 32)}-u${'s'}12`,
    leavesAlone: ['d41d8cd98f00b204e9800998ecf8427e'],
  },
  {
    name: 'observability: Grafana, New Relic, Sentry, Dynatrace; ReadMe, Sourcegraph, Pulumi, Doppler',
    kind: 'token',
    starts: ['glc_', 'glsa_', 'NR', 'sntry', 'dt0c01.', 'rdme_', 'sgp_', 'pul-', 'dp.', 'sm_', 'pnu_'],
    least: 23,
    find: 'glc_[A-Za-z0-9+/]{32,400}={0,3}|glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|NR(?:AK|II|JS|BR)-[A-Z0-9a-f]{19,42}|sntry[su]_[A-Za-z0-9+/=_]{40,400}|dt0c01\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}|rdme_[a-z0-9]{70}|sgp_(?:[a-f0-9]{16}_|local_)?[a-f0-9]{40}|pul-[a-f0-9]{40}|dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{40,60}|sm_(?:aat|pat|sat)_[A-Za-z0-9]{16,24}|pnu_[A-Za-z0-9]{36}',
    example: (d) => `glsa${'_'}${d('alnum', 32)}_${d('hex', 8)}`,
    leavesAlone: ['pul-request', 'sm_config', 'sgp_5555555dAAAAA7777777CcccCFaaaaaaaaaaaaaa'],
  },
  {
    name: 'work: Atlassian, Linear, Notion, Airtable, Figma, Postman, Frame.io, Infracost, Clojars, 42',
    kind: 'token',
    starts: [
      ...[
        'ATATT3',
        'ATCTT3',
        'lin_',
        'ntn_',
        'secret_',
        'pat',
        'figd_',
        'PMAK-',
        'fio-u-',
        'ico-',
        'CLOJARS_',
      ],
      ...['clojars_', 's-s4t2'],
    ],
    least: 36,
    find: `AT[AC]TT3${W}{60,300}(?:=[A-F0-9]{8})?|lin_(?:api|oauth)_[A-Za-z0-9]{32,64}|ntn_[0-9]{11}[A-Za-z0-9]{32,36}|secret_[A-Za-z0-9]{43}${END}|pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}|figd_${W}{36,60}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|fio-u-[A-Za-z0-9_=-]{60,68}|ico-[A-Za-z0-9]{32}${END}|(?:CLOJARS|clojars)_[a-z0-9]{60}|s-s4t2(?:ud|af)-[a-f0-9]{64}`,
    example: (d) => `lin${'_'}api_${d('alnum', 40)}`,
    leavesAlone: ['ntn_12345678901abc', 'ico-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX', 'path/to/file'],
  },
  {
    name: 'databases: PlanetScale, Databricks, MongoDB Atlas, Confluent',
    kind: 'password',
    starts: ['pscale_', 'dapi', 'mdb_sa_sk_', 'cflt'],
    least: 36,
    find: 'pscale_(?:pw|tkn|oauth)_[A-Za-z0-9=._-]{30,66}|dapi[a-f0-9]{32}(?:-\\d)?|mdb_sa_sk_[A-Za-z0-9_-]{30,60}|cflt[A-Za-z0-9+/]{50,70}',
    example: (d) => `pscale${'_'}pw_${d('url', 43)}`,
    leavesAlone: ['pscale_connect'],
  },
  {
    name: '1Password, age, OpenShift',
    kind: 'secret',
    starts: ['A3-', 'AGE-SECRET-KEY-1', 'sha256~'],
    least: 34,
    find: `A3-[A-Z0-9]{6}-[A-Z0-9]{6,11}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}(?:-[A-Z0-9]{5})?|AGE-SECRET-KEY-1[A-Z0-9]{40,64}|sha256~${W}{43}`,
    example: (d) => `AGE${'-'}SECRET-KEY-1${d('upper', 58)}`,
    leavesAlone: ['A3-xXXXXX-XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX'],
  },
  {
    name: 'Azure',
    kind: 'secret',
    starts: ANY,
    least: 36,
    mark: 'Q~|AzCa|\\+A(?:St|MC|Io|Ba)',
    find: '[A-Za-z0-9_~.]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}|AzCa[A-Za-z0-9+/=]{30,60}|[A-Za-z0-9+/]{76}(?:AzCa|\\+ASt|\\+AMC|\\+AIo|\\+ABa)[A-Za-z0-9+/]{5}[AQgw]==',
    example: (d) => `${d('alnum', 3)}8Q${'~'}${d('alnum', 34)}`,
    leavesAlone: ['a~b~c'],
  },
  {
    name: 'Facebook apps',
    kind: 'token',
    starts: DIGITS,
    least: 43,
    mark: '\\d(?:\\||%7C)',
    find: '\\d{15,16}(?:\\||%7C)[A-Za-z0-9_-]{27,40}',
    example: (d) => `${d('digits', 16)}|${d('url', 27)}`,
    leavesAlone: ['1714657419515399'],
  },
  {
    name: 'social: Facebook, Twitter, Dropbox, Twitch',
    kind: 'token',
    starts: ['EAAM', 'EAAC', 'AAAAAAAAAAAAAAAAAAAAAA', 'sl.', 'oauth:'],
    least: 36,
    find: `EAA[MC][A-Za-z0-9]{60,300}|A{22}[A-Za-z0-9%]{60,100}|sl\\.(?:u\\.)?${W}{130,1500}|oauth:[a-z0-9]{30}${END}`,
    example: (d) => `oauth${':'}${d('lower', 15)}${d('digits', 15)}`,
    leavesAlone: ['eaaaC0b75a9329fded2ffa9a02b47e0117831b82'],
  },
  {
    name: 'OpenClaw gateway tokens: 48 hex digits',
    kind: 'token',
    starts: HEX,
    least: 48,
    find: `(?:[0-9a-f]{48}|[0-9A-F]{48})${END}`,
    example: (d) => d('hex', 48),
    leavesAlone: ['da39a3ee5e6b4b0d3255bfef95601890afd80709', '0'.repeat(48)],
  },
  {
    name: 'one-time password set-up',
    kind: 'secret',
    starts: ['otpauth'],
    least: 30,
    find: 'otpauth://[^\\s"\'<>]{1,200}[?&]secret=([A-Za-z2-7]{16,128})',
    example: (d) => `otpauth://${'totp'}/a?secret=${d('base32', 32)}`,
    leavesAlone: ['otpauth://totp/a'],
  },
  {
    name: 'keys in two or more parts: Z.AI, Asana, Zoho, Bitwarden, fal, Ghost, Firebase, ngrok',
    kind: 'key',
    starts: ANY,
    least: 34,
    inside: true,
    find: `[0-9a-f]{32}\\.(?=[A-Za-z0-9]{0,15}[A-Z])(?=[A-Za-z0-9]{0,15}[a-z])[A-Za-z0-9]{16}${END}|\\d/\\d{13,20}(?:/\\d{13,20})?:[0-9a-f]{32}|1000\\.[0-9a-f]{32}\\.[0-9a-f]{32}|0\\.${UUID}\\.[A-Za-z0-9]{20,40}:[A-Za-z0-9+/]{16,60}={0,2}|${UUID}:[0-9a-f]{32}${END}|[0-9a-f]{24}:[0-9a-f]{64}${END}|[A-Za-z0-9_-]{11,30}:APA91${W}{100,200}|2[A-Za-z0-9]{26}_(?=[A-Za-z0-9]{0,21}\\d)(?=[A-Za-z0-9]{0,21}[A-Z])[A-Za-z0-9]{20,22}${END}`,
    example: (d) => `${d('hex', 32)}.a7K${d('alnum', 13)}`,
    leavesAlone: [
      'd41d8cd98f00b204e9800998ecf8427e.css',
      '1000.5',
      'd41d8cd98f00b204e9800998ecf8427e.stylesheetchunk',
    ],
  },
  {
    name: 'identifiers that let in: HubSpot, Plaid, LaunchDarkly, Axiom, Snyk',
    kind: 'token',
    starts: ['pat-', 'access-', 'public-', 'sdk-', 'api-', 'mob-', 'sk-lf-', 'xaat-', 'xapt-', 'snyk_'],
    least: 40,
    find: `(?:pat-[a-z]{2}\\d{1,2}-|access-(?:sandbox|development|production)-|sdk-|api-|mob-|sk-lf-|xaat-|xapt-)${UUID}${END}|snyk_[a-z]{3}\\.[0-9a-f]{8}\\.${W}{30,100}`,
    example: (d) => `pat${'-'}na1-${[8, 4, 4, 4, 12].map((length) => d('hex', length)).join('-')}`,
    leavesAlone: ['pat-na1-', 'sdk-for-node', 'api-gateway-internal-service-name'],
  },
  {
    name: 'PayPal',
    kind: 'token',
    starts: ['access_token$'],
    least: 60,
    find: 'access_token\\$(?:production|sandbox)\\$[a-z0-9]{10,24}\\$[0-9a-f]{32}',
    example: (d) => `access_token$${'production'}$${d('lower', 16)}$${d('hex', 32)}`,
    leavesAlone: ['access_token$production'],
  },
  {
    name: 'Azure DevOps, Mapbox, money: extended keys and wallets',
    kind: 'key',
    starts: ANY,
    least: 50,
    inside: true,
    find: `[A-Za-z0-9]{70,80}AZDO[A-Za-z0-9]{4}${END}|sk\\.eyJ${W}{20,200}\\.${W}{16,60}|[xyz]prv[1-9A-HJ-NP-Za-km-z]{100,112}${END}|[5KL](?=[A-Za-z]{0,12}\\d)[1-9A-HJ-NP-Za-km-z]{50,51}${END}`,
    example: (d) => `${d('alnum', 76)}AZ${'DO'}${d('alnum', 4)}`,
    leavesAlone: ['AZDO', 'sk.eyJ', 'xprvtest'],
  },
];
