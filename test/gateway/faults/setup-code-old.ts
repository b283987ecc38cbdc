/**
 * A new phone is set up with a code that was made last week: such a code is good for minutes and once. The phone tries
 * it again and again.
 *
 * Seen on the host: the log says `bootstrap token invalid or expired` at each attempt.
 *
 * The twin's phone tried its old code once, and has been paired since.
 */
import { comesBack, DESK_APP, isLetIn, isRefused, pairedDevice } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { newDevice } from '../socket.ts';

const OLD = 'bs_lastweek_7Qk2vXw9Lr4TnB8sPz1YcH5mJd3FgA6e';
const scopes = ['operator.read', 'operator.write'];
const as = { ...DESK_APP, id: 'openclaw-ios', displayName: "Berta's phone" };

const tries = ({ port }: Lab) => {
  const device = newDevice();
  return () => isRefused({ port, bootstrapToken: OLD, device, as, scopes });
};

export default defineFault({
  name: 'setup-code-old',
  title: 'a phone is set up with a code that is no longer good',
  accepted: ['bootstrap-code-invalid'],
  async plant(lab) {
    await lab.start();
    await comesBack(lab, tries(lab));
    await seen(lab, 'bootstrap_token_invalid');
    return undefined;
  },
  twin: {
    title: 'a phone tried a code that was no longer good, once, and is paired',
    async plant(lab) {
      await lab.start();
      await tries(lab)();
      const device = await pairedDevice(lab, scopes, as);
      await isLetIn(lab, { port: lab.port, device, as, scopes });
      return undefined;
    },
  },
});
