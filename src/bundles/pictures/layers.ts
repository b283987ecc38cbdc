/**
 * @module bundles/pictures/layers
 * The layers as a chain, from the process up to real work. A state has a shape and a mark of its own, so that a print in
 * grey and a reader who sees no red both see which fails first.
 */
import type { Layer, LayerState } from '../../diagnosis/finding.ts';
import { html } from '../html.ts';
import { text } from '../say.ts';

/** Width of one layer and height of all, in units of the picture. */
const STEP = 160;
const HEIGHT = 118;
const MIDDLE = 46;
const RADIUS = 22;

/** Corners of a shape around the middle. */
const corners = (count: number, turn: number, radius: number): string =>
  Array.from({ length: count }, (_, at) => {
    const angle = turn + (at * 2 * Math.PI) / count;
    return `${(radius * Math.cos(angle)).toFixed(1)},${(radius * Math.sin(angle)).toFixed(1)}`;
  }).join(' ');

const SHAPES: Readonly<Record<LayerState, string>> = {
  ok: `<circle r="${RADIUS}" class="shape ok"/><path d="M-9 1 L-3 8 L10 -8" class="mark"/>`,
  failed: `<polygon points="${corners(8, Math.PI / 8, RADIUS + 3)}" class="shape failed"/><path d="M-8 -8 L8 8 M8 -8 L-8 8" class="mark"/>`,
  waiting: `<polygon points="${corners(4, 0, RADIUS + 5)}" class="shape waiting"/><path d="M-7 -9 H7 L-7 9 H7 Z" class="mark"/>`,
  unknown: `<circle r="${RADIUS}" class="shape unknown"/><text y="7" class="question">?</text>`,
};

/** `id` is unique on the page. */
export function layersPicture(layers: readonly { layer: Layer; state: LayerState }[], id = 'layers'): string {
  const trouble = layers.findIndex(({ state }) => state === 'failed' || state === 'waiting');
  const first = layers.find(({ state }) => state === 'failed');
  const told = layers.map(({ layer, state }) => `${layer}: ${text(`layer.${state}`)}`).join(', ');
  const title =
    first === undefined ? text('picture.layers') : text('picture.layers-first', { layer: first.layer });
  const links = layers.slice(1).map((_, at) => {
    const [from, to] = [at * STEP + STEP / 2 + RADIUS + 10, (at + 1) * STEP + STEP / 2 - RADIUS - 10];
    // Beyond the first layer that fails, nothing is reached for certain.
    const reached = trouble < 0 || at < trouble ? 'reached' : 'cut';
    return `<path d="M${from} ${MIDDLE} H${to}" class="link ${reached}"/>`;
  });
  const shapes = layers.map(({ layer, state }, at) => {
    const x = at * STEP + STEP / 2;
    const flag =
      layer === first?.layer
        ? `<text x="${x}" y="14" class="flag">${html(text('layer.fails-first'))}</text>`
        : '';
    return `${flag}<g transform="translate(${x} ${MIDDLE})">${SHAPES[state]}</g><text x="${x}" y="90" class="name">${html(layer)}</text><text x="${x}" y="109" class="state">${html(text(`layer.${state}`))}</text>`;
  });
  return `<svg class="picture layers" viewBox="0 0 ${layers.length * STEP} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${html(title)}</title><desc id="${id}-desc">${html(told)}</desc>${links.join('')}${shapes.join('')}</svg>`;
}
