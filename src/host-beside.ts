/**
 * @module host-beside
 * Door: loads the host agent's other files from beside the one that people start. All are copied by hand, so one may be
 * missing or of another build, and then nothing is done.
 */
import { BUILD } from './build.ts';

const BESIDE = {
  'host-run': () => import('./host-run.ts'),
  'host-collect': () => import('./host-collect.ts'),
  'host-diagnosis': () => import('./host-diagnosis.ts'),
  'host-recover': () => import('./host-recover.ts'),
  'host-publish': () => import('./host-publish.ts'),
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
