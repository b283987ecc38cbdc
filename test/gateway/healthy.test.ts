import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { healthyVariants } from './healthy/index.ts';
import { accusations } from './healthy.ts';

describe('healthy variants', () => {
  it('are all listed, under the names of their files', () => {
    const files = readdirSync(join(import.meta.dirname, 'healthy')).filter((file) => file !== 'index.ts');
    expect(healthyVariants.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  });

  it('are accused by a claim, and not by a mention or by what they are doing', () => {
    const findings = [
      { id: 'gateway-starting', confidence: 0.92 },
      { id: 'token-drift', confidence: 0.5 },
      { id: 'disk-full', confidence: 0.49 },
    ];
    expect(accusations({ says: ['gateway-starting'] }, findings)).toEqual([findings[1]]);
  });
});
