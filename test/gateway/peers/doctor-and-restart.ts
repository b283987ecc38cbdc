/**
 * What OpenClaw's own manual tells people to type: `openclaw doctor --fix`, `openclaw gateway restart`, and where
 * nothing runs after that, `openclaw gateway run`. Ends with what the last command says.
 */
import type { Planted } from '../fault.ts';
import { type Peer, serving, startBehind } from './peer.ts';

const DOCTOR_MS = 180_000;
const RESTART_MS = 180_000;

export const doctorAndRestart: Peer = {
  name: 'doctor',
  title: '`openclaw doctor --fix` and `openclaw gateway restart`, or a start',
  async recover(planted: Planted) {
    const { lab } = planted;
    const doctor = await lab.cli(['doctor', '--fix', '--non-interactive'], DOCTOR_MS, planted.env);
    const fixed = `doctor --fix: ${doctor.code}`;
    if (serving(lab) === null) {
      const up = await startBehind(planted);
      return { recovered: up, words: `${fixed}; gateway run: ${up ? 'ready' : 'not ready'}` };
    }
    const { code } = await lab.cli(['gateway', 'restart', '--json'], RESTART_MS, planted.env);
    return { recovered: code === 0, words: `${fixed}; gateway restart: ${code}` };
  },
};
