/**
 * @module evidence/service-facts
 * The part of the dictionary that tells of what supervises a gateway: the service that starts it, its definition,
 * and others that collide with it.
 */
export const SERVICE_FACTS = {
  'gateway.service.unit': { on: 'gateway', type: 'text', about: 'name of the unit, job, task or container' },
  'gateway.service.enabled': {
    on: 'gateway',
    type: 'text',
    about: 'whether it starts by itself: enabled | disabled | masked | static | …',
  },
  'gateway.service.result': {
    on: 'gateway',
    type: 'text',
    about:
      'how its last run ended, in systemd words: success | exit-code | signal | start-limit-hit | oom-kill | …',
  },
  'gateway.service.recent-failures': {
    on: 'gateway',
    type: 'number',
    about: 'how often its supervisor saw it fail in the last ten minutes',
  },
  'gateway.service.reload-needed': {
    on: 'gateway',
    type: 'flag',
    about: 'its definition was changed since the supervisor read it',
  },
  'gateway.service.runs-it': {
    on: 'gateway',
    type: 'flag',
    about: "the gateway's main process is the one that this service started",
  },
  'gateway.service.twins': {
    on: 'gateway',
    type: 'list',
    about: 'other services that start the same gateway or one on its port, as `manager name`',
  },
  'gateway.service.twins-running': {
    on: 'gateway',
    type: 'number',
    about: 'how many of them run or try to, beside this one',
  },
  'gateway.service.twins-enabled': {
    on: 'gateway',
    type: 'number',
    about: 'how many of them do not run and would start at the next boot or login',
  },
  'gateway.service.linger': {
    on: 'gateway',
    type: 'flag',
    about: 'its user lingers: services outlive the logout',
  },
  'gateway.service.manager-up': { on: 'gateway', type: 'flag', about: "its user's service manager is up" },
  'gateway.service.user': { on: 'gateway', type: 'text', about: 'whose service manager has it' },
  'gateway.service.missing-file': {
    on: 'gateway',
    type: 'text',
    about: 'a program or script that its definition names and that is not there',
  },
  'gateway.service.version': { on: 'gateway', type: 'text', about: 'version of the package that it starts' },
  'gateway.service.node': { on: 'gateway', type: 'text', about: 'version of the Node.js that it names' },
  'gateway.service.node-supported': {
    on: 'gateway',
    type: 'flag',
    about: "that package's own range of Node.js versions holds it",
  },
  'gateway.service.port': { on: 'gateway', type: 'number', about: 'the port that its definition sets' },
  'gateway.service.embeds-credential': {
    on: 'gateway',
    type: 'flag',
    about: 'a gateway token or password stands in the definition itself',
  },
  'gateway.service.config-differs': {
    on: 'gateway',
    type: 'flag',
    about: 'the service that the shell manages reads another config file than the shell',
  },
  'gateway.service.config-path': {
    on: 'gateway',
    type: 'text',
    about: 'the config file that it reads instead',
  },

  // container
  'gateway.container.name': { on: 'gateway', type: 'text', about: 'name of the container that holds it' },
  'gateway.container.state': {
    on: 'gateway',
    type: 'text',
    about: 'running | restarting | paused | exited | created | dead',
  },
  'gateway.container.health': { on: 'gateway', type: 'text', about: 'healthy | unhealthy | starting | none' },
  'gateway.container.restart-policy': {
    on: 'gateway',
    type: 'text',
    about: 'no | always | unless-stopped | on-failure',
  },
  'gateway.container.oom-killed': {
    on: 'gateway',
    type: 'flag',
    about: 'the kernel ended it for want of memory',
  },
  'gateway.container.port': {
    on: 'gateway',
    type: 'text',
    about:
      'whether its published port leads to it: reached | loopback-only (it listens on 127.0.0.1 inside) | wrong-port | unpublished',
  },
  'gateway.container.published': {
    on: 'gateway',
    type: 'list',
    about: 'published ports, as host -> container',
  },
  'gateway.container.unmounted': {
    on: 'gateway',
    type: 'text',
    about: 'a path that its configuration names, that lies on the host and is not mounted into the container',
  },
  'gateway.container.mounts-fit': {
    on: 'gateway',
    type: 'flag',
    about: 'every configured path that the host has is mounted into the container, and every mount is alive',
  },
} as const;
