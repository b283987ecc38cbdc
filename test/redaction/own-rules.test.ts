/** What the admins of a host want masked beside what is found by itself, and how a broken file is told. */
import { describe, expect, it } from 'vitest';
import { type OwnRules, RULES_EXAMPLE, readRules } from '../../src/redaction/own-rules.ts';
import { publishRedactor } from '../../src/redaction/publish.ts';

const PATH = '/etc/openclaw-host-agent/redactions.toml';
function rulesIn(text: string): OwnRules {
  const reading = readRules(text, PATH);
  if (!reading.ok) throw new Error(reading.why);
  return reading.rules;
}
const redactWith = (text: string) => publishRedactor({ rules: rulesIn(text), key: new Uint8Array(32) });

describe('a literal', () => {
  const redactor = redactWith('[[rule]]\nname = "customers"\nliteral = ["Contoso", "Fab"]\n');
  it.each([
    ['as it stands', 'order of Contoso failed', 'order of ‹private› failed'],
    ['short, in a word', 'Fabrik', '‹private›rik'],
    ['in hex', `x ${Buffer.from('Contoso').toString('hex')} y`, 'x ‹private› y'],
    ['in an address', 'GET /q?c=%43ontoso HTTP/1.1', 'GET /q?c=‹private› HTTP/1.1'],
    ['between colours', '\u001b[31mCon\u001b[0mtoso', '\u001b[31m‹private›'],
  ])('%s', (_, text, said) => {
    expect(redactor.text(text)).toBe(said);
  });
  it('is told by its rule, and never its value', () => {
    expect(redactor.tally().find(({ kind }) => kind === 'private')?.count).toBeGreaterThan(0);
    expect(JSON.stringify(redactor.tally())).not.toMatch(/contoso/i);
  });
});

describe('a pattern', () => {
  it('is RE2, by lines, and told by its name', () => {
    const redactor = redactWith(
      `[[rule]]\nname = "cases"\npattern = ['(?i)\\bcase-[0-9]{4,}\\b', '^staff:.*$']\n`,
    );
    expect(redactor.text('a\nCASE-12345 b\nstaff: anyone at all\nc')).toBe('a\n‹private› b\n‹private›\nc');
    expect(redactor.tally()).toEqual([{ rule: 'cases', kind: 'private', count: 2 }]);
  });
  it('takes linear time where another engine would never end', () => {
    const redactor = redactWith(`[[rule]]\nname = "evil"\npattern = '(a+)+b'\n`);
    const text = 'a'.repeat(30_000);
    expect(redactor.text(text)).toBe(text);
  });
  it('leaves twice as it was after once', () => {
    const redactor = redactWith(`[[rule]]\nname = "words"\npattern = '[a-z]{4,}'\n`);
    const once = redactor.text('some words and a token=abcdefgh1234');
    expect(redactor.text(once)).toBe(once);
  });
});

describe('a path of the configuration', () => {
  const rules = rulesIn('[[rule]]\nname = "crm"\nconfig = ["plugins.entries.crm", "channels.*.allowFrom"]\n');
  it('hides what stands there and below', () => {
    expect(rules.hides('plugins.entries.crm')).toBe('crm');
    expect(rules.hides('plugins.entries.crm.config.url')).toBe('crm');
    expect(rules.hides('channels.telegram.allowFrom.0')).toBe('crm');
    expect(rules.hides('plugins.entries.other')).toBeNull();
    expect(rules.hides('plugins')).toBeNull();
  });
  it('makes its values known', () => {
    const config = { plugins: { entries: { crm: { config: { url: 'https://crm.corp/acme-west-7' } } } } };
    const redactor = publishRedactor({ rules, known: rules.knownIn(config) });
    expect(redactor.text('GET https://crm.corp/acme-west-7 failed')).toMatch(/^GET ‹private.*› failed$/);
  });
});

it('a file that no bundle reads is told by its rule', () => {
  const rules = rulesIn('[[rule]]\nname = "hr"\nfile = ["/srv/hr/**", "**/payroll-*.md", "notes.txt"]\n');
  for (const path of ['/srv/hr/a', '/srv/hr/b/c.md', '/home/x/payroll-7.md', '/a/notes.txt'])
    expect(rules.leavesOut(path), path).toBe('hr');
  for (const path of ['/srv/hrx', '/home/x/payroll/7.md', '/a/notes.txt.bak', '/a/my-notes.txt'])
    expect(rules.leavesOut(path), path).toBeNull();
});

it('personal data is masked unless the admins want to keep it', () => {
  const text = 'mail sofia@corp.example from 93.184.216.34, /home/sofia/x';
  expect(redactWith('').text(text)).toMatch(/^mail ‹email:\w+› from ‹ip:\w+›, \/home\/‹user:\w+›\/x$/);
  expect(redactWith('personal = "keep"').text(text)).toBe(text);
});

it('the example is one, each rule is of use, and it says what the engine says', () => {
  const rules = rulesIn(RULES_EXAMPLE);
  expect(rules.names).toEqual(['customers', 'case numbers', 'crm', 'personnel']);
  expect(publishRedactor({ rules }).text('Contoso, case 123456')).toBe('‹private›, ‹private›');
  expect(rules.linesWith('a\nb Case-1234567\nFabrikam GmbH')).toEqual([
    { rule: 'customers', line: 3 },
    { rule: 'case numbers', line: 2 },
  ]);
});

describe('a broken file is told with its line and reason', () => {
  it.each([
    ['no TOML', 'a\n[[rule]\n', /no TOML/, 1],
    ['an unknown key', '[[rule]]\nname = "a"\nliterals = "abc"\n', /literals/, 1],
    ['an unknown kind at the top', 'peronal = "keep"\n', /peronal/, null],
    ['two kinds in one rule', '[[rule]]\nname = "a"\nliteral = "abc"\npattern = "d"\n', /exactly one of/, 1],
    ['none', '# first\n[[rule]]\nname = "a"\n', /exactly one of/, 2],
    ['no name', '[[rule]]\nliteral = "abc"\n', /name/, 1],
    ['a name of secrets', '[[rule]]\nname = "a|b"\nliteral = "abc"\n', /letters, digits/, 2],
    [
      'a name twice',
      '[[rule]]\nname = "a"\nliteral = "abc"\n[[rule]]\nname = "a"\nliteral = "abd"\n',
      /used again/,
      5,
    ],
    ['a word of two letters', '[[rule]]\nname = "a"\nliteral = "ab"\n', /shorter than 3/, 3],
    ['a bracket', '[[rule]]\nname = "a"\n\npattern = "("\n', /not understood/, 4],
    ['a look-ahead', "[[rule]]\nname = 'a'\npattern = '(?=a)b'\n", /RE2/, 3],
    ['what matches everywhere', "[[rule]]\nname = 'a'\npattern = 'x*'\n", /found everywhere/, 3],
    ['too much of it', `# ${'x'.repeat(70_000)}`, /longer than 64 KiB/, null],
  ])('%s', (_, text, why, line) => {
    const reading = readRules(text, PATH);
    if (reading.ok) throw new Error('it was read');
    expect(reading.why).toMatch(why);
    expect(reading.why).toContain(line === null ? PATH : `${PATH}, line ${line},`);
  });
});
