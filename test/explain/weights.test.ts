/** Where nothing decides, words lead: the likely finding comes first, and never as a claim. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import { WEIGHTS } from '../../src/explain/weights/index.ts';
import { explain } from './explain.ts';

it('leads only to findings that have a rule', () => {
  const ids: readonly string[] = RULES.map((r) => r.id);
  expect(Object.keys(WEIGHTS).filter((id) => !ids.includes(id))).toEqual([]);
});

const PLAIN: readonly (readonly [string, string])[] = [
  ['our nightly automation has not fired since Tuesday', 'cron-no-next-wake'],
  ['die geplanten Jobs laufen nie, cron zeigt nichts', 'cron-no-next-wake'],
  ['定时任务昨天开始不触发', 'cron-no-next-wake'],
  ['the morning report runs but nothing is delivered to the chat by cron', 'cron-delivery-failed'],
  ['the gateway is gone as soon as I close the ssh session', 'linger-disabled'],
  ['sobald ich mich abmelde ist das Gateway weg, loginctl sagt nichts', 'linger-disabled'],
  ['nginx in front drops the websocket every 60 seconds', 'proxy-idle-timeout'],
  ['the wizard dropped my settings, openclaw.json was overwritten', 'config-clobbered'],
  ['配置文件升级后被覆盖了', 'config-clobbered'],
  ['ssh tunnel still forwards to the old port', 'tunnel-stale-port'],
  ['the volume is not mounted, after each container restart everything is lost', 'container-mount-drift'],
  ['screenshot tool refused, playwright and chrome cdp not reachable', 'browser-cdp-unreachable'],
  ['api key expired for the provider, oauth refresh token rejected', 'model-auth-missing'],
  ['余额不足，模型一直 429 限流', 'model-rate-limited'],
  ['the bot ignores every group message unless it is mentioned', 'group-allowlist-blocks'],
  ['one chat hangs in processing, all others work', 'session-stuck'],
  ['the two ends have different passwords', 'token-drift'],
  ['die Zugangsdaten von App und Dienst sind unterschiedlich, das Passwort', 'token-drift'],
  ['my new tablet has to be confirmed by somebody', 'pairing-required'],
  ['the storage of the box is stuffed', 'disk-full'],
  ['die Platte ist randvoll', 'disk-full'],
  ['a misplaced comma, and it objects', 'config-invalid'],
  ['no chrome here, it will not open', 'browser-launch-failed'],
  ['outside world cannot be seen from here', 'dns-or-network-egress'],
  ['a script that is not on the list', 'exec-allowlist-miss'],
  ['protokolle werden riesig', 'log-growth'],
  ['I was asked for a code and never had one', 'auth-missing'],
  ['shut out for half of an hour, my password guesses were wrong', 'auth-rate-limited'],
  ['the turn of my agent goes on and on, it is endless', 'session-stuck'],
  ['kein Internet auf dem Server', 'dns-or-network-egress'],
  ['the bot hears everybody but me', 'dm-policy-blocks'],
  ['no plist on this mac', 'service-not-installed'],
  ['the host has its clock three hours behind', 'clock-skew'],
  ['两个进程同时在跑', 'duplicate-gateway'],
  [
    'my second agent knows what I told the other bot, as if from one memory of the other bot',
    'instance-isolation-violation',
  ],
];

describe('a complaint in plain words', () => {
  it.each(PLAIN)('is no claim: %s', (symptom) => {
    const [first] = explain(symptom);
    expect(first?.confidence).toBeLessThan(CLAIM);
    expect(first?.for.length).toBeGreaterThan(0);
  });

  it('has its cause among the first three, six times of seven', () => {
    const missed = PLAIN.filter(
      ([symptom, id]) =>
        !explain(symptom)
          .slice(0, 3)
          .some((f) => f.id === id),
    );
    expect(missed.length / PLAIN.length, missed.map(([said]) => said).join('\n')).toBeLessThanOrEqual(1 / 7);
  });
});

describe('what was pasted beside a complaint leads to', () => {
  it.each([
    ['container-mount-drift', 'docker container stops', "Error: EACCES: permission denied, mkdir '/mnt/d'"],
    [
      'dns-or-network-egress',
      'no picture gets through',
      'getaddrinfo ENOTFOUND api.telegram.org',
      'nameserver 198.18.0.2',
    ],
    ['event-loop-saturated', 'nobody gets in', 'LISTEN Recv-Q=3 127.0.0.1:18789', 'curl: 0 bytes received'],
    ['secretref-unresolved', 'bot is mute', '"botToken": {"source":"file","provider":"safe","id":"/bot"}'],
    ['service-config-path-mismatch', 'something is off', '/srv/x/.openclaw/.openclaw/openclaw.json'],
    [
      'version-skew',
      'doctor calls it unreachable since the update',
      '/usr/lib/node_modules/openclaw 2026.9.2\n/home/u/.npm-global/lib/node_modules/openclaw 2026.9.6',
    ],
  ])('%s: %s', (id, symptom, ...lines) => {
    const [first] = explain(symptom, ...lines);
    expect(first?.id).toBe(id);
    expect(first?.confidence).toBeLessThan(CLAIM);
  });
});

it('shows the words that speak for a guess', () => {
  const [first] = explain('automations are due\nand the timer never fires');
  const quotes = first?.for.map((s) => s.quote);
  expect(quotes).toEqual(expect.arrayContaining(['automation', 'timer']));
});

describe('what is named only to be denied says nothing', () => {
  it.each([
    ['no second gateway, no zombie process', 'duplicate-gateway'],
    ['vm event: oom_killed=false', 'memory-pressure'],
    ['keine Sperre, kein Lock', 'stale-lock'],
  ])('%s', (text, id) => {
    expect(explain(text).map((f) => f.id)).not.toContain(id);
  });
});

it('a decisive line against a loud text of another family is shown, not claimed', () => {
  const findings = explain(
    'since the token was rotated every client is refused, old token in the unit, token mismatch everywhere',
    'Unit openclaw-gateway.service: Environment=OPENCLAW_GATEWAY_TOKEN=… differs, gateway-token-drift',
    'sandbox: resolves to private/internal/special-use IP address, blocked',
  );
  expect(findings.filter((f) => f.confidence >= CLAIM)).toEqual([]);
  expect(findings.map((f) => f.id)).toContain('network-policy-blocked');
});
