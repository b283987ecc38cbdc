/**
 * The table of what the bot finds, made from the rules themselves and from the faults that are planted on real
 * gateways, so that it can neither promise a finding that does not exist nor forget one.
 *
 *   npm run findings      writes src/diagnosis/FINDINGS.md
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { RULES } from '../src/diagnosis/cards/index.ts';
import { LAYERS, META_IDS } from '../src/diagnosis/finding.ts';
import { EN } from '../src/diagnosis/wording/en.ts';
import { faults } from '../test/gateway/faults/index.ts';

export const FINDINGS_FILE = new URL('../src/diagnosis/FINDINGS.md', import.meta.url);

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

/** A table a layer: finding, what it means, what mends it, and which planted faults show it. */
function findingsTable(): string {
  const planted = RULES.filter(({ id }) => plantedFor(id).length > 0).length;
  const onHosts = RULES.filter(({ id }) => onRealHost(id)).length;
  const tables = LAYERS.map((layer) => {
    const rules = RULES.filter((rule) => rule.layer === layer).sort((a, b) => (a.id < b.id ? -1 : 1));
    const rows = rules.map(({ id, remediation }) => {
      const shown = [...plantedFor(id), ...(onRealHost(id) ? ['test:hosts'] : [])].join(' ');
      return `| \`${id}\` | ${cell(EN[id].title)} | ${remediation} | ${shown} |`;
    });
    return [
      `## ${layer}: ${rules.length} findings`,
      '',
      '| finding | means | remedy | shown on a real gateway by |',
      '|---|---|---|---|',
      ...rows,
      '',
    ].join('\n');
  });
  return [
    `${RULES.length} causes, and ${META_IDS.length} findings about the evidence itself (${META_IDS.map((id) => `\`${id}\``).join(', ')}). ` +
      `${planted} causes are planted on a real gateway, each with a look-alike that must stay quiet (\`npm run test:field\`); ${onHosts} are shown under a real systemd, Docker or Podman (\`npm run test:hosts\`).`,
    '',
    ...tables,
  ].join('\n');
}

/** The file as it should be. */
export const findingsPage = (): string =>
  `# What it finds\nWritten by \`npm run findings\` from the rules and the faults of the field lab.\n\n${findingsTable()}\n`;

if (process.argv[1] === import.meta.filename) {
  writeFileSync(FINDINGS_FILE, findingsPage());
  console.error('src/diagnosis/FINDINGS.md is written');
}
