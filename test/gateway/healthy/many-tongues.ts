/**
 * People speak to the agent in Japanese, Arabic, Russian, German and emoji, and what they speak of are errors, outages
 * and refused passwords. All of them are answered.
 */
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

const SAID = [
  'ゲートウェイが落ちました。接続が拒否されました (ECONNREFUSED) と出ます。どうすればいいですか？',
  'رُفض الاتصال: كلمة المرور غير صحيحة، والقرص ممتلئ تمامًا',
  'Ошибка 401: неверный токен. Шлюз не запускается, порт занят.',
  'Der Dienst startet nicht: Konfiguration ungültig, Zugriff verweigert.',
  '💥🔥 502 502 502 🔥💥',
];

export default defineHealthy({
  name: 'many-tongues',
  title: 'conversations about outages in five languages, all of them answered',
  async plant(lab) {
    await lab.start();
    for (const words of SAID) await answeredTurn(lab, words);
    return undefined;
  },
});
