/**
 * One web server for everything: a shop on all its pages, also where the gateway has its pages of health, and under a
 * path of its own the gateway's WebSocket. Operators come by that path.
 */
import type { ServerResponse } from 'node:http';
import { frontDoor } from '../front-door.ts';
import { defineHealthy } from '../healthy.ts';

const SHOP = '<!doctype html><title>Shop</title><h1>Lobster traps, half price</h1>';

export default defineHealthy({
  name: 'front-page',
  title: 'a web server in front shows a shop on every page, and has the gateway under one path',
  async plant(lab) {
    await lab.start();
    const page = (_request: unknown, response: ServerResponse) =>
      response.setHeader('content-type', 'text/html').end(SHOP);
    const port = await frontDoor(lab, { to: lab.port, path: '/claw-socket', page });
    const env = {
      OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${port}/claw-socket`,
      OPENCLAW_GATEWAY_TOKEN: lab.token,
    };
    return { env };
  },
});
