/**
 * The user has service units of the house around OpenClaw: a nightly backup by its own command, a job that tells when the
 * gateway is away, and a unit of a former gateway that was renamed so that nobody starts it. None of them starts a gateway.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'units-of-others',
  title: 'service units of the house around OpenClaw, none of which starts a gateway',
  async plant(lab) {
    const units = join(lab.env().HOME ?? lab.dir, '.config', 'systemd', 'user');
    mkdirSync(units, { recursive: true });
    const unit = (file: string, description: string, exec: string, more = '') => {
      const text = `[Unit]\nDescription=${description}\n\n[Service]\nType=oneshot\nExecStart=${exec}\n${more}`;
      writeFileSync(join(units, file), text);
    };
    unit('openclaw-backup.service', 'Nightly backup of OpenClaw', `${lab.openclaw.command} backup create`);
    writeFileSync(
      join(units, 'openclaw-backup.timer'),
      '[Unit]\nDescription=Nightly backup of OpenClaw\n\n[Timer]\nOnCalendar=03:10\n\n[Install]\nWantedBy=timers.target\n',
    );
    unit(
      'watch-openclaw.service',
      'Tells when OpenClaw is away',
      '/usr/bin/curl -fsS http://127.0.0.1/readyz',
    );
    unit(
      'openclaw-gateway.service.off-2025',
      'OpenClaw Gateway (v2025.11.2)',
      '/opt/node-20/bin/node /opt/openclaw-2025/dist/index.js gateway --port 18789',
      'Restart=always\nEnvironment=OPENCLAW_GATEWAY_TOKEN=token-of-last-year-0099\n',
    );
    await lab.start();
    await answeredTurn(lab);
    return undefined;
  },
});
