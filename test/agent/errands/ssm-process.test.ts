/**
 * The shipped host agent as the shipped document starts it, and killed as CancelCommand kills: a look ends with the
 * command, a change does not.
 */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepJoined } from '../../../src/agent/channel/join.ts';
import { linesOf, readAnswer } from '../../../src/dispatch/read-answer.ts';
import { digestOf } from '../../../src/protocol/canonical.ts';
import { errandText } from '../../../src/protocol/errand.ts';
import type { Delivery, Order } from '../../../src/protocol/order.ts';
import { generateSigningKey, loadSigner, type Signer } from '../../../src/protocol/signer.ts';
import { eventually } from '../../contracts/world.ts';
import { install, type Machine } from '../../fakes/ssm/machine.ts';
import { type FakeSsm, startSsm } from '../../fakes/ssm/server.ts';
import { fileOf, runProgram, type Service, startProgram } from '../../gateway/programs.ts';

const INSTANCE = 'i-0123456789abcdef0';
const PATIENCE_MS = 90_000;
const NOBODY = 65_534;

let home: string;
let ssm: FakeSsm;
let bot: Signer;
let host: Signer;
let state: string;
let counter = 0;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'ssm-process-'));
  state = join(home, '.openclaw-host-agent');
  bot = await loadSigner(await generateSigningKey());
  const keyText = await generateSigningKey();
  host = await loadSigner(keyText);
  mkdirSync(state, { mode: 0o700 });
  const pinned = { v: 1 as const, url: 'http://127.0.0.1:9', hostId: 'node-9.x', name: 'node-9', joinSeq: 1 };
  await keepJoined(state, { ...pinned, key: bot.publicKey, host: host.kid }, keyText, Date.now());
  const policy = join(home, 'agent.toml');
  writeFileSync(policy, 'read_only = false\nallow = ["@look", "@freeze"]\n', { mode: 0o600 });
  ssm = await startSsm();
  ssm.machines.push({ id: INSTANCE, online: true, home, lib: install(home, fileOf('host')) });
  // The shipped step but for one flag: this machine's own policy lies in /etc.
  ssm.faults.documentText = ssm.faults.documentText.replace(
    'exec /usr/local/lib/openclaw-host-agent/ssm-order',
    `$& --policy ${policy}`,
  );
});
afterAll(async () => {
  await ssm.stop();
  rmSync(home, { recursive: true, force: true });
});

const orderOf = (more: Partial<Order>): Order => ({
  v: 1,
  id: 'o-1',
  op: 'triage',
  mode: 'read',
  args: { probes: ['resources'] },
  host: host.kid,
  incident: 'inc-1',
  requester: 'U-mira',
  iat: Date.now(),
  exp: Date.now() + 300_000,
  preconditions: [],
  ...more,
});

async function errandOf(order: Order, from = 0): Promise<{ text: string; delivery: Delivery }> {
  counter += 1;
  const now = Date.now();
  const delivery: Delivery = {
    v: 1,
    order: await digestOf(order),
    jti: `j-${counter}`,
    session: null,
    counter,
    iat: now,
    exp: now + 120_000,
    from,
  };
  const signed = {
    order: await bot.sign('ocorder+jws', order),
    delivery: await bot.sign('ocdelivery+jws', delivery),
  };
  return { text: errandText({ v: 1, ...signed }), delivery };
}

/** The kinds of frames that a command has printed, each once, or the code of its refusal. */
async function printed(command: string, { order, jti, from = 0 }: Delivery): Promise<string[]> {
  const { out, err } = await ssm.ended(command);
  const answer = await readAnswer(out, { host, jti, order, from });
  if (answer.state === 'refused') return [answer.head.code];
  if (answer.state !== 'part') throw new Error(`${JSON.stringify(answer)} ${out.slice(0, 200)} ${err}`);
  const { lines } = linesOf(new Uint8Array(), answer.bytes);
  return [...new Set(lines.map((line) => (JSON.parse(line) as { type: string }).type))];
}

async function asks(order: Order): Promise<string[]> {
  const { text, delivery } = await errandOf(order);
  return printed(ssm.sendAs(INSTANCE, text), delivery);
}

describe('a host agent that SSM starts', { timeout: 2 * PATIENCE_MS }, () => {
  it('looks by itself, prints one signed answer, and leaves nothing running', async () => {
    expect(await asks(orderOf({ id: 'o-look' }))).toEqual(['accepted', 'evidence', 'done']);
    expect(readdirSync(state)).not.toContain('agent.lock');
  });

  it('gives a change to a process of its own, which a cancelled command does not take with it', async () => {
    const args = { freeze: 'f-1', by: 'mira', until: Date.now() + 600_000 };
    const order = orderOf({ id: 'o-hold', op: 'freeze.hold', mode: 'change', args });
    const { text } = await errandOf(order);
    const command = ssm.sendAs(INSTANCE, text);
    const begun = async () =>
      readdirSync(join(state, 'errands')).filter((name) => name.endsWith('.transcript')).length;
    expect(await eventually(begun, (seen) => seen > 1, PATIENCE_MS)).toBeGreaterThan(1);
    ssm.commands.find(({ id }) => id === command)?.running?.kill();
    const frozen = () =>
      runProgram('host', ['frozen', '--state', state], {
        env: { HOME: home, PATH: '/usr/bin:/bin' },
        cwd: home,
      });
    expect((await eventually(frozen, ({ code }) => code === 1, PATIENCE_MS)).stdout).toContain('mira');
    const end = await eventually(
      () => asks(order),
      (types) => types.includes('done'),
      PATIENCE_MS,
    );
    expect(end).toEqual(['accepted', 'evidence', 'done']);
  });

  it('gives its orders to the host agent that runs, which alone has the journal', async () => {
    const lift = orderOf({
      id: 'o-lift',
      op: 'freeze.lift',
      mode: 'change',
      args: { freeze: 'f-1', by: 'mira' },
    });
    await eventually(
      () => asks(lift),
      (types) => types.includes('done'),
      PATIENCE_MS,
    );
    const lock = async () => readdirSync(state).includes('agent.lock');
    // The process of the changes before ends by itself a minute after the last.
    await eventually(lock, (held) => !held, PATIENCE_MS);
    const env = { HOME: home, PATH: '/usr/bin:/bin' };
    const agent: Service = startProgram('host', ['run', '--state', state], { env, cwd: home });
    try {
      await eventually(lock, (held) => held, PATIENCE_MS);
      expect(await asks(orderOf({ id: 'o-resident' }))).toEqual(['accepted', 'evidence', 'done']);
      expect(agent.printed()).toContain('o-resident');
    } finally {
      await agent.stop();
    }
  });

  // SSM starts programs as root, whoever owns the gateway.
  it.skipIf(process.getuid?.() !== 0)(
    'has no more rights than the user that the host agent belongs to',
    async () => {
      chmodSync(home, 0o755);
      chmodSync(join(home, 'agent.toml'), 0o644);
      const all = [
        state,
        ...readdirSync(state, { recursive: true }).map((name) => join(state, String(name))),
      ];
      for (const path of all) chownSync(path, NOBODY, NOBODY);
      expect(await asks(orderOf({ id: 'o-nobody' }))).toEqual(['accepted', 'evidence', 'done']);
      const owners = readdirSync(state, { recursive: true }).map(
        (name) => statSync(join(state, String(name))).uid,
      );
      expect([...new Set(owners)]).toEqual([NOBODY]);
    },
  );

  describe.skipIf(process.getuid?.() !== 0)('as root', () => {
    const other = { id: 'i-0123456789abcdef1', online: true };
    /** Its Node, but in a folder that somebody owns. */
    function ownedBy(uid: number, mode = 0o755): Machine {
      const folder = mkdtempSync(join(tmpdir(), 'ssm-own-'));
      const lib = install(folder, fileOf('host'));
      const bin = join(folder, 'bin');
      mkdirSync(bin);
      // Whoever owns the folder says what runs; here it says as whom it ran.
      const ran = join(folder, 'ran');
      writeFileSync(join(bin, 'node'), `#!/bin/sh\nid -u >> ${ran}\nexec ${process.execPath} "$@"\n`);
      chmodSync(join(bin, 'node'), 0o755);
      writeFileSync(ran, '');
      chmodSync(ran, 0o666);
      chmodSync(folder, 0o755);
      chmodSync(bin, mode);
      for (const path of [bin, join(bin, 'node')]) chownSync(path, uid, uid);
      rmSync(join(lib, 'node'));
      symlinkSync(join(bin, 'node'), join(lib, 'node'));
      return { ...other, home, lib };
    }
    const ranAs = (machine: Machine): string[] => [
      ...new Set(
        readFileSync(join(machine.lib ?? '', '..', 'ran'), 'utf8')
          .split('\n')
          .filter(Boolean),
      ),
    ];
    async function asked(machine: Machine, owner: number) {
      chownSync(state, owner, owner);
      for (const name of readdirSync(state, { recursive: true }))
        chownSync(join(state, String(name)), owner, owner);
      ssm.machines.splice(1, 1, machine);
      const { text, delivery } = await errandOf(orderOf({ id: `o-${counter}` }));
      const command = ssm.sendAs(machine.id, text);
      const { out, err } = await ssm.ended(command);
      return { out, err, delivery, command };
    }
    const DAEMON = 1;

    it('starts a Node that the owner could replace with the owner’s rights alone', async () => {
      const machine = ownedBy(NOBODY);
      const { delivery, command } = await asked(machine, NOBODY);
      expect(await printed(command, delivery)).toEqual(['accepted', 'evidence', 'done']);
      expect(ranAs(machine)).toEqual([String(NOBODY)]);
    });

    it.each([
      ['of root, where its Node belongs to somebody else', DAEMON, 0o755, 0],
      ['of a user, where its Node belongs to another user', DAEMON, 0o755, NOBODY],
      ['of a user, where anybody may put another Node', 0, 0o777, NOBODY],
    ])('starts nothing for a state %s', async (_, nodeOf, mode, owner) => {
      const machine = ownedBy(nodeOf, mode);
      const { out, err } = await asked(machine, owner);
      expect(err).toContain('OC-UNSAFE: somebody other than root');
      expect(out).toBe('');
      expect(ranAs(machine)).toEqual([]);
    });

    it('refuses to be started as root for another user, as an older document did', async () => {
      chownSync(state, NOBODY, NOBODY);
      const { text } = await errandOf(orderOf({ id: 'o-older' }));
      const ran = await runProgram('host', ['ssm-order', text, '--state', state], {
        env: { HOME: home, PATH: '/usr/bin:/bin' },
        cwd: home,
      });
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('OC-AS-ROOT');
    });
  });

  it('says of an order for another host that it is not here, and signs nothing', async () => {
    const { text } = await errandOf(orderOf({ id: 'o-other', host: 'x'.repeat(43) }));
    const { out, err, status } = await ssm.ended(ssm.sendAs(INSTANCE, text));
    expect({ out, status }).toEqual({ out: '', status: 'Failed' });
    expect(err).toContain('OC-NOT-HERE');
  });
});
