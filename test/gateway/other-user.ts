/**
 * The lab's gateway run by another user than the one who planted it, which needs root. The package and Node lie in a
 * folder that only the planter may enter, so the gateway gets them mounted where it can see them, in a mount namespace
 * of its own that ends with it.
 */
import { chmodSync, lchownSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Gateway, startGateway } from './gateway.ts';
import type { Lab } from './lab.ts';

/** The user that owns nothing, by Linux custom; no account of a person. */
export const NOBODY = 65_534;

/** Gives a file, or a folder with all that is in it, to `uid`. */
export function giveTo(path: string, uid: number): void {
  lchownSync(path, uid, uid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(join(path, name), uid);
}

/** Gives the lab to nobody and returns what starts its gateway as nobody; it does not wait. */
export function labOfNobody(lab: Lab): () => Gateway {
  const [openclaw, node] = [join(lab.dir, 'opt-openclaw'), join(lab.dir, 'opt-node')];
  for (const folder of [openclaw, node, lab.stateDir]) mkdirSync(folder, { recursive: true });
  chmodSync(lab.dir, 0o711);
  giveTo(lab.dir, NOBODY);
  const command = join(lab.dir, 'openclaw-as-nobody');
  const program = `
mount --bind '${lab.openclaw.cacheDir}' '${openclaw}' && mount --bind '${lab.openclaw.nodeDir}' '${node}' &&
PATH='${node}':/usr/bin:/bin exec setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups \\
  '${node}/node' '${openclaw}/node_modules/openclaw/openclaw.mjs' "$@"`;
  const again = 'exec unshare -m --propagation private env AS_NOBODY=1 sh "$0" "$@"';
  writeFileSync(command, `#!/bin/sh\n[ "$AS_NOBODY" ] || ${again}\n${program}\n`, { mode: 0o755 });
  return () => {
    const gateway = startGateway({
      openclaw: { ...lab.openclaw, command },
      port: lab.port,
      env: lab.env(),
      cwd: lab.dir,
      say: lab.say,
    });
    lab.onDispose(async () => void (await gateway.stop()));
    return gateway;
  };
}
