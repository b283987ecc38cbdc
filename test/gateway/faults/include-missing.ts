/**
 * The configuration takes its agents from a second file, and that one was left behind when the host was moved: the
 * gateway refuses to start.
 *
 * Seen on the host: nothing runs; `$include` names a file that is not there, and the refusal names it.
 *
 * The twin has the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { refusedSaying } from '../refusal.ts';

const PART = 'agents.json5';

/** Moves the agents into a file of their own, which is written only when `kept`. */
function inTwoFiles(lab: Lab, kept: boolean): void {
  const { agents, ...rest } = JSON.parse(readFileSync(lab.configFile, 'utf8'));
  if (kept) writeFileSync(join(lab.dir, PART), `// who works here\n${JSON.stringify({ agents })}\n`);
  writeFileSync(lab.configFile, `${JSON.stringify({ $include: [`./${PART}`], ...rest }, null, 2)}\n`);
}

export default defineFault({
  name: 'include-missing',
  title: 'a file that the configuration includes is not there',
  accepted: ['config-invalid'],
  async plant(lab) {
    inTwoFiles(lab, false);
    await refusedSaying(await lab.start({ wait: false }), PART, lab.log);
    return undefined;
  },
  twin: {
    title: 'the configuration includes a file that is there',
    async plant(lab) {
      inTwoFiles(lab, true);
      await lab.start();
      return undefined;
    },
  },
});
