/**
 * The skills of a team lie in a repository of its own, and the workspace has a link to one of them. OpenClaw follows no
 * link that leads out of the workspace's skills: the agent does not know the skill.
 *
 * Seen on the host: `<workspace>/skills/release-notes` is a link to a folder elsewhere, and the log says `Skipping escaped
 * skill path outside its configured root`.
 *
 * The twin has the same link, and `skills.load.allowSymlinkTargets` names where it leads.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { answeredTurn } from '../turns.ts';

const SKILL = 'release-notes';
const TEXT = `---
name: ${SKILL}
description: Write the notes of a release from its commits.
---

Read the commits since the last release and say in one line each what changed for users.
`;

/** Links the skill into the workspace and lets the agent work once, which is when skills are looked up. */
async function linkedSkill(lab: Lab, trusted: boolean): Promise<void> {
  const team = join(lab.dir, 'team-skills');
  mkdirSync(join(team, SKILL), { recursive: true });
  writeFileSync(join(team, SKILL, 'SKILL.md'), TEXT);
  mkdirSync(join(lab.workspace, 'skills'));
  symlinkSync(join(team, SKILL), join(lab.workspace, 'skills', SKILL));
  lab.configure((config) => {
    if (trusted) config.skills = { load: { allowSymlinkTargets: [team] } };
  });
  await lab.start();
  await answeredTurn(lab, 'write the notes of our release');
}

/** Whether the gateway knows the skill. */
async function isKnown(lab: Lab): Promise<boolean> {
  const reader = await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
  const answer = await reader.call('skills.status', { agentId: 'main' });
  if (!answer.ok) throw new Error(`The skills could not be listed: ${JSON.stringify(answer.error)}`);
  return (answer.payload.skills as { name: string }[]).some(({ name }) => name === SKILL);
}

export default defineFault({
  name: 'skill-linked-out',
  title: 'a skill is a link that leads out of the workspace, and is skipped',
  accepted: ['skill-symlink-escape'],
  async plant(lab) {
    await linkedSkill(lab, false);
    await seen(lab, 'Skipping escaped skill path');
    if (await isKnown(lab)) throw new Error('The skill is known, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'a skill is a link that leads out of the workspace, to a place that the configuration trusts',
    async plant(lab) {
      await linkedSkill(lab, true);
      if (!(await isKnown(lab))) throw new Error('The skill should be known');
      return undefined;
    },
  },
});
