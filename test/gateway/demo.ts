/**
 * `npm run demo`: a real gateway with a fault in it, the bot and a host agent, and a triage typed for you. Without an
 * account, a token or anything outside loopback but the package registry.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startBotAndHost } from './bot-and-host.ts';
import { demoRecovery } from './demo-recovery.ts';
import { cannot, type Fault, type Plant, plantHealthy, plantOn } from './fault.ts';
import { faults } from './faults/index.ts';
import { healthyVariants } from './healthy/index.ts';
import { installOpenClaw } from './install.ts';
import { judge } from './judge.ts';
import type { Lab } from './lab.ts';
import { fileOf } from './programs.ts';

const LINE = '/openclaw triage node-3';
const HELP = `npm run demo [-- OPTIONS]

Starts a real OpenClaw gateway with a fault planted in it, the bot and a host agent, types
"${LINE}" and prints the thread. Then you can type further lines.

  --fault NAME    which fault (token-flag if not given)
  --twin NAME     the look-alike of that fault, in which nothing is wrong
  --recover       the whole recovery: two people are played, one asks and one agrees; exit code 0 if it ends recovered
  --healthy       no fault at all; with a NAME behind it a gateway that is well and looks unusual
  --once          end after the first thread: exit code 0 if the first finding is right
  --json          print one JSON object instead of the thread; implies --once
  --list-faults   one a line: name, accepted finding ids
  --list-healthy  one a line: name, what is unusual
  --help
`;

interface Scenario {
  title: string;
  accepted: readonly string[];
  /** Findings of a healthy host that accuse nobody. */
  says?: readonly string[] | undefined;
  /** What is complained of, typed behind the host. */
  complaint?: string | undefined;
  plant: Plant;
  needs: Pick<Fault, 'mounts' | 'otherUser'>;
}

const progress = (line: string) => void process.stderr.write(`${line}\n`);

/** Ends the demo as used wrongly: exit code 2. */
function usageError(line: string): never {
  progress(line);
  process.exit(2);
}

function readArguments() {
  const flag = { type: 'boolean' } as const;
  const word = { type: 'string' } as const;
  const options = {
    fault: word,
    twin: word,
    healthy: flag,
    once: flag,
    recover: flag,
    json: flag,
    'list-faults': flag,
    'list-healthy': flag,
    help: flag,
  };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [name, more] = positionals;
    if (more !== undefined || (name !== undefined && !values.healthy))
      throw new Error(`"${more ?? name}" is not understood.`);
    return { ...values, variant: name };
  } catch (error) {
    return usageError(`${(error as Error).message}\nFor example: npm run demo -- --fault token-flag --once`);
  }
}

function faultNamed(name: string) {
  const fault = faults.find((one) => one.name === name);
  return (
    fault ?? usageError(`There is no fault "${name}". There are: ${faults.map((one) => one.name).join(', ')}`)
  );
}

function variantNamed(wanted: string): Scenario {
  const variant = healthyVariants.find(({ name }) => name === wanted);
  if (!variant) {
    const names = healthyVariants.map(({ name }) => name).join(', ');
    return usageError(`There is no healthy variant "${wanted}". There are: ${names}`);
  }
  const { title, plant, says, complaint, ...needs } = variant;
  return { title, accepted: [], says, complaint, plant, needs };
}

function scenarioOf(asked: ReturnType<typeof readArguments>): Scenario {
  const chosen = [asked.fault, asked.twin, asked.healthy].filter((one) => one !== undefined);
  if (chosen.length > 1) usageError('Choose one of --fault, --twin and --healthy.');
  if (asked.variant !== undefined) return variantNamed(asked.variant);
  if (asked.healthy) return { title: 'a healthy gateway', accepted: [], plant: plantHealthy, needs: {} };
  const fault = faultNamed(asked.twin ?? asked.fault ?? 'token-flag');
  const { title, accepted, plant, twin, complaint, ...needs } = fault;
  if (asked.twin) return { title: twin.title, accepted: [], complaint, plant: twin.plant, needs };
  return { title, accepted, complaint, plant, needs };
}

/** OpenClaw keeps locks by user id in /tmp. Inside the namespace we are a second user 0, who needs its own. */
const OWN_LOCKS = `for dir in /tmp/openclaw /tmp/openclaw-state-locks-0; do
  if [ -d "$dir" ]; then mount -t tmpfs -o mode=700 tmpfs "$dir" || exit 2; fi
done; exec "$@"`;

/** Runs the demo again as root of a namespace of its own, where a small disk can be mounted. */
function againWithMounts(): number {
  if (process.platform !== 'linux' || spawnSync('unshare', ['-Urm', 'true']).status !== 0) {
    progress('This fault needs a small disk of its own, and this user may not mount one here.');
    progress(
      'Nothing was started. Next: run the same line as root, or choose another fault (--list-faults).',
    );
    return 2;
  }
  const again = [process.execPath, import.meta.filename, ...process.argv.slice(2)];
  const argv = ['-Urm', '--', 'sh', '-c', OWN_LOCKS, 'sh', ...again];
  return spawnSync('unshare', argv, { stdio: 'inherit' }).status ?? 1;
}

/** Says that something takes long, every two seconds, until the work is done. */
async function patiently<T>(what: string, work: Promise<T>): Promise<T> {
  const started = Date.now();
  const ticker = setInterval(() => progress(`${what}, ${Math.round((Date.now() - started) / 1000)} s`), 2000);
  return work.finally(() => clearInterval(ticker));
}

async function demo(scenario: Scenario, asked: ReturnType<typeof readArguments>): Promise<number> {
  const ending: Array<() => Promise<void>> = [];
  const endInOrder = async () => {
    for (let end = ending.pop(); end; end = ending.pop()) {
      await end().catch((error: Error) => progress(`While ending: ${error.message}`));
    }
  };
  let ended: Promise<void> | undefined;
  const endAll = () => {
    ended ??= endInOrder();
    return ended;
  };
  let interrupted = false;
  const interrupt = (why: string) => {
    if (interrupted) return;
    interrupted = true;
    progress(`${why}: ending everything that was started`);
    void endAll().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
  // Whoever started us may be killed without a word to us: then we have a new parent, and no reader.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && interrupt('The caller is gone'), 1000).unref();

  try {
    for (const program of ['bot', 'host'] as const) fileOf(program);
    const openclaw = await installOpenClaw(progress);
    progress(`Starting OpenClaw ${openclaw.version} on loopback with: ${scenario.title}`);
    const opened = (lab: Lab) => void ending.push(lab.dispose);
    const planted = await patiently('Preparing the gateway', plantOn(openclaw, scenario.plant, opened));
    if (asked.recover) {
      const ended = await demoRecovery(planted, {
        say: progress,
        show: (text) => console.log(`${text}\n`),
        ending: (end) => void ending.push(end),
      });
      console.log(`Planted: ${scenario.title}.\n${ended.says}.`);
      return ended.recovered ? 0 : 1;
    }
    const product = await startBotAndHost(planted, progress);
    ending.push(product.stop);

    const typed = scenario.complaint === undefined ? LINE : `${LINE}: ${scenario.complaint}`;
    progress(`Typing: ${typed}\n`);
    const thread = await patiently('Waiting for the thread', product.say(typed));
    const verdict = judge(
      scenario.accepted,
      thread.findings.filter(({ id }) => !scenario.says?.includes(id)),
    );
    if (asked.json) console.log(JSON.stringify({ ...thread, planted: scenario.title, ...verdict }));
    else {
      console.log(thread.thread.join('\n\n'));
      console.log(`\nPlanted: ${scenario.title}.\n${verdict.says}`);
    }
    if (asked.once || asked.json) return verdict.passed ? 0 : 1;

    console.log('\nType further lines, for example: /openclaw help (Ctrl-D ends the demo)\n');
    const chat = spawn(process.execPath, [fileOf('bot'), 'chat'], { ...product.setting, stdio: 'inherit' });
    await once(chat, 'exit');
    return 0;
  } catch (error) {
    // While everything is being ended, what is under way fails: that is not what the person wants to read.
    if (interrupted) await new Promise(() => {});
    throw error;
  } finally {
    await endAll();
  }
}

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (asked['list-healthy']) {
    for (const { name, title } of healthyVariants) console.log(`${name}\t${title}`);
    return 0;
  }
  if (asked['list-faults']) {
    for (const { name, accepted } of faults) console.log(`${name}\t${accepted.join(', ')}`);
    return 0;
  }
  const scenario = scenarioOf(asked);
  if (scenario.needs.mounts && !scenario.needs.otherUser && process.getuid?.() !== 0)
    return againWithMounts();
  const why = cannot(scenario.needs);
  if (why !== undefined) {
    progress(`This fault cannot be planted here: ${why}.`);
    progress('Nothing was started. Next: as it says, or choose another fault (--list-faults).');
    return 2;
  }
  try {
    return await demo(scenario, asked);
  } catch (error) {
    progress(`The demo failed: ${(error as Error).message}`);
    progress('Everything that it started has been ended.');
    return 1;
  }
}

process.exit(await main());
