/**
 * @module agent/probes/versions
 * The OpenClaw package on disk; what the running gateway says of itself comes from its own health page.
 */
import { openclawOf, packageOf } from '../openclaw-command.ts';
import { defineProbe, factsOn } from '../probe.ts';

export const versions = defineProbe({
  id: 'versions',
  title: 'the installed OpenClaw package',
  gives: ['gateway.version.installed'],
  needs: 'to read the package that the openclaw command belongs to',
  timeoutMs: 3_000,
  async look({ host, target, openclaw }) {
    const program = await openclawOf(host, openclaw, target);
    const installed = program.ok ? await packageOf(host, program.value) : program;
    if (!installed.ok) return { source: openclaw, look: installed.look, why: installed.why, facts: [] };
    return {
      source: installed.value.path,
      facts: factsOn(target.subject, { 'gateway.version.installed': installed.value.version }),
    };
  },
});
