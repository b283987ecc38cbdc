/**
 * A misspelt key came into the configuration while the gateway was down, and it refuses to start, exit code 78.
 *
 * Seen on the host: nothing listens; the file is readable JSON with the unknown key `gateway.tokn`; the log has
 * `Gateway failed to start: Invalid config at FILE: / openclaw.json:2 — gateway: Unrecognized key: "tokn" / Run
 * "openclaw doctor --fix" to repair, then retry.`
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { defineFault, ranWellBefore } from '../fault.ts';

function misspell(file: string): void {
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('"gateway": {', '"gateway": {\n    "tokn": "typo",'),
  );
}

export default defineFault({
  name: 'config-invalid',
  title: 'the configuration has an unknown key and the gateway refuses to start',
  accepted: ['config-invalid'],
  async plant(lab) {
    await ranWellBefore(lab);
    misspell(lab.configFile);
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the configuration uses comments and trailing commas; the misspelt key is only in a backup',
    async plant(lab) {
      copyFileSync(lab.configFile, `${lab.configFile}.bak`);
      misspell(`${lab.configFile}.bak`);
      const text = readFileSync(lab.configFile, 'utf8');
      const json5 = text
        .replace(/\}\n\}\n$/, '},\n}\n')
        .replace(/"gateway": \{/, '// Do not write "tokn" here.\n  gateway: {');
      writeFileSync(lab.configFile, `/* openclaw.json of this host */\n${json5}`);
      await lab.start();
      return undefined;
    },
  },
});
