/**
 * @module evidence/retired-keys
 * Is a configuration refused for nothing but keys that were right once? Then an upgrade made it invalid, and
 * `openclaw doctor` moves them; a misspelt key is another matter. From the migrations of OpenClaw 2026.2.26 to 2026.9.6.
 */

/** `*` is the name of one agent or channel. */
const RETIRED = new Set(
  `agent identity routing defaultModel memorySearch heartbeat surfaces crestodian audio
whatsapp telegram discord slack signal imessage msteams agents.list
agents.defaults.memorySearch agents.defaults.agentRuntime agents.defaults.embeddedHarness agents.defaults.embeddedPi
agents.defaults.llm agents.defaults.silentReply agents.defaults.silentReplyRewrite agents.defaults.systemPromptOverride
agents.defaults.cliBackends agents.defaults.model.timeoutMs agents.defaults.sandbox.perSession
agents.entries.*.memorySearch agents.entries.*.agentRuntime agents.entries.*.embeddedHarness
agents.entries.*.embeddedPi agents.entries.*.silentReplyRewrite agents.entries.*.systemPromptOverride
agents.entries.*.sandbox.perSession
gateway.token gateway.webchat gateway.tailscale.resetOnExit gateway.tailscale.serviceName
gateway.controlUi.dangerouslyDisableDeviceAuth gateway.controlUi.toolTitles
channels.webchat channels.telegram.requireMention channels.*.threadBindings.ttlHours session.threadBindings.ttlHours
session.typingMode session.parentForkMaxTokens session.maintenance.pruneDays session.maintenance.rotateBytes
session.resetByType.dm messages.tts tts.enabled cron.webhook cron.runLog models.pricing
tools.bash tools.codeMode.languages tools.codeMode.runtime tools.web.x_search.apiKey hooks.internal.handlers
skills.workshop.allowSymlinkTargetWrites skills.workshop.autonomous.enabled`.split(/\s+/),
);

/** OpenClaw 2026.9.6: `gateway: Unrecognized key: "token"`, `<root>: Unrecognized keys: "agent", "routing"`. */
const UNKNOWN = /^(\S{1,120}): Unrecognized keys?: ((?:"[^"]{1,80}"(?:, )?){1,16})$/;

function isRetired(path: string): boolean {
  return RETIRED.has(path) || RETIRED.has(path.replace(/^(agents\.entries|channels)\.[^.]+\./, '$1.*.'));
}

/** True where every issue is about keys that OpenClaw retired; false where one is about anything else. */
export function onlyRetired(issues: readonly string[]): boolean {
  return (
    issues.length > 0 &&
    issues.every((issue) => {
      const [, section = '', keys = ''] = UNKNOWN.exec(issue.trim()) ?? [];
      const above = section === '<root>' ? '' : `${section}.`;
      const named = [...keys.matchAll(/"([^"]+)"/g)].map(([, key = '']) => above + key);
      return named.length > 0 && named.every(isRetired);
    })
  );
}
