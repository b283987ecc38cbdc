/**
 * An automation hands its result to a program of the house over HTTP. That program was updated and has its door under
 * another path since: it answers 404 to each result, and the automation itself runs well.
 *
 * Seen on the host: `cron.list` says of it that the run was ok and the result was not delivered, with the status of the
 * answer; `delivery.mode` is "webhook".
 *
 * The twin's automation has the new path.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { jobMaker, makeJob, runJob } from '../automations.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** The program of the house: results are taken at one path alone. Gives how many it took. */
async function board(lab: Lab): Promise<() => number> {
  let taken = 0;
  const server = createServer((request, response) => {
    request.resume();
    const ours = request.url === '/v2/results';
    if (ours) taken += 1;
    response.writeHead(ours ? 202 : 404).end();
  });
  server.listen(lab.port + 18, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
  return () => taken;
}

async function reports(lab: Lab, path: string): Promise<number> {
  const taken = await board(lab);
  lab.configure((config) => {
    config.cron = { webhookSsrfPolicy: { dangerouslyAllowPrivateNetwork: true } };
  });
  await lab.start();
  const maker = await jobMaker(lab);
  const delivery = { mode: 'webhook', to: `http://127.0.0.1:${lab.port + 18}${path}` };
  const id = await makeJob(maker, { name: 'stock-report', message: 'Report the stock.', delivery });
  await runJob(maker, id);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  return taken();
}

export default defineFault({
  name: 'job-webhook-moved',
  title: 'an automation hands its result to an address that answers 404',
  accepted: ['cron-delivery-failed'],
  async plant(lab) {
    if ((await reports(lab, '/results')) > 0) throw new Error('It was taken, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'an automation hands its result to an address that takes it',
    async plant(lab) {
      if ((await reports(lab, '/v2/results')) !== 1) throw new Error('The result was not taken');
      return undefined;
    },
  },
});
