/**
 * The agent was set up with the tool profile that is for sending messages: it has no tool for files and none for
 * commands, and no single one of them was ever denied by name.
 *
 * Seen on the host: `tools.profile: "messaging"` and nothing beside it, and what the person says. The model is asked with
 * tools, among which neither `read` nor `exec` is.
 *
 * The twin has the same profile, and the groups of tools for files and commands beside it.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { provider, useProvider } from '../provider.ts';
import { answeredTurn } from '../turns.ts';

/** Runs one turn with that policy; returns the tools that the model was offered. */
async function offered(lab: Lab, tools: object): Promise<string[]> {
  const names: string[] = [];
  await provider(lab, (asked) => {
    const request = JSON.parse(asked) as { tools?: { function?: { name?: string } }[] };
    for (const tool of request.tools ?? []) names.push(tool.function?.name ?? '');
    return { says: 'I can tell somebody.' };
  });
  lab.configure((config) => {
    useProvider(config, lab);
    config.tools = tools;
  });
  await lab.start();
  await answeredTurn(lab, 'what does notes.md say?');
  return names;
}

export default defineFault({
  name: 'profile-for-talk',
  title: 'the tool profile is for messages alone, and people ask for files and commands',
  accepted: ['tool-policy-denies'],
  complaint:
    'Seit wir den Assistenten neu eingerichtet haben, liest er keine Dateien mehr und führt auch keine Befehle mehr aus.',
  async plant(lab) {
    const tools = await offered(lab, { profile: 'messaging' });
    if (tools.length === 0) throw new Error('The model was offered no tool at all, which is another fault');
    const hands = tools.filter((name) => ['read', 'write', 'edit', 'exec'].includes(name));
    if (hands.length > 0) throw new Error(`The model was offered ${hands.join()}`);
    return undefined;
  },
  twin: {
    title: 'the tool profile is for messages, and files and commands are allowed beside it',
    async plant(lab) {
      const also = ['group:fs', 'group:runtime'];
      const tools = await offered(lab, { profile: 'messaging', alsoAllow: also });
      const missing = ['read', 'write', 'edit', 'exec'].filter((name) => !tools.includes(name));
      if (missing.length > 0) throw new Error(`The model was not offered ${missing.join()}: ${tools.join()}`);
      return undefined;
    },
  },
});
