/**
 * For the models of one provider the tools for files were taken away, because its small model made a mess with them. Then
 * that provider became the default, and the agent has no hands for files any more.
 *
 * Seen on the host: `tools.byProvider.stub.deny` has `group:fs`, the default model is one of that provider, and what the
 * person says. Nothing was refused and nothing logged.
 *
 * The twin has the same rule for a provider that no agent uses.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { provider, useProvider } from '../provider.ts';
import { answeredTurn } from '../turns.ts';

/** Whether the model is offered the tool for reading files. */
async function mayRead(lab: Lab, of: string): Promise<boolean> {
  let offered = '';
  await provider(lab, (asked) => {
    offered = asked;
    return { says: 'I see.' };
  });
  lab.configure((config) => {
    useProvider(config, lab);
    config.tools = { byProvider: { [of]: { deny: ['group:fs'] } } };
  });
  await lab.start();
  await answeredTurn(lab, 'read the list in notes.md to me');
  const { tools = [] } = JSON.parse(offered) as { tools?: { function: { name: string } }[] };
  return tools.some((tool) => tool.function.name === 'read');
}

export default defineFault({
  name: 'tools-of-provider',
  title: 'for the models of the default provider the tools for files are denied',
  accepted: ['tool-policy-denies'],
  complaint:
    'since we changed the model the assistant says that it cannot open or save files, before that it could',
  async plant(lab) {
    if (await mayRead(lab, 'stub')) throw new Error('The tool is there, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'for the models of a provider that no agent uses the tools for files are denied',
    async plant(lab) {
      if (!(await mayRead(lab, 'openai'))) throw new Error('The tool should be there');
      return undefined;
    },
  },
});
