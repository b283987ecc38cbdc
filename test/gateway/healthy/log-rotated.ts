/**
 * logrotate packed the log a moment ago: the name that the configuration knows is a young file with one line or none,
 * and what was said at the start is in an archive beside it.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { defineHealthy } from '../healthy.ts';
import { pairedOperator } from '../operator.ts';

export default defineHealthy({
  name: 'log-rotated',
  title: 'the log was rotated and packed a moment ago',
  async plant(lab) {
    await lab.start();
    await pairedOperator(lab, 'before');
    writeFileSync(`${lab.logFile}.1.gz`, gzipSync(readFileSync(lab.logFile)));
    rmSync(lab.logFile);
    await pairedOperator(lab, 'after');
    return undefined;
  },
});
