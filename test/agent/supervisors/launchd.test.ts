/** What a launch agent is told, by the text of launchctl(1): no Mac runs this. */
import { describe, expect, it } from 'vitest';
import type { HostPort } from '../../../src/agent/host/host-port.ts';
import { launchd, serviceTarget } from '../../../src/agent/supervisors/launchd.ts';
import type { Sight } from '../../../src/agent/supervisors/supervisor.ts';
import { scriptedHost } from '../scripted-host.ts';

const LABEL = 'ai.openclaw.gateway';
const AGENT = `/Users/claw/Library/LaunchAgents/${LABEL}.plist`;
const TOOLS = { signal: new AbortController().signal, keep: '/nowhere' };

/** A Mac whose `launchctl` ends so, and what it was called with. */
function mac(
  path: string,
  ended: { code?: number; stderr?: string } = {},
  platform: NodeJS.Platform = 'darwin',
) {
  const host = scriptedHost({ programs: { launchctl: ended } });
  const calls: string[] = [];
  const run: HostPort['run'] = (argv, options) => {
    calls.push(argv.join(' '));
    return host.run(argv, options);
  };
  const units = [{ manager: 'launchd', name: LABEL, path, owner: { name: 'claw', uid: 501 } }];
  const target = { units, processes: { ok: true, value: [] } };
  const sight = {
    host: { ...host, run },
    target,
    shell: {},
    openclaw: 'openclaw',
    platform,
  } as never as Sight;
  return { sight, calls };
}

it.each([
  [AGENT, `gui/501/${LABEL}`],
  [`/Library/LaunchAgents/${LABEL}.plist`, `gui/501/${LABEL}`],
  [`/Library/LaunchDaemons/${LABEL}.plist`, `system/${LABEL}`],
])('what lies at %s is called %s', (path, it_) => {
  expect(serviceTarget({ name: LABEL, path }, 501)).toBe(it_);
});

describe('a launch agent', () => {
  it('is restarted by one order, and started by one that ends nothing', async () => {
    const { sight, calls } = mac(AGENT);
    const owned = await launchd.owns(sight);
    expect(owned).toMatchObject({
      id: 'launchd',
      holds: false,
      commands: { restart: ['launchctl', 'kickstart', '-k', `gui/501/${LABEL}`] },
      cautions: [{ code: 'caution.untested-here' }],
    });
    expect(calls).toEqual([]);
    expect(await owned?.restart(TOOLS)).toEqual({ ok: true });
    expect(await owned?.start(TOOLS)).toEqual({ ok: true });
    expect(calls).toEqual([
      `launchctl kickstart -k gui/501/${LABEL}`,
      `launchctl kickstart gui/501/${LABEL}`,
    ]);
  });

  it('that launchd does not know is told with its words', async () => {
    const { sight } = mac(AGENT, { code: 113, stderr: 'Could not find service\nmore' });
    const owned = await launchd.owns(sight);
    expect(await owned?.restart(TOOLS)).toEqual({
      ok: false,
      because: { code: 'restart.refused', params: { unit: LABEL, why: 'Could not find service' } },
    });
  });

  it('is nobody’s where there is no launchd', async () => {
    expect(await launchd.owns(mac(AGENT, {}, 'linux').sight)).toBeNull();
  });
});
