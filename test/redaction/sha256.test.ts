import { expect, it } from 'vitest';
import { hmacSha256, sha256 } from '../../src/redaction/sha256.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (data: Uint8Array) => [...data].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** FIPS 180-4 examples and the NIST CAVP short and long message edges. */
const DIGESTS: [message: string, digest: string][] = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
];

it.each(DIGESTS)('hashes %.20s… as NIST does', (message, digest) => {
  expect(hex(sha256(bytes(message)))).toBe(digest);
});

/** RFC 4231, cases 1, 2 and 6 (a key longer than a block). */
const MACS: [key: Uint8Array, message: string, mac: string][] = [
  [
    new Uint8Array(20).fill(0x0b),
    'Hi There',
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  ],
  [
    bytes('Jefe'),
    'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    new Uint8Array(131).fill(0xaa),
    'Test Using Larger Than Block-Size Key - Hash Key First',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
];

it.each(MACS)('computes the HMAC of RFC 4231 (%#)', (key, message, mac) => {
  expect(hex(hmacSha256(key, bytes(message)))).toBe(mac);
});

it('agrees with WebCrypto at every length around the block edges', async () => {
  for (let length = 0; length <= 200; length++) {
    const data = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 0xff);
    expect(hex(sha256(data))).toBe(hex(new Uint8Array(await crypto.subtle.digest('SHA-256', data))));
  }
});
