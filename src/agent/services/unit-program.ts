/**
 * @module agent/services/unit-program
 * What a service definition would start, held against what is on the disk: is its program still there, which
 * release of OpenClaw is it, and does that release run on the Node.js that the definition names? Nothing is run:
 * a definition may be somebody else's, and its program too.
 */
import { isAbsolute, join } from 'node:path';
import { gatewayCall, scriptOf } from '../gateways/gateway-call.ts';
import { fitsRange, nodeVersion } from '../gateways/node-release.ts';
import { type OpenClawPackage, packageOf } from '../gateways/openclaw-package.ts';
import type { ServiceUnit } from '../gateways/service-units.ts';
import type { HostPort } from '../host/host-port.ts';

export type UnitProgram = {
  /** The first of its files that is not there: the runtime, or the script. */
  missing: string | undefined;
  /** Version of the package that its script belongs to. */
  version: string | undefined;
  /** Version of the Node.js that it names, where its installation says so. */
  node: string | undefined;
  /** Whether that package takes that Node.js. */
  nodeSupported: boolean | undefined;
};

/** The OpenClaw that a script belongs to, links followed; undefined where it is another program's. */
async function openclawAt(host: HostPort, script: string): Promise<OpenClawPackage | undefined> {
  const real = await host.real(script);
  const found = await packageOf(host, real.ok && real.value !== null ? real.value : script);
  return found.ok ? found.value : undefined;
}

/** Looks at the files that a definition names. Nothing is said of what could not be looked at. */
export async function unitProgram(host: HostPort, unit: ServiceUnit): Promise<UnitProgram> {
  const [program] = unit.argv;
  const call = gatewayCall(unit.argv);
  const whole = (path: string): string => (isAbsolute(path) || !unit.cwd ? path : join(unit.cwd, path));
  const given = scriptOf(unit.argv) ?? (call && call.script !== program ? call.script : undefined);
  const script = given === undefined ? undefined : whole(given);
  let missing: string | undefined;
  for (const path of [program, script]) {
    if (path === undefined || !isAbsolute(path)) continue;
    const found = await host.stat(path);
    if (found.ok && found.value === null) missing ??= path;
  }
  const start = script ?? (program && isAbsolute(program) ? program : undefined);
  const known = start && missing === undefined ? await openclawAt(host, start) : undefined;
  const runtime =
    call?.runtime && isAbsolute(call.runtime) && /node/.test(call.runtime) ? call.runtime : undefined;
  const node = runtime && missing === undefined ? await nodeVersion(host, runtime) : undefined;
  const range = known?.nodeRange;
  return {
    missing,
    version: known?.version,
    node,
    nodeSupported: node && range ? fitsRange(node, range) : undefined,
  };
}
