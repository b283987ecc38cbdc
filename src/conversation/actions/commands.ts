/**
 * @module conversation/actions/commands
 * The commands of the findings, ready to be copied: those that look, and apart from them those that change
 * something. Nothing is run by pressing it.
 */

import { composeCommands } from '../../messages/commands.ts';
import type { Action } from '../action.ts';

export const commands: Action = {
  action: 'commands',
  label: 'button.commands',
  fits: (view) => view.hosts.some((host) => (host.diagnosis?.findings.length ?? 0) > 0),
  async run(_press, view) {
    return { message: composeCommands(view), for: 'asker' };
  },
};
