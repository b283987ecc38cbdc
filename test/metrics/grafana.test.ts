/** Dashboard and alert rules name metrics and label values that exist; the rules parse where promtool is installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUILD_INFO, COUNTED, ON_NODE, READ } from '../../src/metrics/names.ts';
import { PREFIX } from '../../src/metrics/text.ts';

const RULES = new URL('../../infra/grafana/alerts.yml', import.meta.url);
const DASHBOARD = new URL('../../infra/grafana/dashboard.json', import.meta.url);
const FILES = { 'alerts.yml': RULES, 'dashboard.json': DASHBOARD };

type Known = { type: string; labels?: Readonly<Record<string, readonly string[]>> };
const METRICS: Readonly<Record<string, Known>> = { ...COUNTED, ...READ, ...ON_NODE, build_info: BUILD_INFO };

/** A metric, and the matchers that stand behind it. */
const SELECTOR = /openclaw_bot_(\w+)(?:\{([^}]*)\})?/g;
const MATCHER = /(\w+)(=~|=)\\?"([^"\\]*)\\?"/g;

const familyOf = (name: string): string =>
  METRICS[name] === undefined ? name.replace(/_(?:bucket|sum|count)$/, '') : name;

describe.each(Object.entries(FILES))('%s', (_name, file) => {
  const text = readFileSync(file, 'utf8');
  const used = [...text.matchAll(SELECTOR)];

  it('names metrics that exist', () => {
    expect(used.length).toBeGreaterThan(10);
    expect(used.map(([, name = '']) => name).filter((name) => METRICS[familyOf(name)] === undefined)).toEqual(
      [],
    );
  });

  it('asks for parts of histograms only', () => {
    const parts = used.map(([, name = '']) => name).filter((name) => METRICS[name] === undefined);
    for (const name of parts) expect(METRICS[familyOf(name)]?.type, name).toBe('histogram');
  });

  it('asks for label values that a metric may have', () => {
    for (const [, name = '', matchers = ''] of used)
      for (const [, label = '', how, values = ''] of matchers.matchAll(MATCHER)) {
        const may = METRICS[familyOf(name)]?.labels?.[label] ?? [];
        const asked = how === '=~' ? values.split('|') : [values];
        expect(
          asked.filter((value) => !may.includes(value)),
          `${name}{${label}}`,
        ).toEqual([]);
      }
  });
});

describe('the dashboard', () => {
  const board = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as {
    panels: { id: number; title: string; targets: { expr: string }[] }[];
  };

  it('has panels that each ask for something, and no id twice', () => {
    for (const { title, targets } of board.panels)
      for (const { expr } of targets) expect(expr, title).toContain(PREFIX);
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
  });

  it('shows every metric', () => {
    const asked = board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join(' ');
    expect(Object.keys(METRICS).filter((name) => !asked.includes(`${PREFIX}${name}`))).toEqual([]);
  });
});

describe('the alert rules', () => {
  const text = readFileSync(RULES, 'utf8');
  const rules = text.split('- alert: ').slice(1);

  it('say how bad it is and what to do', () => {
    expect(rules.length).toBeGreaterThan(8);
    for (const rule of rules)
      for (const part of ['expr: ', 'severity: ', 'summary: ', 'action: ']) expect(rule).toContain(part);
  });

  const promtool = spawnSync('promtool', ['--version']).status === 0;
  if (!promtool)
    console.log('promtool is not here (Debian: package prometheus): the alert rules are not parsed.');
  it.skipIf(!promtool)('parse, says promtool', () => {
    expect(execFileSync('promtool', ['check', 'rules', RULES.pathname], { encoding: 'utf8' })).toContain(
      'SUCCESS',
    );
  });
});

it('prefix and selector agree', () => expect(SELECTOR.source).toContain(PREFIX));
