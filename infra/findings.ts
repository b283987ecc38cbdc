/**
 * README's table of what the bot finds, made from the rules themselves and from the faults that are planted on real
 * gateways, so that it can neither promise a finding that does not exist nor forget one.
 *
 *   npm run findings      writes the table into README.md
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { RULES } from '../src/diagnosis/cards/index.ts';
import { LAYERS, META_IDS } from '../src/diagnosis/finding.ts';
import { EN } from '../src/diagnosis/wording/en.ts';
import { faults } from '../test/gateway/faults/index.ts';

const README = new URL('../README.md', import.meta.url);
const BEGIN = '<!-- findings: written by `npm run findings` -->';
const END = '<!-- /findings -->';

/** Faults of the field lab by the finding that their triage must name first. */
function plantedFor(id: string): string[] {
  return faults.filter(({ accepted }) => accepted.includes(id)).map(({ name }) => `\`${name}\``);
}

/** Findings that a test with a real supervisor or container engine names. */
const HOSTS = new URL('../test/hosts/', import.meta.url);
const hostTests = readdirSync(HOSTS)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, HOSTS), 'utf8'))
  .join('\n');
const onRealHost = (id: string): boolean =>
  new RegExp(`(?:first: |toBe\\(|claims: \\[)'${id}'`).test(hostTests);

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The table, a fold a layer: finding, what it means, what mends it, and which planted faults show it. */
export function findingsTable(): string {
  const planted = RULES.filter(({ id }) => plantedFor(id).length > 0).length;
  const onHosts = RULES.filter(({ id }) => onRealHost(id)).length;
  const folds = LAYERS.map((layer) => {
    const rules = RULES.filter((rule) => rule.layer === layer).sort((a, b) => (a.id < b.id ? -1 : 1));
    const rows = rules.map(({ id, remediation }) => {
      const shown = [...plantedFor(id), ...(onRealHost(id) ? ['test:hosts'] : [])].join(' ');
      return `| \`${id}\` | ${cell(EN[id].title)} | ${remediation} | ${shown} |`;
    });
    return [
      `<details><summary><b>${layer}</b>: ${rules.length} findings</summary>`,
      '',
      '| finding | means | remedy | shown on a real gateway by |',
      '|---|---|---|---|',
      ...rows,
      '',
      '</details>',
    ].join('\n');
  });
  return [
    `${RULES.length} causes, and ${META_IDS.length} findings about the evidence itself (${META_IDS.map((id) => `\`${id}\``).join(', ')}). ` +
      `${planted} causes are planted on a real gateway, each with a look-alike that must stay quiet (\`npm run test:field\`); ${onHosts} are shown under a real systemd, Docker or Podman (\`npm run test:hosts\`).`,
    '',
    ...folds,
  ].join('\n');
}

/** README as it should be. Throws when the place for the table is gone. */
export function readmeWithTable(readme: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README.md has no place for the table: ${BEGIN} … ${END}`);
  return `${readme.slice(0, from)}${BEGIN}\n${findingsTable()}\n${readme.slice(to)}`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(README, readmeWithTable(readFileSync(README, 'utf8')));
  console.error('README.md has the table of findings');
}
