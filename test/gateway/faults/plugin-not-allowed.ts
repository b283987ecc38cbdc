/**
 * The house has a plugin of its own among the gateway's extensions. Then somebody wrote a list of the plugins that are
 * allowed and forgot this one: it is not loaded, nothing is logged of it, and what it did for people is not done.
 *
 * Seen on the host: the plugin lies in `<state>/extensions`, `plugins.allow` does not have it, and the gateway lists it as
 * disabled.
 *
 * The twin's list has it. It leaves out the channel of the chat bot, which OpenClaw adds by itself.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const NAME = 'door-bell';
const ANNA = 4711;

/** Puts the plugin among the extensions. When it comes to work it writes the file whose name is returned. */
function install(lab: Lab): string {
  const folder = join(lab.stateDir, 'extensions', NAME);
  const rang = join(lab.dir, 'rang');
  mkdirSync(folder, { recursive: true });
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  const manifest = { name: NAME, version: '1.0.0', type: 'module', openclaw: { extensions: ['./index.js'] } };
  write('package.json', JSON.stringify(manifest));
  const configSchema = { type: 'object', properties: {} };
  write('openclaw.plugin.json', JSON.stringify({ id: NAME, configSchema, activation: { onStartup: true } }));
  write(
    'index.js',
    `import { writeFileSync } from 'node:fs';
export default { id: '${NAME}', register() { writeFileSync(${JSON.stringify(rang)}, 'yes'); } };
`,
  );
  return rang;
}

/** Starts the gateway with the plugin, a chat bot and that list; says whether the plugin came to work. */
async function startWith(lab: Lab, allow: string[]) {
  const rang = install(lab);
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
    config.plugins = { allow };
  });
  await lab.start();
  await chat.write(direct(ANNA, 'good morning'));
  await chat.isAnswered(ANNA);
  return existsSync(rang);
}

/** Whether the gateway lists the plugin as one that is enabled. */
async function isEnabled(lab: Lab): Promise<boolean> {
  const reader = await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
  const answer = await reader.call('plugins.list');
  const plugins = (answer.ok ? answer.payload.plugins : []) as { id: string; enabled?: boolean }[];
  const own = plugins.find(({ id }) => id === NAME);
  if (!own) throw new Error(`The gateway does not know the plugin: ${JSON.stringify(answer).slice(0, 500)}`);
  return own.enabled === true;
}

export default defineFault({
  name: 'plugin-not-allowed',
  title: 'a plugin is installed, and the list of allowed plugins leaves it out',
  accepted: ['plugin-allow-excludes'],
  complaint: 'our plugin door-bell does nothing any more, as if it were not loaded',
  async plant(lab) {
    const works = await startWith(lab, ['memory-core', 'browser', 'telegram']);
    if (works || (await isEnabled(lab))) throw new Error('The plugin was loaded all the same');
    return undefined;
  },
  twin: {
    title:
      'the list of allowed plugins has the plugin, and leaves out a channel that OpenClaw adds by itself',
    async plant(lab) {
      const works = await startWith(lab, ['memory-core', 'browser', NAME]);
      if (!works || !(await isEnabled(lab))) throw new Error('The plugin was not loaded');
      return undefined;
    },
  },
});
