/** The pictures of a report: where a moment stands, and that no state is told by color alone. */
import { describe, expect, it } from 'vitest';
import { lanesOf } from '../../src/bundles/pictures/lanes.ts';
import { layersPicture } from '../../src/bundles/pictures/layers.ts';
import { picturesOf } from '../../src/bundles/pictures/of-report.ts';
import { scaleOf, ticksOf } from '../../src/bundles/pictures/scale.ts';
import { timelinePicture } from '../../src/bundles/pictures/timeline.ts';
import type { BundleEvent } from '../../src/bundles/report-input.ts';
import { at, INPUT, TRIAGE } from './given.ts';

const MINUTE = 60_000;

describe('a line of time', () => {
  it('keeps the order, stays within its length, and folds a night without events', () => {
    const moments = [0, 30_000, MINUTE, 8 * 60 * MINUTE, 8 * 60 * MINUTE + 20_000];
    const { place, folds, stretches } = scaleOf(moments, 100, 800);
    const places = moments.map(place);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...places)).toBeLessThanOrEqual(900);
    expect(folds.map(({ ms }) => ms)).toEqual([8 * 60 * MINUTE - MINUTE]);
    expect(stretches).toHaveLength(2);
    // Half a minute is seen, although the night is a thousand times as long.
    expect((places[1] ?? 0) - (places[0] ?? 0)).toBeGreaterThan(100);
  });

  it.each([
    ['one moment', [5]],
    ['the same moment many times', [5, 5, 5]],
    ['the ends of all time', [-8.64e15, 0, 8.64e15]],
    ['thousands', Array.from({ length: 5_000 }, (_, n) => n * 7_919)],
  ])('stands %s', (_, moments) => {
    const { place, stretches } = scaleOf(moments, 0, 900);
    for (const moment of moments) {
      expect(place(moment)).toBeGreaterThanOrEqual(0);
      expect(place(moment)).toBeLessThanOrEqual(900);
    }
    const ticks = stretches.flatMap((one) => ticksOf(one, place));
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThan(40);
  });
});

describe('marks', () => {
  const event = (moment: number, kind: BundleEvent['kind']): BundleEvent => ({
    at: moment,
    kind,
    what: '',
    source: '',
  });

  it('have the numbers of the table, cover none, and are counted where there is no room', () => {
    const events = Array.from({ length: 60 }, (_, n) => event(n, n % 2 === 0 ? 'refused' : 'config'));
    const lanes = lanesOf(events, () => 300);
    expect(lanes.map(({ id }) => id)).toEqual(['changes', 'failures']);
    const [changes] = lanes;
    expect(changes?.marks.map(({ label }) => label)).toEqual(['2', '4', '6', '8', '+26']);
    const places = lanes.flatMap(({ id, marks }) => marks.map(({ x, row }) => `${id} ${x} ${row}`));
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('a picture', () => {
  it('tells every state by a shape and a mark of its own', () => {
    const states = ['ok', 'waiting', 'failed', 'unknown'] as const;
    const shapes = states.map((state) => {
      const svg = layersPicture([{ layer: 'process', state }]);
      const [, shape = ''] = /<g [^>]*>(.*?)<\/g>/.exec(svg) ?? [];
      return shape.replace(/ class="[^"]*"/g, '');
    });
    expect(new Set(shapes).size).toBe(4);
    for (const shape of shapes) expect(shape).toMatch(/<(?:circle|polygon)[^>]*\/><(?:path|text)/);
  });

  it('says in words what it shows', () => {
    const svg = layersPicture(TRIAGE.layers);
    expect(svg).toContain('<title id="layers-title">Layers: authority fails first</title>');
    expect(svg).toContain('authority: failing, configuration: waiting, work: unknown');
  });

  it('marks the first failure, the change before it, and a time without service that has no end', () => {
    const svg = picturesOf(INPUT).find(({ under }) => under === 'Timeline')?.svg ?? '';
    expect(svg).toContain('first failure 02:43:12');
    expect(svg).toContain('changed 2 min before: gateway.auth.token set');
    expect(svg).toContain('clients rejected, still when this was made');
    expect(svg.match(/class="upright /g)).toHaveLength(2);
  });

  it('is none where nothing happened, and one where times are impossible', () => {
    expect(timelinePicture({ events: [], first: null, suspect: null, until: 0 })).toBeNull();
    const input = {
      ...INPUT,
      madeAt: Number.NaN,
      outages: [
        { from: Number.NaN, to: 1, what: 'x' },
        { from: at('02:00:00'), to: null, what: 'y' },
      ],
    };
    for (const { svg } of picturesOf(input)) expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});
