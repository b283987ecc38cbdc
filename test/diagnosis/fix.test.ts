/** A command is arguments; the line that people copy gives a shell just these. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { advise, change, changeInShell, commandLine, look, terminalLine } from '../../src/diagnosis/fix.ts';

describe('a command for people', () => {
  it.each([
    [look('openclaw config get gateway.port'), 'openclaw config get gateway.port'],
    [change('openclaw pairing approve {channel} {code}'), 'openclaw pairing approve CHANNEL CODE'],
    [look('df -h {state-dir}'), 'df -h STATE-DIR'],
    [
      change('openclaw config set plugins.allow ["{…}","{plugin}"]'),
      `openclaw config set plugins.allow '["…","PLUGIN"]'`,
    ],
    [
      look(['docker', 'inspect', '-f', '{{json .Mounts}}', '{container}']),
      'docker inspect -f "{{json .Mounts}}" CONTAINER',
    ],
    [change(['echo', "it's $HOME"]), `echo 'it'\\''s $HOME'`],
    [change(['echo', '']), 'echo ""'],
    [changeInShell('sudo loginctl enable-linger "$USER"'), 'sudo loginctl enable-linger "$USER"'],
  ])('%j', (command, line) => {
    expect(commandLine(command)).toBe(line);
  });

  it('has its note behind it, and advice is a remark', () => {
    expect(terminalLine(change('openclaw setup', 'once'))).toBe('openclaw setup   # once');
    expect(terminalLine(look('id'))).toBe('id');
    expect(terminalLine(advise('wait'))).toBe('# wait');
  });
});

it('what a shell makes of each line of the cards are the arguments', () => {
  const odd = change([
    'x',
    '',
    '~',
    'a b',
    '*',
    '#',
    "it's",
    '$HOME `id` \\ " !',
    '(',
    '&',
    '{a,b}',
    '=',
    '-',
  ]);
  const commands = [odd, ...RULES.flatMap(({ checks, fixes }) => [...checks, ...fixes])].filter(
    (one) => one.kind === 'command',
  );
  const script = commands.map((one) => `printf '%s\\0' ${commandLine(one)}; printf '\\n'`).join('\n');
  const lines = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\n').slice(0, -1);
  const told = (argv: readonly string[]) =>
    argv
      .map((one) => `${one.replace(/\{([a-z][a-z-]*|…)\}/g, (_, name: string) => name.toUpperCase())}\0`)
      .join('');
  expect(lines).toEqual(commands.map(({ argv }) => told(argv)));
});

it('a shell line is only what needs a shell', () => {
  const lines = RULES.flatMap(({ checks, fixes }) => [...checks, ...fixes]).filter(
    (one) => one.kind === 'shell',
  );
  expect(lines.filter(({ line }) => !/[|;$*]|^command /.test(line))).toEqual([]);
});
