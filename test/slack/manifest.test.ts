import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BOT_SCOPES } from '../../src/slack/scopes.ts';

const manifest = readFileSync(new URL('../../infra/slack/manifest.yaml', import.meta.url), 'utf8');

/** The lines below a key, as far as they are indented further. */
function under(key: string): string[] {
  const lines = manifest.split('\n');
  const at = lines.findIndex((line) => line.trim() === `${key}:`);
  const indent = lines[at]?.search(/\S/) ?? 0;
  const end = lines.findIndex((line, index) => index > at && line.search(/\S/) <= indent);
  return lines.slice(at + 1, end === -1 ? undefined : end).map((line) => line.trim());
}

it('asks for the scopes that the bot uses, each with its reason', () => {
  const wanted = Object.entries(BOT_SCOPES).map(([scope, reason]) => `- ${scope} # ${reason}`);
  expect(under('bot')).toEqual(wanted);
});

it('registers the one command', () => {
  expect(under('slash_commands').filter((line) => line.includes('command:'))).toEqual([
    '- command: /openclaw',
  ]);
});

it('wants text as it was typed, not with links made of it', () => {
  expect(under('slash_commands')).toContain('should_escape: false');
});

it('comes with Socket Mode on, which needs no address on the internet', () => {
  expect(under('settings')).toContain('socket_mode_enabled: true');
});
