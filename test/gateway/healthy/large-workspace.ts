/**
 * The workspace holds a film, two thousand notes and a log of another program that is full of failures; the agent reads
 * one of the notes.
 */
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

const NOTES = 2_000;
const FILM_BYTES = 400_000_000;

export default defineHealthy({
  name: 'large-workspace',
  title: 'a workspace with thousands of notes, a film, and the log of another program',
  async plant(lab) {
    const notes = join(lab.workspace, 'notes');
    mkdirSync(notes);
    for (let n = 0; n < NOTES; n++) writeFileSync(join(notes, `note-${n}.md`), `# Note ${n}\n`);
    const film = join(lab.workspace, 'holiday.mp4');
    writeFileSync(film, '');
    truncateSync(film, FILM_BYTES); // A hole: it takes no room.
    const failure = 'FATAL ENOSPC: no space left on device; database disk image is malformed\n';
    writeFileSync(join(lab.workspace, 'gateway.log'), failure.repeat(5_000));
    await lab.start();
    await answeredTurn(lab, `TOOL:read:${JSON.stringify({ path: 'notes/note-7.md' })}`);
    return undefined;
  },
});
