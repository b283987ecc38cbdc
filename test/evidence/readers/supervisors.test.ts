/** What service managers print, in each manager's own form, and texts that only look like it. */
import { describe, expect, it } from 'vitest';
import { supervisors } from '../../../src/evidence/readers/supervisors.ts';

const said = (text: string): Record<string, unknown> =>
  Object.fromEntries(
    supervisors.read(text, { gateway: 'gateway:default' }).map(({ fact, value }) => [fact.slice(8), value]),
  );

const LAUNCHCTL = `gui/501/ai.openclaw.gateway = {
\tactive count = 0
\tpath = /Users/mia/Library/LaunchAgents/ai.openclaw.gateway.plist
\ttype = LaunchAgent
\tstate = spawn scheduled

\tprogram = /opt/homebrew/bin/node
\targuments = {
\t\t/opt/homebrew/bin/node
\t\t/opt/homebrew/lib/node_modules/openclaw/dist/index.js
\t\tgateway
\t}

\tminimum runtime = 10
\texit timeout = 5
\truns = 23
\tlast exit code = 1

\tproperties = keepalive | runatload | inferred program
}`;

const TASK_LIST = `
Folder: \\
HostName:                             DESK-7
TaskName:                             \\OpenClaw Gateway
Next Run Time:                        N/A
Status:                               Ready
Logon Mode:                           Interactive only
Last Run Time:                        11/20/2026 8:01:12 AM
Last Result:                          78
Task To Run:                          C:\\Users\\mia\\.openclaw\\gateway.cmd
Scheduled Task State:                 Disabled
`;

const TASK_XML = `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><URI>\\OpenClaw Gateway</URI></RegistrationInfo>
  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>
  <Settings><Enabled>false</Enabled><Hidden>false</Hidden></Settings>
</Task>`;

const STATUS = `× openclaw-gateway.service - OpenClaw Gateway
     Loaded: loaded (/home/claw/.config/systemd/user/openclaw-gateway.service; enabled; preset: enabled)
     Active: failed (Result: exit-code) since Fri 2026-11-20 22:14:03 UTC; 3min ago
    Process: 4100 ExecStart=/usr/bin/node /usr/lib/node_modules/openclaw/dist/index.js gateway (code=exited, status=78)
   Main PID: 4100 (code=exited, status=78)`;

const SHOWN = `Id=openclaw-gateway.service
LoadState=loaded
ActiveState=activating
UnitFileState=enabled
Result=exit-code
NRestarts=9
ExecMainStatus=1
NeedDaemonReload=no`;

const INSPECTED = JSON.stringify([
  {
    Name: '/openclaw-gateway-1',
    RestartCount: 7,
    State: { Status: 'restarting', ExitCode: 137, OOMKilled: true, Health: { Status: 'unhealthy' } },
    HostConfig: { RestartPolicy: { Name: 'unless-stopped' } },
  },
]);

describe('a reader of', () => {
  it.each([
    [
      'launchctl print',
      LAUNCHCTL,
      {
        'service.manager': 'launchd',
        'service.unit': 'ai.openclaw.gateway',
        'service.active': 'activating',
        'service.restarts': 22,
        'service.exit-code': 1,
      },
    ],
    [
      'schtasks, a list',
      TASK_LIST,
      {
        'service.manager': 'schtasks',
        'service.unit': 'OpenClaw Gateway',
        'service.active': 'inactive',
        'service.enabled': 'disabled',
        'service.exit-code': 78,
      },
    ],
    ['schtasks, XML', TASK_XML, { 'service.unit': 'OpenClaw Gateway', 'service.enabled': 'disabled' }],
    [
      'systemctl status',
      STATUS,
      {
        'service.active': 'failed',
        'service.enabled': 'enabled',
        'service.result': 'exit-code',
        'service.exit-code': 78,
      },
    ],
    [
      'systemctl show',
      SHOWN,
      { 'service.active': 'activating', 'service.restarts': 9, 'service.exit-code': 1 },
    ],
    [
      'docker inspect',
      `$ docker inspect openclaw-gateway-1\n${INSPECTED}`,
      {
        'service.active': 'activating',
        'service.restarts': 7,
        'service.exit-code': 137,
        'container.state': 'restarting',
        'container.health': 'unhealthy',
        'container.oom-killed': true,
        'container.restart-policy': 'unless-stopped',
      },
    ],
  ])('%s', (_, text, facts) => {
    expect(said(text)).toMatchObject(facts);
  });

  it.each([
    ['another service', STATUS.replaceAll('openclaw', 'postgres')],
    ['prose', 'openclaw: the state = running line was odd, Active: failed was shown once'],
    ['a foreign task', TASK_LIST.replaceAll('OpenClaw Gateway', 'Backup').replaceAll('.openclaw', '.backup')],
    ['JSON of another kind', '{ "openclaw": { "State": { "Status": "running" } } }'],
  ])('says nothing of %s', (_, text) => {
    expect(said(text)).toEqual({});
  });
});
