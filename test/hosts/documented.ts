/**
 * The commands that the documentation tells a stranger to paste, taken out of it: a test that runs these cannot
 * drift from what people read.
 */
import { readFileSync } from 'node:fs';

const README = new URL('../../infra/README-host-agent.md', import.meta.url);

/** The `sh` blocks under `### step` of `## way`, in one piece. Throws when there are none. */
export function documented(way: string, step: string): string {
  const section = part(readFileSync(README, 'utf8'), '## ', way);
  const blocks = [...part(section, '### ', step).matchAll(/^```sh\n([\s\S]*?)^```$/gm)];
  if (blocks.length === 0) throw new Error(`no commands under “${way}” → “${step}”`);
  return blocks.map(([, block]) => block).join('');
}

/** The text under one heading, up to the next one of its height. */
function part(text: string, mark: string, title: string): string {
  const parts = `\n${text}`.split(`\n${mark}`).slice(1);
  const found = parts.find((each) => each.startsWith(`${title}\n`));
  if (found === undefined) throw new Error(`no heading “${mark}${title}”`);
  return found;
}
