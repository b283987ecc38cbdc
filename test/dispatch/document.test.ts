/** What is handed to AWS: a document that takes one parameter and nothing else, and rights for what the bot calls. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { errandText, MAX_ERRAND } from '../../src/protocol/errand.ts';
import { CommandDocument } from '../fakes/ssm/shapes.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const json = (name: string) => JSON.parse(read(`infra/aws/${name}`));

describe('the document', () => {
  const document = CommandDocument.parse(json('openclaw-order.json'));
  const { Order } = document.parameters;

  it('takes every order that the bot makes, and nothing that means something to a shell or a document', () => {
    const pattern = new RegExp(Order?.allowedPattern ?? '^$');
    expect(pattern.test(errandText({ v: 1, order: '{"payload":"é"}', delivery: '…' }))).toBe(true);
    expect(pattern.test('A'.repeat(MAX_ERRAND))).toBe(true);
    expect(pattern.test('A'.repeat(MAX_ERRAND + 1))).toBe(false);
    for (const bad of ["'", '$(id)', '`id`', '{{ ssm:x }}', 'a b', 'a\nb', ';', ''])
      expect(pattern.test(bad)).toBe(false);
    expect(Order?.maxChars).toBe(MAX_ERRAND);
  });

  it('uses its parameter once, in quotes, and starts nothing but the host agent', () => {
    const [step] = document.mainSteps;
    const lines = step?.inputs.runCommand.join('\n') ?? '';
    expect(lines.match(/\{\{/g)).toHaveLength(1);
    expect(lines).toContain("'{{ Order }}'");
    // Where install.sh puts it, and where the Debian package does.
    const [first, second] = ['/usr/local/lib', '/usr/lib'].map(
      (lib) => `${lib}/openclaw-host-agent/ssm-order`,
    );
    expect(lines).toBe(
      `printf %s '{{ Order }}' | { if [ -x ${first} ]; then exec ${first}; fi; exec ${second}; }`,
    );
  });
});

describe('the rights', () => {
  const policy = json('iam-policy.json');
  type Statement = { Effect: string; Action: string | string[]; Resource: string | string[] };
  const allowed = (policy.Statement as Statement[])
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action);

  it('are those of the calls that the bot makes, and no others', () => {
    const client = read('src/dispatch/ssm-client.ts');
    const called = [...client.matchAll(/new sdk\.(\w+)Command\(/g)].map(([, name]) => `ssm:${name}`);
    expect([...new Set(allowed)].sort()).toEqual([...new Set(called)].sort());
  });

  it('name no other document, and only machines with the tag', () => {
    const sending = (policy.Statement as (Statement & { Condition?: unknown })[]).filter(
      ({ Effect, Action }) => Effect === 'Allow' && Action === 'ssm:SendCommand',
    );
    expect(sending.flatMap(({ Resource }) => Resource).filter((one) => one.includes('document/'))).toEqual([
      'arn:aws:ssm:REGION:ACCOUNT:document/OpenClaw-Order',
    ]);
    const machines = sending.filter(({ Resource }) =>
      [Resource].flat().some((one) => one.includes('instance/*')),
    );
    for (const one of machines)
      expect(one.Condition).toEqual({ StringEquals: { 'ssm:resourceTag/openclaw': 'enrolled' } });
  });
});

describe('the templates', () => {
  it('hold the same document and rights as the files beside them', () => {
    const { Resources } = json('cloudformation.json');
    expect(Resources.OrderDocument.Properties.Content).toEqual(json('openclaw-order.json'));
    const plain = JSON.stringify(Resources.BotPolicy.Properties.PolicyDocument)
      .replaceAll(/\{"Fn::Sub":("[^"]*")\}/g, '$1')
      .replaceAll(/\$\{AWS::Region\}/g, 'REGION')
      .replaceAll(/\$\{AWS::AccountId\}/g, 'ACCOUNT');
    expect(JSON.parse(plain)).toEqual(json('iam-policy.json'));
    const terraform = read('infra/aws/main.tf');
    for (const file of ['openclaw-order.json', 'iam-policy.json']) expect(terraform).toContain(`/${file}")`);
  });

  const folder = fileURLToPath(new URL('../../infra/aws', import.meta.url));
  const LINTERS: [name: string, version: string[], check: string[]][] = [
    ['terraform', ['version'], ['fmt', '-check', '-diff', folder]],
    [
      'cfn-lint',
      ['--version'],
      ['--format', 'parseable', '--regions', 'eu-central-1', '--', `${folder}/cloudformation.json`],
    ],
  ];
  for (const [name, version, check] of LINTERS) {
    const missing = spawnSync(name, version).status !== 0;
    if (missing) console.log(`${name} is not installed here, so what it says of infra/aws is not asked.`);
    it.skipIf(missing)(`are in order by ${name}`, { timeout: 120_000 }, () => {
      const ran = spawnSync(name, check, { encoding: 'utf8' });
      // What it says to standard error may be about its own settings.
      expect({ status: ran.status, said: ran.stdout }, ran.stderr).toEqual({ status: 0, said: '' });
    });
  }
});
