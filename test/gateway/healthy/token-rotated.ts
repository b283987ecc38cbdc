/**
 * The token was changed in the configuration of the running gateway, which took it over; a client that was connected
 * was closed once and came back with the new one.
 */
import { readFileSync } from 'node:fs';
import { defineHealthy } from '../healthy.ts';
import { seen } from '../lab.ts';
import { pairedOperator } from '../operator.ts';
import { connect } from '../socket.ts';

const NEW = 'lab-token-after-the-rotation-0002';

export default defineHealthy({
  name: 'token-rotated',
  title: 'the token was rotated, and all clients have the new one',
  async plant(lab) {
    const gateway = await lab.start();
    await pairedOperator(lab);
    const config = JSON.parse(readFileSync(lab.configFile, 'utf8'));
    config.gateway.auth.token = NEW;
    lab.configure((fresh) => Object.assign(fresh, config));
    await seen(lab, 'config change detected');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await gateway.ready();
    const back = await connect({ port: lab.port, token: NEW, scopes: ['operator.read'] });
    back.close();
    if (!back.hello.ok) throw new Error(`The new token is not in force: ${JSON.stringify(back.hello.error)}`);
    return undefined;
  },
});
