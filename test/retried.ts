/**
 * Says at the end of a run which tests passed only when they were run again: a retry keeps one slow moment of a shared
 * machine from failing a run, and would hide a test that fails now and then. Noted in each test's meta too, so that
 * the JSON report holds it.
 */
import type { Reporter, TestCase } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** How often the test was run again until it passed. */
    retried?: number;
  }
}

/** Silent in a run without retries. */
export function retried(say = (line: string): void => console.log(line)): Reporter {
  let names: string[] = [];
  let retries = false;
  const told = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName}`;
  return {
    onTestRunStart() {
      names = [];
    },
    onTestCaseResult(test) {
      retries ||= Boolean(test.options.retry);
      const again = test.diagnostic()?.retryCount ?? 0;
      if (again === 0 || test.result().state !== 'passed') return;
      test.meta().retried = again;
      names.push(told(test));
    },
    onTestRunEnd() {
      if (!retries) return;
      say(`retried: ${names.length}${names.length > 0 ? ', passed only when run again:' : ''}`);
      for (const name of names.sort()) say(`  ${name}`);
    },
  };
}
