/**
 * @module agent/probes/status-commands
 * OpenClaw's own status, asked as an operator would: what it says is held against what was tried. It costs seconds of
 * CPU, and one more wrong credential where ours was just refused, so it is asked for the deep look alone.
 */
import { commandJson } from '../../evidence/readers/command-json.ts';
import type { Fact, Look } from '../../protocol/evidence.ts';
import { whyNotPresent } from '../credentials/may-present.ts';
import { runOpenclaw } from '../gateways/openclaw-run.ts';
import { defineProbe } from '../probe.ts';

/** Each with what it may cost in time, one after the other: side by side they would slow the sick host. Milliseconds. */
const ASKED = [
  { args: ['gateway', 'status', '--json'], limitMs: 8_000 },
  { args: ['gateway', 'probe', '--json'], limitMs: 9_000 },
] as const;

export const statusCommands = defineProbe({
  id: 'status-commands',
  title: "OpenClaw's own status and probe (deep only)",
  gives: ['protocol.sign'],
  needs: "to run `openclaw gateway status --json` and `gateway probe --json` as the gateway's user",
  timeoutMs: 17_500,
  deep: true,
  async look(context) {
    const { target, refusals, now } = context;
    const source = 'openclaw gateway status --json, gateway probe --json';
    if (!refusals.mayTry(target.configPath, now()))
      return {
        source,
        look: 'refused',
        why: 'two credentials were refused lately; these would present one more',
        facts: [],
      };
    // They show what a client would show, to whoever listens.
    const stranger = await whyNotPresent(context);
    if (stranger !== null) return { source, look: 'refused', why: stranger, facts: [] };
    const facts: Fact[] = [];
    const whys: string[] = [];
    let unseen: Exclude<Look, 'seen'> = 'timed-out';
    for (const { args, limitMs } of ASKED) {
      const command = `openclaw ${args.join(' ')}`;
      const ran = await runOpenclaw(context, args, limitMs);
      if (!ran.ok) {
        whys.push(`${command}: ${ran.why}`);
        unseen = ran.look;
      } else {
        const reading = { gateway: target.subject, kind: 'command', command };
        // Its clients and its view of the service are second hand; that it is green or red is its own word.
        facts.push(
          ...commandJson
            .read(ran.value.stdout, reading)
            .filter(({ fact, value }) => fact === 'protocol.sign' && /^probe-/.test(String(value)))
            .map((fact) => ({ ...fact, quote: command })),
        );
      }
    }
    return {
      source,
      facts,
      ...(whys.length > 0 ? { why: whys.join('; ') } : {}),
      ...(facts.length === 0 && whys.length > 0 ? { look: unseen } : {}),
    };
  },
});
