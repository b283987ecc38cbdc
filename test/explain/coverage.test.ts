/** Everything that operators are told to check has an answer in this product, and every answer exists. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROBES } from '../../src/agent/probes/index.ts';
import { VERBS } from '../../src/conversation/verbs/index.ts';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { META_IDS } from '../../src/diagnosis/finding.ts';
import { NOTES, type NoteId } from '../../src/diagnosis/notes.ts';
import { explainReport } from '../../src/diagnosis/report.ts';
import { DICTIONARY } from '../../src/evidence/dictionary.ts';
import { READERS } from '../../src/evidence/readers/index.ts';
import { MENTIONS } from '../../src/evidence/signs.ts';
import { explain } from '../../src/explain/explain.ts';
import { pastedEvidence } from '../../src/explain/pasted.ts';
import { SRC } from '../house/source-files.ts';
import { COVERAGE } from './coverage.ts';

const ITEMS = 232;
const MOST_KNOWLEDGE = 30;

const exists: Readonly<Record<string, (name: string) => boolean>> = {
  finding: (name) => [...RULES.map(({ id }) => id as string), ...META_IDS].includes(name),
  fact: (name) => name in DICTIONARY,
  probe: (name) => PROBES.some(({ id }) => id === name),
  reader: (name) => READERS.some(({ id }) => id === name),
  verb: (name) => VERBS.some(({ verb }) => verb === name),
  file: (name) => existsSync(join(SRC, name)),
  note: (name) => name in NOTES,
};

describe('the list of what operators are told to check', () => {
  it('is whole, each item once', () => {
    expect(COVERAGE.map(([id]) => id)).toEqual(Array.from({ length: ITEMS }, (_, n) => n + 1));
  });

  it('names nothing that does not exist', () => {
    const missing = COVERAGE.flatMap(([id, , ...by]) =>
      by
        .filter((answer) => {
          const at = answer.indexOf(':');
          return !exists[answer.slice(0, at)]?.(answer.slice(at + 1));
        })
        .map((answer) => `${id}: ${answer}`),
    );
    expect(missing).toEqual([]);
  });

  it('leaves few items to plain knowledge', () => {
    const knowledge = COVERAGE.filter(([, , ...by]) => by.every((answer) => answer.startsWith('note:')));
    expect(knowledge.length).toBeLessThanOrEqual(MOST_KNOWLEDGE);
  });
});

/** What somebody might paste that touches the subject of each note. */
const TOUCHED: Readonly<Record<NoteId, string>> = {
  'chat-route': 'our uptime check calls POST /v1/chat/completions once a minute',
  'compatible-clients': 'LibreChat shows no models from the gateway',
  'model-header': 'curl -H "x-openclaw-model: lab/big" answers from another model',
  'http-bearer': 'curl -H "Authorization: Bearer ***" http://127.0.0.1:18789/tools/invoke',
  'hot-keys': 'I changed gateway.reload.mode and nothing happens',
  'several-gateways': 'we run a rescue gateway beside the usual one',
  'from-outside': 'ssh -N -L 18789:127.0.0.1:18789 ops@node-3',
  'dev-profile': 'openclaw --dev status says it is fine',
  'feature-list': 'features.methods does not list it',
  'fail-fast': 'is there a fallback delivery while the gateway is down',
  'two-stages': '{"runId":"r-1","status":"accepted"}',
  'auth-precedence': 'unauthorized conn=5f0c role=operator scopes=0 auth=device-token',
  'one-retry': '"canRetryWithDeviceToken": true',
  'serial-retries': 'too many failed authentication attempts (retry later)',
  'unit-names': 'systemctl --user status openclaw-gateway-work.service',
  'deep-scan': 'openclaw gateway status --deep is all green',
  'exit-zero': 'openclaw gateway status && echo fine',
  'forced-start': 'shall I run openclaw gateway run --force',
  'forced-stop': 'openclaw gateway stop does nothing in the script',
  'doctor-repairs': 'should I run openclaw doctor --fix now',
  'desktop-host': 'the gateway runs on a MacBook at home',
  'restore-first': 'let us set up more monitoring first',
  'token-display': 'openclaw config get gateway.auth.token prints a placeholder',
};

describe('plain knowledge', () => {
  const NOW = Date.parse('2026-11-21T03:00:00Z');

  it.each([...MENTIONS])('%s is shown by explain', (id) => {
    const told = explainReport(explain(pastedEvidence(TOUCHED[id], NOW), NOW));
    expect(told.notes).toContainEqual({ id, says: NOTES[id] });
  });

  it('is not pushed on somebody whose text touches none of it', () => {
    const told = explainReport(explain(pastedEvidence('good morning, all is well here', NOW), NOW));
    expect(told.notes).toEqual([]);
  });
});
