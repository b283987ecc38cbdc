/**
 * @module agent/bundle/sources/doctor
 * OpenClaw's own examination in its read-only form. It takes seconds and half a gigabyte, so it has a limit of its own, and
 * a bundle is made without it where it does not keep it.
 */
import { runOpenclaw } from '../../gateways/openclaw-run.ts';
import { defineSource, notCollected, withoutProgram } from '../source.ts';

const LIMIT_MS = 30_000;

export const doctor = defineSource({
  id: 'doctor',
  title: 'openclaw doctor --lint --json',
  limitMs: LIMIT_MS + 2_000,
  async collect(context) {
    const source = 'openclaw doctor --lint --json';
    const ran = await runOpenclaw(context, ['doctor', '--lint', '--json'], LIMIT_MS);
    if (!ran.ok) return { missing: [notCollected(source, withoutProgram(ran.why))] };
    const { code, stdout, stderr } = ran.value;
    // 1 says "there are findings", as on most healthy hosts.
    if (code > 1 || stdout.trim() === '')
      return {
        missing: [
          notCollected(source, `it ended with code ${code}: ${stderr.trim().split('\n').at(-1) ?? ''}`),
        ],
      };
    return { files: [{ name: 'openclaw/doctor.json', source, text: stdout, cut: null }] };
  },
});
