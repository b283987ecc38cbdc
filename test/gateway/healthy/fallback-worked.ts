/**
 * The account of the first provider is empty, the fallback of another provider answers, and the person gets the reply.
 * OpenClaw notes the failure loudly and puts the first provider's key aside; nobody misses anything.
 */
import { defineHealthy } from '../healthy.ts';
import { type Answer, refusingProvider, useProvider } from '../provider.ts';
import { turn } from '../turns.ts';

const EMPTY: Answer = {
  status: 429,
  body: {
    error: {
      message: 'You exceeded your current quota, please check your plan and billing details.',
      type: 'insufficient_quota',
      code: 'insufficient_quota',
    },
  },
};

export default defineHealthy({
  name: 'fallback-worked',
  title: 'the first provider has no quota left, and the fallback answers in its place',
  async plant(lab) {
    await refusingProvider(lab, EMPTY);
    lab.configure((config) => {
      const { providers } = config.models;
      // A key of one provider that is refused for its account is put aside for all models of that provider.
      providers.reserve = { ...(providers.stub as object), apiKey: 'lab-reserve-key' };
      useProvider(config, lab);
      Object.assign(config.agents.defaults.model, { fallbacks: ['reserve/stub-1'] });
    });
    await lab.start();
    const { status, error } = await turn(lab);
    if (status !== 'ok')
      throw new Error(`The turn ended "${status}", and should have been answered: ${error}`);
    return undefined;
  },
});
