/** What a systemd unit says, as systemd itself reads it. */
import { describe, expect, it } from 'vitest';
import { readUnit, unitWords } from '../../../src/agent/gateways/unit-text.ts';

const lines = (...text: string[]): string => text.join('\n');

describe('a command', () => {
  it.each([
    ['node a.js gateway', ['node', 'a.js', 'gateway']],
    ['"/opt/my node/node" a', ['/opt/my node/node', 'a']],
    ['a "b \\"c\\"" \'d e\'', ['a', 'b "c"', 'd e']],
    ['a --x="b c" d\\ e', ['a', '--x=b c', 'd e']],
    ['', []],
  ])('%s', (line, words) => {
    expect(unitWords(line)).toEqual(words);
  });

  it('is the last one that was not taken back, without its prefixes', () => {
    const unit = lines('[Service]', 'ExecStart=-/bin/old', 'ExecStart=/bin/old2');
    const dropIn = lines('[Service]', 'ExecStart=', 'ExecStart=@-/bin/new %h/x %% \\', '  more');
    expect(readUnit([unit], { home: '/h' }).argv).toEqual(['/bin/old2']);
    expect(readUnit([unit, dropIn], { home: '/h' }).argv).toEqual(['/bin/new', '/h/x', '%', 'more']);
  });

  it('does not stand in a comment or in another section', () => {
    const unit = lines('# ExecStart=/bin/a', '[Unit]', 'ExecStart=/bin/b', '[Service]', '; ExecStart=/bin/c');
    expect(readUnit([unit]).argv).toEqual([]);
  });
});

it('an environment is what was set last; an empty assignment forgets', () => {
  const unit = lines(
    '[Service]',
    'User=claw',
    'Environment=A=1 "B=two words"',
    'EnvironmentFile=-/etc/x.env',
  );
  const dropIn = lines('[Service]', 'Environment=A=%u', 'EnvironmentFile=');
  expect(readUnit([unit, dropIn])).toMatchObject({
    env: { A: 'claw', B: 'two words' },
    environmentFiles: [],
    user: 'claw',
  });
});
