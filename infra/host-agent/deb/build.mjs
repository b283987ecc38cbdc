// Makes the Debian package of the host agent with dpkg-deb: the files of the build, the unit of the system, a command on
// the path, and the scripts beside this one. The same sources give the same bytes, whoever builds it and when.
// Usage: node infra/host-agent/deb/build.mjs [FOLDER] [--version V]   (dist when left out; npm run build first)

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { HOST_FILES } from '../../host-files.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(dirname(here)));
const NAME = 'openclaw-host-agent';
const LIB = `usr/lib/${NAME}`;
/** Times in the package say nothing about the program; a fixed one makes it the same everywhere. 2026-01-01, UTC. */
const EPOCH = process.env.SOURCE_DATE_EPOCH ?? '1767225600';

const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');
const rfc2822 = new Date(Number(EPOCH) * 1_000).toUTCString().replace('GMT', '+0000');

/** Builds the package into `folder`, of the programs in `from`; gives its path. */
export function buildDeb(folder, given, from = join(root, 'dist')) {
  const version = given ?? JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  if (!/^[0-9][A-Za-z0-9.+~]*$/.test(version))
    throw new Error(`“${version}” is no version of a Debian package.`);
  const built = HOST_FILES.map((name) => ({ name: `${name}.mjs`, file: join(from, `${name}.mjs`) }));
  const missing = built.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')} missing in ${from}. Nothing was made. Next: npm run build`);
  const stage = mkdtempSync(join(tmpdir(), `${NAME}-deb-`));
  try {
    const put = (path, content, mode = 0o644) => {
      const to = join(stage, path);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, content);
      chmodSync(to, mode);
    };
    for (const { name, file } of built) put(`${LIB}/${name}`, readFileSync(file));
    put(`${LIB}/ssm-order`, readFileSync(join(root, 'infra/aws/ssm-order.sh')), 0o755);
    const unit = readFileSync(join(root, 'infra/systemd', `${NAME}@.service`), 'utf8');
    const own = unit
      .replace(`/usr/local/lib/${NAME}/node `, `/etc/${NAME}/node `)
      .replaceAll(`/usr/local/lib/${NAME}/`, `/${LIB}/`);
    if (own.includes('/usr/local'))
      throw new Error('The unit names /usr/local in a way that is not known here.');
    put(`lib/systemd/system/${NAME}@.service`, own);
    put(`usr/bin/${NAME}`, readFileSync(join(here, 'command.sh')), 0o755);
    put(`usr/sbin/${NAME}-setup`, readFileSync(join(here, 'setup.sh')), 0o755);
    put(`usr/share/doc/${NAME}/copyright`, readFileSync(join(root, 'LICENSE')));
    const log = `${NAME} (${version}) stable; urgency=medium\n\n  * See CHANGELOG.md of the project.\n\n -- OpenClaw incident bot <noreply@openclaw.invalid>  ${rfc2822}\n`;
    put(`usr/share/doc/${NAME}/changelog.gz`, gzipSync(log, { level: 9 }));

    const files = readdirSync(stage, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(stage.length + 1))
      .sort();
    const bytes = files.reduce((sum, file) => sum + statSync(join(stage, file)).size, 0);
    put(
      'DEBIAN/control',
      `${[
        `Package: ${NAME}`,
        `Version: ${version}`,
        'Section: admin',
        'Priority: optional',
        'Architecture: all',
        'Maintainer: OpenClaw incident bot <noreply@openclaw.invalid>',
        `Installed-Size: ${Math.ceil(bytes / 1024)}`,
        'Suggests: nodejs (>= 22.12)',
        'Description: host agent of the OpenClaw incident bot',
        ' Looks at the OpenClaw gateways of this host when the bot asks, and brings them',
        ' back with consent. It dials out and listens on nothing. It is run by the Node',
        ' that OpenClaw runs on (22.12 or newer), whichever package that came from, and',
        ` starts only after ${NAME}-setup has let it join a bot.`,
      ].join('\n')}\n`,
    );
    put('DEBIAN/md5sums', files.map((file) => `${md5(readFileSync(join(stage, file)))}  ${file}\n`).join(''));
    for (const script of ['postinst', 'prerm', 'postrm'])
      put(`DEBIAN/${script}`, readFileSync(join(here, `${script}.sh`)), 0o755);

    for (const path of ['', ...readdirSync(stage, { recursive: true })]) {
      const to = join(stage, path);
      if (statSync(to).isDirectory()) chmodSync(to, 0o755);
      lutimesSync(to, Number(EPOCH), Number(EPOCH));
    }
    mkdirSync(folder, { recursive: true });
    const out = join(folder, `${NAME}_${version}_all.deb`);
    const made = join(stage, '..', `${NAME}-${process.pid}.deb`);
    const ran = spawnSync('dpkg-deb', ['--root-owner-group', '-Zxz', '-z6', '--build', stage, made], {
      encoding: 'utf8',
      // More threads cut the file into other blocks.
      env: {
        ...process.env,
        SOURCE_DATE_EPOCH: EPOCH,
        DPKG_DEB_THREADS_MAX: '1',
        LC_ALL: 'C.UTF-8',
        TZ: 'UTC',
      },
    });
    if (ran.error?.code === 'ENOENT')
      throw new Error('dpkg-deb is not here. Nothing was made. Next: apt-get install dpkg');
    if (ran.status !== 0) throw new Error(`dpkg-deb could not make the package:\n${ran.stdout}${ran.stderr}`);
    cpSync(made, out);
    rmSync(made);
    return out;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { values, positionals } = parseArgs({
      options: { version: { type: 'string' } },
      allowPositionals: true,
    });
    console.log(buildDeb(resolve(positionals[0] ?? join(root, 'dist')), values.version));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
