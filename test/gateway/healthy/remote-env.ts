/**
 * A build machine whose jobs talk to a gateway elsewhere: address and token are in the environment, and OpenClaw was
 * never set up here. There is no configuration, no state, no workspace.
 */
import { rmSync } from 'node:fs';
import { farGateway } from '../far-gateway.ts';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'remote-env',
  title: 'no configuration at all; address and token of a gateway elsewhere are in the environment',
  async plant(lab) {
    const far = await farGateway(lab);
    rmSync(lab.configFile);
    rmSync(lab.workspace, { recursive: true });
    const env = {
      OPENCLAW_CONFIG_PATH: '',
      OPENCLAW_STATE_DIR: '',
      OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${far.port}`,
      OPENCLAW_GATEWAY_TOKEN: far.token,
    };
    return { env };
  },
});
