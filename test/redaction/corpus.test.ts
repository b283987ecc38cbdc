/** Recall, and what stays, on the project's own corpus; and that a second look changes nothing. */
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { harmlessLines, type Row, secretRows, survives } from './corpus.ts';
import { drawFrom } from './draw.ts';

const rows = secretRows(drawFrom(1));
const harmless = harmlessLines(drawFrom(2));

/** Rows of which a secret survives, as they read then. */
const missed = (redactorOf: (row: Row) => { text(input: string): string }): string[] =>
  rows.flatMap((row) => {
    const said = redactorOf(row).text(row.text);
    // A secret in groups or on two lines is read over the gaps.
    const whole = said.replace(/[\0\s>"+]/g, '');
    // In octal or percent escapes it is not seen, but that nothing was masked is.
    const left =
      said === row.text || row.secrets.some((secret) => survives(said, secret) || survives(whole, secret));
    return left ? [`${row.kind}: ${said}`] : [];
  });

describe('R-01 recall', () => {
  it('is whole by patterns alone', () => {
    const redactor = createRedactor();
    expect(rows.length).toBeGreaterThan(500);
    expect(missed(() => redactor)).toEqual([]);
  });

  it('is whole with the known values of each row', () => {
    expect(missed(({ secrets }) => createRedactor({ known: secrets }))).toEqual([]);
  });

  it('can be seen to fail', () => {
    expect(missed(() => ({ text: (input) => input })).length).toBe(rows.length);
  });
});

describe('R-02 what diagnosis reads', () => {
  it('stays as it is, alone and in one text', () => {
    const redactor = createRedactor({ known: rows.slice(0, 40).flatMap(({ secrets }) => secrets) });
    expect(harmless.filter((line) => redactor.text(line) !== line)).toEqual([]);
    const whole = harmless.join('\n');
    expect(redactor.text(whole)).toBe(whole);
  });

  it('stays around secrets', () => {
    const redactor = createRedactor();
    const lost = rows.filter(({ text, keep }) => keep.some((word) => !redactor.text(text).includes(word)));
    expect(lost).toEqual([]);
  });
});

it('R-18 a second look read-only', () => {
  const redactor = createRedactor({ key: new Uint8Array(32) });
  const changed = [...rows.map(({ text }) => text), ...harmless].filter((text) => {
    const once = redactor.text(text);
    return redactor.text(once) !== once;
  });
  expect(changed).toEqual([]);
});
