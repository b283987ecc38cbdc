/**
 * The gateway runs with the language of its owner, in which capital letters are made otherwise, in a time zone with a
 * quarter of an hour, and with a limit to its memory.
 */
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'turkish-locale',
  title: 'Turkish letters, the time of Nepal, and a limit to the memory',
  async plant(lab) {
    const env = {
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      TZ: 'Asia/Kathmandu',
      NODE_OPTIONS: '--max-old-space-size=1536',
    };
    await lab.start({ env });
    await answeredTurn(lab, 'İyi günler, ışık nerede?');
    return undefined;
  },
});
