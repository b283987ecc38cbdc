/**
 * @module agent/probes/doctor
 * OpenClaw's own examination, in its read-only form. It takes seconds of CPU and half a gigabyte, so it is asked
 * only when somebody wants the deep look.
 */
import { commandJson } from '../../evidence/readers/command-json.ts';
import { runOpenclaw } from '../gateways/openclaw-run.ts';
import { defineProbe } from '../probe.ts';

export const doctor = defineProbe({
  id: 'doctor',
  title: "OpenClaw's own examination (deep only)",
  gives: [
    'config.mode',
    'config.sign',
    'model.sign',
    'plugin.hint',
    'resource.hint',
    'service.sign',
    'upgrade.hint',
  ],
  needs: "to run `openclaw doctor --lint --json` as the gateway's user",
  timeoutMs: 16_000,
  deep: true,
  async look(context) {
    const { target } = context;
    const source = 'openclaw doctor --lint --json';
    const ran = await runOpenclaw(context, ['doctor', '--lint', '--json'], 15_000);
    if (!ran.ok) return { source, look: ran.look, why: ran.why, facts: [] };
    // Exit code 1 says "there are findings", as on most healthy hosts; 2 says that it did not work.
    if (ran.value.code > 1)
      return { source, look: 'unavailable', why: `it ended with code ${ran.value.code}`, facts: [] };
    const facts = commandJson.read(ran.value.stdout, {
      gateway: target.subject,
      kind: 'command',
      command: source,
    });
    return { source, text: ran.value.stdout.slice(0, 12_000), facts };
  },
});
