/**
 * The stand-in for a model provider: it calls the tool it is told to, once, and then says what came of it.
 */
import { describe, expect, it } from 'vitest';
import { replyTo } from './model-stub.ts';

const order = {
  role: 'user',
  content: '[some time] TOOL:write:{"path":"a.txt","content":"x"}\n\nRuntime: {}',
};
const note = { role: 'user', content: [{ type: 'text', text: 'a note of the gateway' }] };
const call = { role: 'assistant', content: null, tool_calls: [{}] };
const result = { role: 'tool', content: 'Successfully wrote 1 byte' };

describe('the model stub', () => {
  it('calls the tool that the turn names, also when a note follows', () => {
    expect(replyTo({ messages: [order, note] })).toEqual({
      tool: { name: 'write', arguments: '{"path":"a.txt","content":"x"}' },
    });
  });

  it('tells the result instead of calling again', () => {
    expect(replyTo({ messages: [order, note, call, result] }).content).toContain('Successfully wrote');
  });

  it('forgets the orders of earlier turns', () => {
    const messages = [
      order,
      call,
      result,
      { role: 'assistant', content: 'done' },
      { role: 'user', content: 'hi' },
    ];
    expect(replyTo({ messages, tools: [{}, {}] })).toEqual({ content: 'stub answer, 2 tools' });
  });
});
