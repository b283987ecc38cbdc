/**
 * @module agent/stays-small
 * Keeps the memory of a process small that waits for months and works for moments. Compilers that make hot code faster
 * cost it 6 MB and young objects that are left lying 4 MB (Node 24.21), and nothing here is ever hot: looks are
 * processes of their own. To be called before the code that it is for is loaded.
 */
import { setFlagsFromString } from 'node:v8';

const FLAGS = ['--semi-space-growth-factor=1', '--no-opt', '--no-maglev', '--no-sparkplug'];

export function staySmall(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
