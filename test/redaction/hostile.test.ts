import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { hostileInputs } from './hostile-inputs.ts';

/** With a pattern that takes quadratic time, this file would not end in time; npm run bench has the figures. */
it.each(Object.entries(hostileInputs(131_072)))(
  'R-20 %s are read to the end, and the same at a second look',
  (_, text) => {
    const redactor = createRedactor({ key: new Uint8Array(32), clock: () => 0 });
    const once = redactor.text(text);
    expect(once.length).toBeGreaterThan(0);
    expect(redactor.text(once)).toBe(once);
  },
);
