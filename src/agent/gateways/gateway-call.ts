/**
 * @module agent/gateways/gateway-call
 * Does this command line run a gateway? A shell calls `openclaw gateway`, an installed service calls Node with the
 * package's own entry, a container calls `node dist/index.js gateway` in the package's folder.
 */
import { posix, win32 } from 'node:path';

export type GatewayCall = {
  /** The program that Node is given, or the `openclaw` command itself. */
  script: string;
  /** What runs the script, e.g. `/usr/bin/node`; null when it is called by itself. */
  runtime: string | null;
  /** Nothing in it says OpenClaw: the entry of some package that has the same layout. */
  faint: boolean;
  /** The words behind `gateway`; empty and `run` both run it, others only ask it something. */
  rest: string[];
};

const COMMAND = /^(?:openclaw|clawdbot|moltbot)(?:\.m?js|\.cmd)?$/i;
/** Entries of the package (2026.2 to 2026.9). */
const ENTRY = /(?:^|[\\/])(?:dist[\\/](?:index|entry)\.m?js)$/;
const OURS = /(?:^|[\\/])[^\\/]*(?:openclaw|clawdbot|moltbot)[^\\/]*[\\/]/i;
const RUNTIME = /^(?:node|nodejs|bun)(?:[-.\d]*)(?:\.exe)?$/i;
/** Global options that take a value stand before the verb. */
const FURTHEST = 8;

const nameOf = (path: string): string => (path.includes('\\') ? win32 : posix).basename(path);

/** What a command line of whole words says; null when it does not run or ask a gateway. */
export function gatewayCall(argv: readonly string[]): GatewayCall | null {
  const at = argv.findIndex((word) => COMMAND.test(nameOf(word)) || ENTRY.test(word));
  const script = argv[at];
  if (script === undefined) return null;
  const verb = argv.slice(at + 1, at + 2 + FURTHEST).indexOf('gateway');
  if (verb < 0) return null;
  const before = argv.slice(0, at).find((word) => RUNTIME.test(nameOf(word)));
  return {
    script,
    runtime: before ?? null,
    faint: !COMMAND.test(nameOf(script)) && !OURS.test(script),
    rest: argv.slice(at + 2 + verb),
  };
}

/** Options of Node that take the next word. */
const WITH_VALUE = /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions)$/;
/** Options of Node that run something else than a script. */
const NO_SCRIPT = /^(?:-e|-p|--eval|--print|-pe|--test)(?:=|$)/;

/** The script that Node or Bun is given, whatever it is; null when it is given none, or something else is called. */
export function scriptOf(argv: readonly string[]): string | null {
  const at = argv.findIndex((word) => RUNTIME.test(nameOf(word)));
  // `env A=b node …` and `tini -- node …` start it too; further behind it is an argument.
  if (at < 0 || at > 4) return null;
  for (let next = at + 1; next < argv.length; next++) {
    const word = argv[next] ?? '';
    if (NO_SCRIPT.test(word)) return null;
    if (WITH_VALUE.test(word)) next++;
    else if (!word.startsWith('-')) return word === 'run' ? null : word;
  }
  return null;
}

/** `gateway`, `gateway --flag` and `gateway run` serve; other words are questions to one that does. */
export const serves = ({ rest: [first] }: GatewayCall): boolean =>
  first === undefined || first === 'run' || first.startsWith('-');

/** The value of `--name value` or `--name=value`; the last one counts. */
export function flagOf(argv: readonly string[], name: string): string | undefined {
  const found = argv.flatMap((word, at) => {
    if (word === name) return argv[at + 1] ?? [];
    return word.startsWith(`${name}=`) ? word.slice(name.length + 1) : [];
  });
  return found.at(-1);
}
