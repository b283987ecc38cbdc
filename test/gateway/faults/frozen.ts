/**
 * The gateway's process is stopped by a signal (SIGSTOP), as a debugger, a full cgroup freezer or a stray Ctrl-Z does:
 * the kernel still accepts connections for it, and nobody ever answers them.
 *
 * Seen on the host: `/proc/PID/status` says `State: T (stopped)`; the port is open, HTTP and WebSocket connect and
 * then hang; the log just ends.
 *
 * The twin has a process of OpenClaw in state T too, but it is somebody's suspended `openclaw logs --follow`. Its
 * gateway also stood still for a second and a half once, and goes on.
 */
import { defineFault } from '../fault.ts';

const MOMENT_MS = 1500;

export default defineFault({
  name: 'frozen',
  title: 'the gateway process is frozen (SIGSTOP)',
  accepted: ['gateway-frozen'],
  async plant(lab) {
    const gateway = await lab.start();
    gateway.signal('SIGSTOP');
    return undefined;
  },
  twin: {
    title: 'a suspended `openclaw logs` beside a gateway that stood still for a moment and goes on',
    async plant(lab) {
      const gateway = await lab.start();
      await lab.suspendedCli(['logs', '--follow']);
      gateway.signal('SIGSTOP');
      const thaw = setTimeout(() => gateway.signal('SIGCONT'), MOMENT_MS);
      lab.onDispose(() => clearTimeout(thaw));
      return undefined;
    },
  },
});
