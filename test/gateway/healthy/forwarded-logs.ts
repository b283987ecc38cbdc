/**
 * A plugin of one's own gathers the logs of other machines and prints them here, line by line: whole lines of another
 * gateway's log with its failures, the console of a third one, and a stack trace over several lines.
 */
import { defineHealthy } from '../healthy.ts';
import { addOwnPlugin } from '../own-plugin.ts';

const SAID_ELSEWHERE = [
  '{"0":"{\\"subsystem\\":\\"gateway\\"}","1":"Gateway failed to start: Invalid config","_meta":{"logLevelName":"ERROR"},"message":"Gateway failed to start: Invalid config at /home/eva/.openclaw/openclaw.json:2 — gateway: Unrecognized key: \\"tokn\\""}',
  '2026-11-20T03:12:44.018+01:00 [gateway] Port 18789 is already in use. - pid 4711 eva: openclaw-gateway (127.0.0.1:18789)',
  'web-2 | [ws] unauthorized conn=9f2c remote=127.0.0.1 client=cli reason=token_mismatch',
  'Error: ENOSPC: no space left on device, write\n    at Object.writeSync (node:fs:922:3)\n    at flush (/srv/app/log.js:40:11)\n[gateway] ready',
  'db-1 | FATAL: SQLITE_CORRUPT: database disk image is malformed',
];

export default defineHealthy({
  name: 'forwarded-logs',
  title: 'a plugin prints the log lines of other machines, failures and all',
  async plant(lab) {
    const name = 'log-collector';
    const index = () => `
const lines = ${JSON.stringify(SAID_ELSEWHERE)};
const tell = () => {
  for (const line of lines) console.log(line);
  for (const line of lines) console.error('[log-collector] ' + line);
};
export default { id: '${name}', name: 'Log collector', register() { globalThis.logCollector ??= setInterval(tell, 3000); } };
`;
    addOwnPlugin(lab, { name, enabled: true, index });
    await lab.start();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    return undefined;
  },
});
