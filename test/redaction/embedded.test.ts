import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { drawFrom } from './draw.ts';
import { leaks } from './leaks.ts';

const draw = drawFrom(76);
const token = draw('hex', 48);
const script = `#!/bin/sh\nexport GW_TOKEN=${token}\nopenclaw gateway run\n`;
const hex = (text: string) => [...text].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0'));

it.each([
  ['base64', btoa(script)],
  ['wrapped base64', (btoa(script).match(/.{1,76}/g) ?? []).join('\n    ')],
  ['base64 of base64', btoa(btoa(script))],
  ['hex', hex(script).join('')],
])('a script in %s goes as a whole', (_, blob) => {
  const said = createRedactor().text(`user-data: ${blob}\nport: 18789`);
  expect(leaks(said, blob.replace(/\s+/g, '').slice(0, 64))).toBe(false);
  expect(said).toContain('port: 18789');
});

it('text without a secret stays in its base64', () => {
  const line = `payload ${btoa('{"gateway":{"port":18789,"bind":"loopback"}}')}`;
  expect(createRedactor().text(line)).toBe(line);
});

it('a hex dump loses the lines that hold the secret', () => {
  const bytes = hex(`{"token":"${token}"}, the rest of the frame is harmless`);
  const dump = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, row) => {
    const part = bytes.slice(row * 16, row * 16 + 16);
    const shown = part.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('');
    return `${(row * 16).toString(16).padStart(8, '0')}  ${part.join(' ').padEnd(48)} |${shown}|`;
  });
  const said = createRedactor().text(dump.join('\n'));
  expect(leaks(said, token)).toBe(false);
  expect(said).toContain('harmless|');
});
