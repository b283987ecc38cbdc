/** Which complaints of OpenClaw's validator are about nothing but keys of an older release? */
import { expect, it } from 'vitest';
import { onlyRetired } from '../../src/evidence/retired-keys.ts';

it.each([
  ['one retired key', ['gateway: Unrecognized key: "token"'], true],
  ['two in one complaint', ['<root>: Unrecognized keys: "agent", "routing"'], true],
  ['in two sections', ['<root>: Unrecognized key: "memorySearch"', 'cron: Unrecognized key: "runLog"'], true],
  ['of one agent by its name', ['agents.entries.main: Unrecognized key: "embeddedPi"'], true],
  ['a misspelt key', ['gateway: Unrecognized key: "prot"'], false],
  ['a retired key beside a misspelt one', ['gateway: Unrecognized keys: "token", "prot"'], false],
  [
    'a retired key beside a wrong value',
    ['gateway: Unrecognized key: "token"', 'gateway.port: Invalid input'],
    false,
  ],
  ['a name that is retired elsewhere', ['gateway.auth: Unrecognized key: "routing"'], false],
  ['no complaint', [], false],
])('%s', (_case, issues, expected) => {
  expect(onlyRetired(issues)).toBe(expected);
});
