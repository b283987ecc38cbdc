/**
 * install.sh killed at each command that changes a file, in the middle of an upgrade: what runs is the old or the new
 * release, whole; running it again finishes the work with the same key and journal. `KILLS_PART=2/4` kills at every
 * fourth change, beginning with the second; without it at all of them.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ofAnotherBuild, place, release } from '../host-agent/installed.ts';
import { startBot } from './bot.ts';

/** Everything by which install.sh changes what lies on the disk. */
const CHANGERS = ['mkdir', 'mv', 'rm', 'cp', 'ln', 'sync', 'chmod'];
const MOST = 80;
const [part = 1, parts = 1] = (process.env.KILLS_PART ?? '1/1').split('/').map(Number);

let bot: Awaited<ReturnType<typeof startBot>>;
const here = place();
beforeAll(async () => {
  bot = await startBot();
});
afterAll(async () => {
  here.close();
  await bot.stop();
});

/** Commands of the same names that count themselves, and at a given one kill who has called them. */
function trap(at: number): Record<string, string> {
  const dir = join(here.dir, 'trap');
  const count = join(here.dir, 'count');
  mkdirSync(dir, { recursive: true });
  writeFileSync(count, '0');
  for (const name of CHANGERS) {
    const script = `#!/bin/sh\nn=$(($(cat ${count}) + 1))\necho $n >${count}\n[ $n != ${at} ] || { kill -9 $PPID; exit 9; }\nexec /bin/${name} "$@"\n`;
    writeFileSync(join(dir, name), script);
    chmodSync(join(dir, name), 0o755);
  }
  return { PATH: `${dir}:${here.env.PATH}` };
}

it('an upgrade that is killed at each of its changes', async () => {
  const [first, second] = [join(here.dir, 'first'), join(here.dir, 'second')];
  release(first);
  release(second, ofAnotherBuild('b'.repeat(16)));
  const code = await bot.enroll('node-k');
  const ran = await here.install(first, ['--url', bot.url, '--name', 'node-k', '--code-file', '-'], code);
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  const { joined } = await here.status();
  const journal = here.journal();

  let kills = 0;
  for (let at = part; at <= MOST; at += parts) {
    // To and fro, so that each kill is in the middle of a change.
    const [to, back] = kills % 2 === 0 ? [second, first] : [first, second];
    const cut = await here.install(to, [], '', trap(at));
    if (cut.signal === null) {
      expect(cut, cut.stderr).toMatchObject({ code: 0 });
      break;
    }
    kills += 1;
    const program = readFileSync(join(here.lib, 'host.mjs'), 'utf8');
    const whole = [first, second].some((one) => readFileSync(join(one, 'host.mjs'), 'utf8') === program);
    expect(whole, `the program after kill ${at}`).toBe(true);
    expect((await here.host('policy')).code, `all files after kill ${at}`).toBe(0);
    const again = await here.install(to, []);
    expect(again, `${at}: ${again.stderr}`).toMatchObject({ code: 0 });
    expect(await here.status()).toMatchObject({ running: true, thisBuild: true, joined });
    expect(back).not.toBe(to);
  }
  console.log(`install.sh was killed at ${kills} changes, KILLS_PART=${part}/${parts}`);
  expect(kills * parts).toBeGreaterThan(20);
  expect(kills * parts).toBeLessThan(MOST);
  expect(here.journal().startsWith(journal)).toBe(true);
  expect(await bot.card('node-k')).toMatchObject({ quarantined: null });
  const gone = await here.install(first, ['--uninstall']);
  expect(gone, gone.stderr).toMatchObject({ code: 0 });
}, 1_500_000);
