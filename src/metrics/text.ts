/**
 * @module metrics/text
 * Prometheus' text format, https://prometheus.io/docs/instrumenting/exposition_formats/: every metric with its help and
 * type once, and label values that cannot break a line.
 */

/** One measured value; `name` without the common prefix. */
export type Figure = {
  name: string;
  help: string;
  type: 'gauge' | 'counter' | 'histogram';
  /** Of a histogram: which of its series this is. */
  part?: 'bucket' | 'sum' | 'count';
  value: number;
  labels?: Record<string, string>;
};

export const PREFIX = 'openclaw_bot_';

export function prometheusText(figures: readonly Figure[]): string {
  const told = new Set<string>();
  const lines = figures.flatMap(({ name, help, type, part, value, labels = {} }) => {
    const full = `${PREFIX}${name}`;
    const head = told.has(full) ? [] : [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`];
    told.add(full);
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/["\\\n]/g, '_')}"`);
    const series = part === undefined ? full : `${full}_${part}`;
    return [...head, `${series}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`];
  });
  return `${lines.join('\n')}\n`;
}
