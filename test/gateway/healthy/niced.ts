/**
 * The gateway has the lowest priority of all, because the host has other work, and other work is under way: it answers
 * more slowly, and it answers.
 */
import { defineHealthy } from '../healthy.ts';
import { launch, script, serves } from '../launch.ts';
import { connect } from '../socket.ts';

const PROGRAM = '#!/bin/sh\nexec nice -n 19 openclaw gateway run\n';
/** One core for a minute, and then it ends by itself. */
const WORK = '#!/bin/sh\nexec timeout 60 sh -c "while :; do :; done"\n';

export default defineHealthy({
  name: 'niced',
  title: 'the gateway has the lowest priority, and other work has the processor',
  async plant(lab) {
    launch(lab, script(lab, 'low-priority', PROGRAM));
    await serves(lab.port);
    launch(lab, script(lab, 'video-render', WORK));
    const client = await connect({ port: lab.port, token: lab.token, scopes: ['operator.read'] });
    const { ok } = await client.call('status');
    client.close();
    if (!ok) throw new Error('It does not answer beside other work');
    return undefined;
  },
});
