/**
 * @module agent/bundle/sources/container
 * The container that holds the gateway, as its engine tells it: state, restarts, mounts, ports, and who composed it. Of
 * its environment only the names (sources/environment tells the rest).
 */
import * as z from 'zod';
import { defineSource, notCollected, type RawFile } from '../source.ts';

const ASK_MS = 2_000;
const MOST_BYTES = 256 * 1024;

const Inspected = z.looseObject({
  Image: z.string().optional(),
  Config: z.looseObject({
    Image: z.string().optional(),
    Labels: z.record(z.string(), z.string()).nullish(),
    User: z.string().optional(),
  }),
});

const NAMED = 'com.docker.compose.project.config_files';

export const container = defineSource({
  id: 'container',
  title: 'state of the container',
  limitMs: 5_000,
  async collect({ host, target }) {
    const { container: it } = target;
    if (!it)
      return target.silentEngines.length === 0
        ? {}
        : { missing: target.silentEngines.map(({ why }) => notCollected('containers', why)) };
    const answer = await host.ask(it.socket, `/containers/${encodeURIComponent(it.id)}/json`, {
      timeoutMs: ASK_MS,
    });
    const inspected = Inspected.safeParse(
      answer.ok && answer.value !== null ? jsonOf(answer.value.body.toString('utf8')) : null,
    ).data;
    const labels = inspected?.Config.Labels ?? {};
    const { env, argv, place, socket: _, ...rest } = it;
    const time = (at: number): string | null => (Number.isNaN(at) ? null : new Date(at).toISOString());
    const told = {
      ...rest,
      startedAt: time(it.startedAt),
      finishedAt: time(it.finishedAt),
      command: argv.join(' '),
      image: inspected?.Config.Image ?? null,
      imageDigest: inspected?.Image ?? null,
      user: inspected?.Config.User ?? null,
      stateDir: place.stateDir,
      configPath: place.configPath,
      environment: Object.keys(env).sort(),
      compose: Object.fromEntries(
        Object.entries(labels).filter(([name]) => name.startsWith('com.docker.compose.')),
      ),
    };
    const files: RawFile[] = [
      {
        name: 'system/container.json',
        source: `${it.engine} inspect ${it.name}`,
        text: `${JSON.stringify(told, null, 2)}\n`,
        cut: 'of its environment only the names',
      },
    ];
    const missing =
      inspected === undefined ? [notCollected('image of the container', 'its engine did not tell')] : [];
    for (const [n, path] of (labels[NAMED] ?? '')
      .split(',')
      .filter((one) => one.startsWith('/'))
      .slice(0, 4)
      .entries()) {
      const text = await host.read(path, { maxBytes: MOST_BYTES });
      if (text.ok && text.value !== null)
        files.push({ name: `system/compose-${n + 1}.yml`, source: path, text: text.value, cut: null });
      else missing.push(notCollected(`compose file ${path}`, text.ok ? 'it is not there' : text.why));
    }
    const digest = inspected?.Image;
    return { files, missing, ...(digest === undefined ? {} : { versions: { image: digest.slice(0, 120) } }) };
  },
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
