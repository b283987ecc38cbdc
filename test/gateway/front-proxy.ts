/**
 * The gateway as it stands behind the host's own reverse proxy: it trusts the proxy, and the lab's clients carry the
 * headers that the proxy adds for somebody on another machine.
 */
import type { GatewayConfig, Lab } from './lab.ts';

/** Whose request it is (an address that is reserved for documentation, RFC 5737), and that it came over TLS. */
export const FORWARDED = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' };

/** Starts the lab's gateway so that it believes a proxy on loopback; `more` adds what else the fault needs. */
export async function startBehindProxy(
  lab: Lab,
  more: (gateway: GatewayConfig['gateway']) => void = () => {},
): Promise<void> {
  lab.configure(({ gateway }) => {
    gateway.trustedProxies = ['127.0.0.1'];
    more(gateway);
  });
  await lab.start();
}
