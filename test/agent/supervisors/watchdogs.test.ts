/** Others who may act on the gateway are named, each by its file; what only looks like one is not. */
import { describe, expect, it } from 'vitest';
import { watchdogsOf, watches } from '../../../src/agent/supervisors/watchdogs.ts';
import { emptyPlace, targetOf } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';

it.each([
  ['* * * * * openclaw gateway restart', true],
  ['*/5 * * * * curl -f localhost:18789 || systemctl --user restart openclaw-gateway', true],
  ['check process openclaw with pidfile /x\n  restart program = "/usr/bin/openclaw gateway restart"', true],
  ['# * * * * * openclaw gateway restart', false],
  ['0 3 * * * tar czf /backup/openclaw.tgz /home/claw/.openclaw', false],
  ['0 3 * * * systemctl restart nginx', false],
])('%j', (text, is) => {
  expect(watches(text)).toBe(is);
});

async function named(
  files: Record<string, string>,
  config: unknown = { gateway: { reload: { mode: 'off' } } },
) {
  const place = emptyPlace();
  place.configure(config);
  const target = { ...(await targetOf(place.env)), env: { HOME: '/home/claw' } };
  const host = scriptedHost({ files });
  const found = await watchdogsOf({ host, target, shell: { USER: 'claw' }, openclaw: 'openclaw' });
  return found.map(({ code, params }) => [code, params.kind, params.where].filter(Boolean).join(' '));
}

describe('what is named before a restart', () => {
  it.each([
    [
      'the user’s own table',
      { '/var/spool/cron/crontabs/claw': '* * * * * openclaw gateway restart' },
      'caution.watchdog cron /var/spool/cron/crontabs/claw',
    ],
    [
      'a file of cron',
      { '/etc/cron.d/watch-claw': '* * * * * root pkill openclaw; restart' },
      'caution.watchdog cron /etc/cron.d/watch-claw',
    ],
    [
      'a timer, by what its service runs',
      {
        '/home/claw/.config/systemd/user/heal.timer': '[Timer]\nOnCalendar=hourly\nUnit=heal-it.service',
        '/home/claw/.config/systemd/user/heal-it.service':
          '[Service]\nExecStart=/usr/bin/openclaw gateway restart',
      },
      'caution.watchdog systemd timer /home/claw/.config/systemd/user/heal.timer',
    ],
    [
      'a process of pm2',
      { '/home/claw/.pm2/dump.pm2': '[{"name":"openclaw"}]' },
      'caution.watchdog pm2 /home/claw/.pm2/dump.pm2',
    ],
    [
      'a program of supervisord',
      { '/etc/supervisor/conf.d/claw.conf': '[program:openclaw]\ncommand=openclaw gateway run' },
      'caution.watchdog supervisord /etc/supervisor/conf.d/claw.conf',
    ],
  ])('%s', async (_, files, word) => {
    expect(await named(files)).toEqual([word]);
  });

  it('nothing, where a timer tidies up and another user’s table restarts', async () => {
    expect(
      await named({
        '/etc/systemd/system/tidy.timer': '[Timer]\nOnCalendar=daily',
        '/etc/systemd/system/tidy.service': '[Service]\nExecStart=/usr/bin/tidy /home/claw/.openclaw',
        '/var/spool/cron/crontabs/otto': '* * * * * openclaw gateway restart',
      }),
    ).toEqual([]);
  });

  it('OpenClaw’s own watcher, unless it is off', async () => {
    expect(await named({}, { gateway: {} })).toEqual(['caution.reload-watcher']);
  });
});
