/**
 * The configuration was cut in the middle (an editor on a full disk, a copy that broke off) and can no longer be parsed.
 *
 * Seen on the host: the file is there and is no JSON5. The gateway's own words mislead: it says that `gateway.mode` is
 * missing (OpenClaw 2026.9.6), as if somebody had removed it.
 *
 * The twin's file is what a person writes: comments, single quotes, a number with a plus sign.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { defineFault, ranWellBefore } from '../fault.ts';

export default defineFault({
  name: 'config-cut',
  title: 'the configuration was cut in the middle and the gateway refuses to start',
  accepted: ['config-invalid'],
  async plant(lab) {
    await ranWellBefore(lab);
    const text = readFileSync(lab.configFile, 'utf8');
    writeFileSync(lab.configFile, text.slice(0, Math.floor(text.length * 0.6)));
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the configuration is written by hand, in JSON5 with everything that it allows',
    async plant(lab) {
      const text = readFileSync(lab.configFile, 'utf8')
        .replace('"mode": "local"', 'mode: \'local\' /* not "remote" */')
        .replace(/"port": (\d+)/, 'port: +$1');
      writeFileSync(lab.configFile, `// { "gateway": {\n${text}`);
      await lab.start();
      return undefined;
    },
  },
});
