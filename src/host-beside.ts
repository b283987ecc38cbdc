/**
 * @module host-beside
 * Door: what all commands of `host.mjs` share: their flags and exit codes, how a wrong use is told, and the files beside
 * this program, of which each command loads what it needs.
 */
import { homedir } from 'node:os';
import { join as joinPath } from 'node:path';
import { BUILD } from './build.ts';

export const HEALTHY = 0;
export const FINDINGS = 1;
export const WRONG_USE = 2;

export type Flags = Readonly<Record<string, string | boolean | string[] | undefined>>;

/** A wrong use or something that cannot be got past, told as cause and next step. */
export function complain(...lines: string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return WRONG_USE;
}

/** What a command of another file came to. */
export const told = ({ code, complaint }: CommandEnd): number =>
  complaint === undefined ? code : complain(complaint.message, complaint.hint);
export type CommandEnd = { code: number; complaint?: { message: string; hint: string } };

export const out = (text: string): void => void process.stdout.write(`${text}\n`);
export const outJson = (value: unknown): void => out(JSON.stringify(value));
export const text = (flags: Flags, name: string): string | undefined => {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
};

export const stateDirOf = (flags: Flags): string =>
  text(flags, 'state') ?? joinPath(homedir(), '.openclaw-host-agent');

/** Files beside this one, loaded by what needs them. All are copied by hand, so one may be missing or of another build. */
const BESIDE = {
  'host-run': () => import('./host-run.ts'),
  'host-collect': () => import('./host-collect.ts'),
  'host-diagnosis': () => import('./host-diagnosis.ts'),
  'host-recover': () => import('./host-recover.ts'),
  'host-publish': () => import('./host-publish.ts'),
  'host-errand': () => import('./host-errand.ts'),
};
const ALL_OF_ONE_BUILD = 'Copy all host*.mjs of one build into one folder.';

export async function beside<Name extends keyof typeof BESIDE>(
  name: Name,
): Promise<Awaited<ReturnType<(typeof BESIDE)[Name]>>> {
  const loaded = await BESIDE[name]().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes(name)) throw error;
    const message = `${name}.mjs is needed beside this program, and it is not there. Nothing was done.`;
    throw Object.assign(new Error(message), { hint: ALL_OF_ONE_BUILD });
  });
  if (loaded.BUILD.id === BUILD.id) return loaded as Awaited<ReturnType<(typeof BESIDE)[Name]>>;
  const message = `${name}.mjs beside this program is of another build. Nothing was done.`;
  throw Object.assign(new Error(message), { hint: ALL_OF_ONE_BUILD });
}
