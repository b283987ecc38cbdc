/** A bot that takes jobs and does them at its next wake, until it is killed. Started by a test. */
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects } from '../../src/storage/node-objects.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { type Death, jobsBehaviour } from './jobs-object.ts';

const [dataDir = '', round = '', death] = process.argv.slice(2);
const opened = openDataDir(dataDir, Date.now());
if (!opened.ok) throw new Error('the directory is taken');
const jobs = jobsBehaviour(death as Death | undefined);
const objects = createNodeObjects({
  dataDir,
  index: opened.dir.index,
  log: silentLog,
  keepOpen: 2,
  behaviours: () => ({ incident: jobs, host: jobs, fleet: jobs, freeze: jobs }),
});
for (let n = 0; ; n++) {
  const name = `incident-${n % 4}`;
  await objects.send({ kind: 'incident', name }, { type: 'add', job: `${round}.${n}` } as { type: string });
  // Only what was acknowledged was promised.
  process.stdout.write(`${name} ${round}.${n}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
