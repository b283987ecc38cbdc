/**
 * @module diagnosis/cards/commands
 * Commands that several cards share, so that the same look is spelled the same everywhere: only so is it told which look
 * two findings have in common. They are those of the OpenClaw CLI, 2026.9.
 */
import { change, look } from '../fix.ts';

export const STATUS = look('openclaw gateway status --json');
export const DEEP = look('openclaw gateway status --deep');
export const READ_PROBE = look('openclaw gateway status --require-rpc');
export const VALIDATE = look('openclaw config validate --json');
export const LINT = look('openclaw doctor --lint --json');
export const LOGS = look('openclaw logs --limit 200');
export const CHANNELS = look('openclaw channels status --probe --json');
export const DEVICES = look('openclaw devices list --json');
export const JOBS = look('openclaw automations status --json');
export const NODES = look('openclaw nodes status --json');
export const MODELS = look('openclaw models status --json');
export const BROWSER = look('openclaw browser status --json');
export const RESTART = change('openclaw gateway restart');
export const START = change('openclaw gateway start');
export const REINSTALL = change('openclaw gateway install --force');
