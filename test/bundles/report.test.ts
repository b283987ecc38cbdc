/** The report of a bundle: what a stranger reads, and that nothing can make it impossible. */
import { describe, expect, it } from 'vitest';
import { bundleReport, markdown } from '../../src/bundles/report.ts';
import { Document } from '../../src/protocol/document.ts';
import { INPUT } from './given.ts';

describe('a report', () => {
  const document = bundleReport(INPUT);
  const text = markdown(document);

  it('is a document as the protocol knows it', () => {
    expect(Document.safeParse(document).error).toBeUndefined();
  });

  it('says first which layer fails and what was found', () => {
    expect(text.split('\n')[0]).toBe('# node-3 is degraded: authority fails first');
    expect(text.indexOf('Client and gateway credentials differ')).toBeLessThan(700);
  });
});
