/**
 * `npm run -s manifest`: prints the Slack app's manifest, to be pasted at api.slack.com/apps, "Create New App",
 * "From a manifest".
 */
import { run } from './print-manifest.ts';

const { code, out, err } = run(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;
