// Makes the folder that install.sh takes (--from) and that the Debian package is made of: the host agent's files, its
// units, the script itself, and SHA256SUMS over all. The same sources give the same bytes.
// Usage: node infra/host-agent/pack.mjs [FOLDER]   (dist/host-agent when left out; npm run build first)

import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOST_FILES } from '../host-files.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a release holds, by where it is in this repository. */
const FILES = [
  ...HOST_FILES.map((name) => `dist/${name}.mjs`),
  'infra/systemd/openclaw-host-agent.service',
  'infra/systemd/openclaw-host-agent@.service',
  'infra/host-agent/install.sh',
  'infra/aws/ssm-order.sh',
];

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Fills `folder`; gives the SHA-256 of its SHA256SUMS, for `install.sh --sum`. */
export function pack(folder) {
  const missing = FILES.filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')} missing. Nothing was made. Next: npm run build`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const lines = [];
  for (const file of FILES) {
    const to = join(folder, basename(file));
    copyFileSync(join(root, file), to);
    chmodSync(to, file.endsWith('.sh') ? 0o755 : 0o644);
    lines.push(`${sha256(to)}  ${basename(file)}\n`);
  }
  const sums = join(folder, 'SHA256SUMS');
  writeFileSync(sums, lines.sort().join(''));
  return sha256(sums);
}

if (import.meta.main || process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const folder = resolve(process.argv[2] ?? join(root, 'dist', 'host-agent'));
    const sum = pack(folder);
    console.log(`${folder}\n  install.sh --sum ${sum}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
