import { describe, expect, it } from 'vitest';
import { withoutFlag, withValue } from '../../../src/agent/recovery/unit-edit.ts';

const UNIT = `[Unit]
Description=OpenClaw --token is only a word here

[Service]
# ExecStart=/usr/bin/openclaw gateway run --token old
ExecStart=/usr/bin/node /opt/openclaw/openclaw.mjs gateway run --token VALUE --port 18789
Restart=always
Environment=A=1 "B=two words"
`;

describe('a flag in a service definition', () => {
  it.each(['abc', '"a b c"', "'a b'", 'a-b_c.d/e+f='])('--token %s goes, and nothing else', (value) => {
    const text = UNIT.replace('VALUE', value);
    expect(withoutFlag(text, 'token')).toBe(text.replace(` --token ${value}`, ''));
    const joined = text.replace(`--token ${value}`, `--token=${value}`);
    expect(withoutFlag(joined, 'token')).toBe(text.replace(` --token ${value}`, ''));
  });

  it('is taken out of a command on several lines', () => {
    const text = UNIT.replace(' --token VALUE', ' \\\n  --token VALUE \\\n  ');
    const now = withoutFlag(text, 'token') ?? '';
    expect(now).not.toContain('VALUE');
    expect(now).toContain('--port 18789');
  });

  it('is left alone where it is not there, twice there, or another one', () => {
    expect(withoutFlag(UNIT.replace(' --token VALUE', ''), 'token')).toBeNull();
    expect(withoutFlag(UNIT.replace('VALUE', 'a --token b'), 'token')).toBeNull();
    expect(withoutFlag(`${UNIT}ExecStart=/bin/x --token y\n`, 'token')).toBeNull();
    expect(withoutFlag(UNIT, 'password')).toBeNull();
  });
});

describe('a line of an environment file', () => {
  const FILE = '# tokens\r\nOPENCLAW_GATEWAY_TOKEN = "old" # of spring\r\nOTHER=1\n';
  it('gets another value, and keeps quotes, remark and line ends', () => {
    expect(withValue(FILE, 'OPENCLAW_GATEWAY_TOKEN', 'new')).toBe(FILE.replace('"old"', '"new"'));
    expect(withValue('export A=old\nB=2', 'A', 'x/y+z=')).toBe('export A=x/y+z=\nB=2');
  });

  it('is left alone where it is not there, twice there, or the value would need quotes', () => {
    expect(withValue(FILE, 'MISSING', 'new')).toBeNull();
    expect(withValue('A=1\nA=2\n', 'A', 'x')).toBeNull();
    expect(withValue(FILE, 'OPENCLAW_GATEWAY_TOKEN', 'a b')).toBeNull();
    expect(withValue(FILE, 'OPENCLAW_GATEWAY_TOKEN', 'a$b')).toBeNull();
  });
});
