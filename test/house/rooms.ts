/**
 * The plan of the house: which room may import which, and where a runtime's own modules may be used.
 * The table is data, so that a change of the house is one reviewed line.
 */

/** Doors may import everything; nobody imports a door. */
export const DOORS = [
  'worker.ts',
  'worker-settings.ts',
  'node.ts',
  'node-serve.ts',
  'node-help.ts',
  'node-rotate.ts',
  'host.ts',
  'host-beside.ts',
  'host-collect.ts',
  'host-diagnosis.ts',
  'host-errand.ts',
  'host-help.ts',
  'host-looks.ts',
  'host-owner.ts',
  'host-parts.ts',
  'host-publish.ts',
  'host-recover.ts',
  'host-resident.ts',
  'host-run.ts',
  'host-status.ts',
  'http.ts',
  'bot.ts',
  'stores.ts',
] as const;

/** Ground files that every room may import. */
export const GROUND = [
  'build.ts',
  'disk-full.ts',
  'freeze-window.ts',
  'log.ts',
  'node-arguments.ts',
  'settings.ts',
] as const;

/** Room → rooms it may import, besides itself and the ground. */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  protocol: [],
  sentences: [],
  redaction: [],
  storage: [],
  backup: ['storage', 'protocol', 'hub'],
  outbox: ['storage', 'protocol'],
  evidence: ['protocol', 'redaction'],
  diagnosis: ['evidence', 'protocol'],
  explain: ['diagnosis', 'evidence', 'protocol'],
  runbooks: ['protocol'],
  bundles: ['sentences', 'diagnosis', 'protocol', 'redaction'],
  tickets: ['storage', 'protocol'],
  agent: ['evidence', 'protocol', 'redaction', 'runbooks', 'bundles'],
  dispatch: ['storage', 'protocol'],
  hub: ['dispatch', 'storage', 'protocol', 'diagnosis'],
  freezes: ['storage', 'protocol', 'hub', 'outbox'],
  metrics: ['storage', 'protocol', 'hub'],
  traces: [],
  incidents: [
    'diagnosis',
    'storage',
    'protocol',
    'hub',
    'outbox',
    'freezes',
    'runbooks',
    'bundles',
    'tickets',
  ],
  messages: [
    'sentences',
    'incidents',
    'freezes',
    'outbox',
    'diagnosis',
    'hub',
    'runbooks',
    'bundles',
    'tickets',
    'protocol',
  ],
  conversation: [
    'messages',
    'bundles',
    'tickets',
    'incidents',
    'freezes',
    'outbox',
    'diagnosis',
    'hub',
    'storage',
    'evidence',
    'protocol',
  ],
  slack: ['conversation', 'messages', 'incidents', 'freezes', 'outbox', 'bundles', 'redaction'],
  terminal: [
    'conversation',
    'messages',
    'incidents',
    'freezes',
    'outbox',
    'runbooks',
    'redaction',
    'protocol',
  ],
};

/**
 * The host agent's inner rooms, the only ones that are many enough to need an order of their own: what the machine
 * says, which gateways it has, what holds them up, who may enter, what they answer, and the probes on top. The channel
 * takes orders and looks at nothing; the collector has looks done by a process of their own. Files beside these rooms
 * (`probe.ts`, `collect.ts` …) may be imported by all.
 */
export const MAY_IMPORT_IN_AGENT: Record<string, readonly string[]> = {
  channel: [],
  errands: ['channel', 'holds', 'host'],
  collector: ['host'],
  host: [],
  gateways: ['host'],
  services: ['gateways', 'host'],
  credentials: ['gateways', 'host'],
  'gateway-rpc': ['gateways'],
  bundle: [
    'collector',
    'probes',
    'supervisors',
    'gateway-admin',
    'gateway-rpc',
    'changes',
    'network',
    'credentials',
    'services',
    'gateways',
    'host',
    'recovery',
  ],
  'gateway-admin': ['gateway-rpc', 'credentials', 'gateways', 'host'],
  holds: ['gateway-admin', 'credentials', 'gateways', 'host', 'collector'],
  changes: ['gateways', 'host'],
  network: ['gateway-rpc', 'gateways', 'host'],
  supervisors: ['services', 'gateways', 'host'],
  probes: ['holds', 'gateway-rpc', 'changes', 'network', 'credentials', 'services', 'gateways', 'host'],
  recovery: [
    'channel',
    'collector',
    'probes',
    'holds',
    'supervisors',
    'gateway-admin',
    'gateway-rpc',
    'changes',
    'credentials',
    'services',
    'gateways',
    'host',
  ],
};

/** `node:` and `cloudflare:` modules are allowed only here. */
export const NODE_FILES = /^(agent\/|host(-[a-z]+)?\.ts$|node(-[a-z]+)?\.ts$|[a-z]+\/node-[a-z-]+\.ts$)/;
export const CLOUDFLARE_FILES = /^(worker\.ts$|[a-z]+\/durable-object\.ts$)/;

/** What may stand beside the rooms, dotfiles apart; a tool's settings live in `test/` or `infra/`. */
export const TOP_LEVEL: readonly string[] = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'biome.json',
  'wrangler.toml',
  'src',
  'infra',
  'test',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'SECURITY.md',
];
