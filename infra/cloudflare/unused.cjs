// Stands in for the parts of Bolt that this bot never uses on Workers (its own HTTP servers, OAuth, Socket Mode):
// they are most of its weight. Whoever touches one after all is told, instead of getting a silent nothing.
const refuse = (name) => {
  throw new Error(`${String(name)} is not part of the Worker (see infra/cloudflare/unused.cjs).`);
};

class Unused {
  constructor() {
    refuse('A part of Bolt');
  }
}

module.exports = new Proxy(function unused() {}, {
  get(target, name) {
    if (name === 'default') return module.exports;
    if (name === '__esModule') return false;
    // Bolt extends and re-exports classes while it loads; only making one is wrong.
    return name in target ? target[name] : Unused;
  },
  apply: () => refuse('A part of Bolt'),
});
