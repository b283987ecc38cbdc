/** Imports run downwards, runtimes stay behind their doors, and files stay readable. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  CLOUDFLARE_FILES,
  DOORS,
  GROUND,
  MAY_IMPORT,
  MAY_IMPORT_IN_AGENT,
  NODE_FILES,
  TOP_LEVEL,
} from './rooms.ts';
import { resolveInside, roomOf, sourceFiles } from './source-files.ts';

const files = sourceFiles();
const doors: readonly string[] = DOORS;
const ground: readonly string[] = GROUND;

describe('the rooms', () => {
  it('are all on the plan', () => {
    const rooms = new Set(files.map((file) => roomOf(file.path)).filter((room) => room !== null));
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
    const top = files.map((file) => file.path).filter((path) => roomOf(path) === null);
    expect(top.filter((path) => !doors.includes(path) && !ground.includes(path))).toEqual([]);
  });

  it('import downwards only', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const room = roomOf(file.path);
      for (const specifier of file.imports) {
        const target = resolveInside(file.path, specifier);
        if (target === null || doors.includes(file.path) || ground.includes(target)) continue;
        const into = roomOf(target);
        const allowed =
          into !== null && room !== null && (into === room || (MAY_IMPORT[room] ?? []).includes(into));
        const groundReadsRedaction = ground.includes(file.path) && into === 'redaction';
        if (!allowed && !groundReadsRedaction) wrong.push(`${file.path} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('of the host agent import downwards too', () => {
    const innerRoom = (path: string) => /^agent\/([^/]+)\//.exec(path)?.[1];
    const wrong: string[] = [];
    for (const file of files) {
      const room = innerRoom(file.path);
      if (room === undefined) continue;
      for (const specifier of file.imports) {
        const target = resolveInside(file.path, specifier);
        const into = target === null ? undefined : innerRoom(target);
        if (into === undefined || into === room) continue;
        if (!MAY_IMPORT_IN_AGENT[room]?.includes(into)) wrong.push(`${file.path} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('hold no circle of files', () => {
    const next = new Map(
      files.map((file) => [
        file.path,
        file.imports.map((specifier) => resolveInside(file.path, specifier)).filter((path) => path !== null),
      ]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (path: string, trail: string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      state.set(path, 'open');
      for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
      state.set(path, 'done');
    };
    for (const file of files) visit(file.path, []);
    expect(circles).toEqual([]);
  });
});

describe("a runtime's own modules", () => {
  it('node: stays in the host agent, the Node doors and node-* files', () => {
    const wrong = files.filter(
      (file) => file.imports.some((name) => name.startsWith('node:')) && !NODE_FILES.test(file.path),
    );
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('cloudflare: stays in the Worker and the durable-object shells', () => {
    const wrong = files.filter(
      (file) =>
        file.imports.some((name) => name.startsWith('cloudflare:')) && !CLOUDFLARE_FILES.test(file.path),
    );
    expect(wrong.map((file) => file.path)).toEqual([]);
  });
});

it('the top level stays as it is', () => {
  const top = new URL('../../', import.meta.url).pathname;
  const tracked = execFileSync('git', ['ls-files'], { cwd: top, encoding: 'utf8' }).split('\n');
  const names = new Set(
    tracked.map((path) => path.split('/')[0] ?? '').filter((name) => !/^(\.|$)/.test(name)),
  );
  expect([...names].filter((name) => !TOP_LEVEL.includes(name))).toEqual([]);
});

describe('a file', () => {
  it('says first what it is for', () => {
    expect(files.filter((file) => !file.text.startsWith('/**')).map((file) => file.path)).toEqual([]);
  });

  it('holds one idea: no more than 400 lines', () => {
    const long = files.filter((file) => file.text.split('\n').length > 401).map((file) => file.path);
    expect(long).toEqual([]);
  });

  it('is not a drawer for odds and ends', () => {
    const drawers = files.filter((file) =>
      /(^|\/)(utils?|helpers?|common|types|misc)(\.ts|\/)/.test(file.path),
    );
    expect(drawers.map((file) => file.path)).toEqual([]);
  });
});
