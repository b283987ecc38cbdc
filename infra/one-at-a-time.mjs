// A lock between processes of one machine, so that two commands started at once do not install over each other.
// The file names its holder: a holder that was killed is seen to be gone, and its lock is taken over.

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the lock, or tells whose it is. A dead holder's lock is moved aside first. */
function take(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return undefined;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = readOrNothing(file);
  const pid = Number(holder);
  if (!holder || !Number.isInteger(pid) || isAlive(pid)) return pid || 0;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    // Somebody may have taken it over between our look and our move: then it is theirs, and goes back.
    if (readOrNothing(aside) !== holder) linkSync(aside, file);
  } catch {
    return pid; // Another waiter was quicker; look again at the next round.
  } finally {
    rmSync(aside, { force: true });
  }
  return take(file);
}

/** Runs `work` while holding the lock `file`; waits for its holder and says so every two seconds. */
export async function withLock({ file, say, what }, work) {
  const started = Date.now();
  let told = 0;
  for (let holder = take(file); holder !== undefined; holder = take(file)) {
    if (Date.now() - told > 2000) {
      say(
        `Waiting: ${what} is under way elsewhere (process ${holder}), ${Math.round((Date.now() - started) / 1000)} s`,
      );
      told = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
