/**
 * @module agent/deep-probes
 * The probes that ask OpenClaw's own commands, at seconds of CPU and half a gigabyte each. By name, because the channel
 * counts them against the policy's budget and carries no probe itself.
 */

export const DEEP_PROBES: ReadonlySet<string> = new Set(['status-commands', 'doctor']);
