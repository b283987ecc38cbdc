/** A marker is harmless in every query language, and is an id of our own where a desk takes one. */
import { expect, it } from 'vitest';
import { MARKER, newMarker, uuidOf } from '../../src/tickets/marker.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('markers are letters and digits only, and never come twice', () => {
  const many = Array.from({ length: 1_000 }, newMarker);
  expect(many.filter((one) => !MARKER.test(one))).toEqual([]);
  expect(new Set(many).size).toBe(1_000);
});

it('a marker is the same UUID v4 every time, and no two share one', () => {
  const many = Array.from({ length: 1_000 }, newMarker);
  const ids = many.map(uuidOf);
  expect(ids.filter((id) => !UUID_V4.test(id))).toEqual([]);
  expect(ids).toEqual(many.map(uuidOf));
  expect(new Set(ids).size).toBe(1_000);
});

it('what is no marker makes no id', () => {
  for (const text of ['', 'oc-', 'oc-1111', `oc-${'a'.repeat(25)}!`, `oc-${'a'.repeat(27)}`])
    expect(() => uuidOf(text)).toThrow('no marker');
});
