/**
 * A bot that freezes a host when it is told to, and prints all that it says about it, a line each. Started by a test,
 * which may kill it at any time; its clock may stand ahead.
 */
import { compose } from '../../src/conversation/compose.ts';
import { beginFreeze } from '../../src/freezes/begin.ts';
import { freezeBehaviour } from '../../src/freezes/freeze-object.ts';
import { fleetBehaviour } from '../../src/hub/fleet-object.ts';
import { hostBehaviour } from '../../src/hub/host-object.ts';
import { incidentBehaviour } from '../../src/incidents/incident-object.ts';
import { generateSigningKey, loadSigner } from '../../src/protocol/signer.ts';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects } from '../../src/storage/node-objects.ts';
import { silentLog } from '../contracts/silent-log.ts';

const [dataDir = '', ahead = '0', lasts = ''] = process.argv.slice(2);
const now = (): number => Date.now() + Number(ahead);
const opened = openDataDir(dataDir, now());
if (!opened.ok) throw new Error('the directory is taken');
const signer = await loadSigner(await generateSigningKey());
const print = (line: string): void => void process.stdout.write(`${line}\n`);
let said = 0;

const objects = createNodeObjects({
  dataDir,
  index: opened.dir.index,
  log: silentLog,
  now,
  behaviours: (all) => ({
    incident: incidentBehaviour({ objects: all, notifiers: {}, log: silentLog }),
    host: hostBehaviour({ objects: all, signer, log: silentLog }),
    fleet: fleetBehaviour(),
    freeze: freezeBehaviour({
      objects: all,
      log: silentLog,
      notifiers: {
        slack: {
          pace: { postMs: 0, editMs: 0 },
          async publish(notice) {
            said += 1;
            const { headline, parts } = compose(notice);
            const words = parts.flatMap((part) => (part.kind === 'line' ? part.spans : []));
            const kind = notice.edit === undefined ? 'says' : 'edits';
            print(`${kind} ${notice.what}: ${headline} ${words.map(({ text }) => text).join('')}`);
            return { ok: true, ref: notice.edit ?? `${process.pid}.${said}` };
          },
          find: async () => null,
        },
      },
    }),
  }),
});

if (lasts !== '') {
  const { view } = await beginFreeze(objects, 'story', {
    person: { via: 'slack', team: 'T1', id: 'U-dana', name: 'dana' },
    places: [{ via: 'slack', team: 'T1', channel: 'C-ops' }],
    targets: [{ host: 'node-3' }],
    from: now(),
    until: now() + Number(lasts),
    because: 'the disk is swapped',
    incident: null,
  });
  print(`holds ${view.state}`);
}
const { held = [] } = (await objects.send({ kind: 'host', name: 'node-3' }, { type: 'describe' })) as {
  held?: unknown[];
};
print(`held ${held.length}`);
setInterval(() => print('alive'), 100);
