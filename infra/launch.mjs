// The one way in: every npm script calls this file, so that a fresh clone needs nothing but Node 20 and npm.
// It makes node_modules whole, finds a Node that is new enough, and runs the named command (commands.mjs) with that
// Node first in PATH, saying what it runs. It is plain JavaScript because it must run before anything is installed.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from './commands.mjs';
import { findNode } from './find-node.mjs';
import { dependenciesAreWhole, npmCi } from './npm-ci.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (line) => process.stderr.write(`${line}\n`);

/** Runs one program to its end; its exit code, or 128 + the signal's number when a signal ended it. */
function run(node, argv, env) {
  return new Promise((resolve) => {
    const child = spawn(node, argv, { cwd: root, env, stdio: 'inherit' });
    const pass = (signal) => {
      // Ctrl-C in a terminal already reaches the whole process group: passing it on would deliver it twice.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    // The shell between npm and us may be killed without passing anything on: then we have a new parent.
    const parent = process.ppid;
    const watch = process.env.npm_lifecycle_event ? setInterval(orphaned, 500) : undefined;
    function orphaned() {
      if (process.ppid === parent) return;
      clearInterval(watch);
      child.kill('SIGTERM');
    }
    const done = (code) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, pass);
      resolve(code);
    };
    child.on('error', (error) => {
      say(`Could not run ${argv[0]}: ${error.message}`);
      done(1);
    });
    child.on('close', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** A step as it could be typed after `npx`, so that nobody has to look here for what ran. */
const typed = ([script, ...args]) =>
  [script.replace(/^node_modules\/.*\/(\w+)(?:\.\w+)?$/, '$1'), ...args].join(' ');

async function main(name, args) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    say(
      `${name ? `There is no "${name}".` : 'Say what to run.'} There are: ${Object.keys(commands).join(', ')}`,
    );
    say('For example: npm run demo');
    return 2;
  }

  if (!dependenciesAreWhole(root)) {
    const installed = await npmCi({ dir: root, say, still: () => dependenciesAreWhole(root) });
    if (!installed.ok) {
      say(`Installing the dependencies failed: ${installed.cause}`);
      say(`Nothing was run. Next: ${installed.next}`);
      return 1;
    }
  }

  const found = findNode(root, '22.12.0');
  if (!found.ok) {
    say(found.cause);
    say(`Nothing was run. Next: ${found.next}`);
    return 2;
  }

  const bin = join(root, 'node_modules', '.bin');
  const path = [bin, dirname(found.node), process.env.PATH].filter(Boolean).join(delimiter);
  const env = { ...process.env, PATH: path };

  const failed = [];
  let first = 0;
  for (const step of command({ args })) {
    if (step.title) say(`── ${step.title}: ${typed(step.argv)}`);
    const code = await run(found.node, step.argv, env);
    if (code === 0) continue;
    first ||= code;
    failed.push(step.title ?? name);
    if (!step.goOn || code > 128) break;
  }
  if (failed.length > 0 && command.sumUp) say(`${name} failed: ${failed.join(', ')}`);
  return first;
}

process.exitCode = await main(process.argv[2], process.argv.slice(3));
