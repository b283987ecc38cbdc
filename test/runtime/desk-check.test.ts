/** `bot.mjs desk check`: proves desks without writing, says what is missing and where to get it, for people and scripts. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KEY, type LinearPeer, startLinear } from '../fakes/desks/linear.ts';
import { type Receiver, SECRETS, startReceiver } from '../fakes/desks/receiver.ts';
import { type Ran, runProgram } from '../gateway/programs.ts';

let dir: string;
let linear: LinearPeer;
let receiver: Receiver;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'desk-check-'));
  linear = await startLinear();
  receiver = await startReceiver();
});
afterEach(async () => {
  await linear.stop();
  await receiver.stop();
  rmSync(dir, { recursive: true });
});

async function check(args: string[], more: Record<string, string>): Promise<Ran> {
  const env = { PATH: '/usr/bin:/bin', HOME: dir, DATA_DIR: join(dir, 'data'), ...more };
  const ran = await runProgram('bot', ['desk', ...args], { env, cwd: dir, input: '' });
  onTestFinished(() => {
    for (const secret of [KEY, ...SECRETS]) expect(ran.stdout + ran.stderr).not.toContain(secret);
  });
  return ran;
}

/** A file of desks beside the program, with its secrets in the environment. */
function desksFile(team = 'OPS'): Record<string, string> {
  const text = `
[ops]
kind = "linear"
team = "${team}"
api_key = "$LINEAR_KEY"
url = "${linear.url}/graphql"

[webhook]
url = "${receiver.url}/hooks/openclaw"
secrets = "$HOOK_SECRET"
`;
  writeFileSync(join(dir, 'desks.toml'), text, { mode: 0o600 });
  return { DESKS: 'desks.toml', LINEAR_KEY: KEY, HOOK_SECRET: SECRETS[1] ?? '' };
}

describe('desk check', () => {
  it('tells of every desk what works and what nobody can know, and writes nothing', async () => {
    const { code, stdout, stderr } = await check(['check'], desksFile());
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('ops (linear)\n  ok       credentials: A key of OpenClaw bot in acme.');
    expect(stdout).toContain('  ok       team: Operations (OPS).');
    expect(stdout).toContain('  unknown  may write issues: ');
    expect(stdout).toContain('webhook\n  ok       address and secret: ');
    expect(stdout).toContain('  no       files: ');
    expect([linear.list, receiver.taken]).toEqual([[], []]);
  });

  it('says what is missing and where to get it, with exit code 1', async () => {
    const { code, stdout } = await check(['check', 'ops'], desksFile('NONE'));
    expect(code).toBe(1);
    expect(stdout).toContain('  missing  team: Linear does not show a team NONE to this key. Look under');
    expect(stdout).not.toContain('webhook');
    linear.expire();
    const expired = await check(['check', 'ops'], desksFile());
    expect(expired.code).toBe(1);
    expect(expired.stdout).toContain('  missing  credentials: Linear answered 401: Authentication required');
  });

  it('answers a script in JSON', async () => {
    const { code, stdout } = await check(['check', 'ops', '--json'], desksFile());
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      desks: [{ name: 'ops', kind: 'linear', ok: true, checks: [{ what: 'credentials', ok: true }, {}, {}] }],
    });
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['no desk is set', ['check'], {}, 'No desk is set, so there is nothing to check.'],
    [
      'there is no such desk',
      ['check', 'jira'],
      { DESK_HOOK: '?' },
      'There is no desk "jira" in DESKS. There are: hook.',
    ],
    ['there is no such word', ['try'], {}, 'There is no command "desk try".'],
  ])('is used wrongly when %s', async (_, args, given, words) => {
    const hook = JSON.stringify({ kind: 'webhook', url: `${receiver.url}/x`, secrets: SECRETS[0] });
    const env = Object.fromEntries(Object.keys(given).map((name) => [name, hook]));
    const { code, stderr } = await check(args, env);
    expect([code, stderr.includes(words)]).toEqual([2, true]);
  });

  it('tells wrong settings of desks together with all others', async () => {
    const given = desksFile();
    const { code, stderr } = await check(['check'], { ...given, LINEAR_KEY: '', PORT: 'x' });
    expect(code).toBe(2);
    expect(stderr).toContain('2 settings are wrong; nothing was started.');
    expect(stderr).toContain('PORT must be a number');
    expect(stderr).toContain('DESKS [ops] api_key names the variable LINEAR_KEY, which is not set.');
    expect(stderr).toContain('Personal API keys');
  });

  it('does not use a file of desks that others may read', async () => {
    const given = desksFile();
    chmodSync(join(dir, 'desks.toml'), 0o644);
    const { code, stderr } = await check(['check'], given);
    expect(code).toBe(2);
    expect(stderr).toContain('others may read');
    expect(stderr).toContain('chmod 600');
  });
});
