/**
 * @module explain/resemble/asides
 * A complaint in two parts: what is wrong, and what is told beside it because it is fine, was compared or did not help.
 * Who says that the disk has room complains of something else, though the words are a full disk's.
 */

/** Where a thought ends: marks, and words that turn it round. */
const ENDS =
  /[.,;:!?()，。；：！？（）\n]+(?=\s|$|\p{Script=Han})|[，。；！？]|\s+(?:but|though|although|while|whereas|yet|aber|doch|obwohl|während)\s+|但是|但|不过|可是/u;

const FINE: readonly RegExp[] = [
  /\b(?:is|are|was|were|looks?|all|seems?)\s+(?:\w+\s+){0,2}(?:fine|ok|okay|good|healthy|valid|correct|right|idle|up|reachable|connected|unchanged|empty|identical|the same|normal|synced|in sync)\b/,
  /\b(?:works?|worked|working|fine|checked|compared|verified|plenty|enough|half (?:empty|full)|ruled out|double-?checked)\b/,
  /\b(?:did ?n[o']?t|didnt|does ?n[o']?t|doesnt|has ?n[o']?t|no) (?:\w+ )?(?:help|change|matter|difference)\w*/,
  /\b(?:restart|reboot|reinstall|update|reload|reset)\w*\b.{0,30}\b(?:no |not |nothing|same|twice|too|also|already|tried)/,
  /\b(?:not|no|isn'?t|aren'?t|wasn'?t) (?:a |an |the |my |our |any |it's |about )?(?:second|other|another|firewall|lock|lockout|token|password|key|disk|memory|network|dns|proxy|wifi|container|crash|oom|model|quota|limit|permission|pairing|update|upgrade|duplicate|issue|problem|cause)\b/,
  /\bsame\b.{0,40}\b(?:both|everywhere|sides?|places?|elsewhere)\b/,
  /\b(?:geht|gehen|funktioniert|funktionieren|läuft|laufen|passt|stimmt|stimmen|geprüft|verglichen|ausgeschlossen|genug|gleich|identisch|erreichbar|in ordnung|nichts gebracht|hilft nicht|half nicht)\b/,
  /\b(?:kein|keine|keinen|nicht) (?:am |an der |der |das |die |ein |eine )?(?:zweite\w*|andere\w*|firewall|sperre|token|passwort|platte|speicher|netz\w*|proxy|update|absturz|modell|limit)\b/,
  /正常|没问题|没有问题|不是.{0,8}问题|都一样|一致|核对过|检查过|排除|还有(?:很多|一半|足够)|够用|很闲|也试过|没用$|没变化|能用|能上|通的|也通/,
];

/** Said to be absent, and nothing beside it: `no lock`, `oom_killed=false`. */
const ABSENT = /^(?:\S+ ){0,2}\S+=(?:false|0|no|none)$|^(?:kein|keine|keinen|no|not a|没有)\s*\S+$/;

/** What is left is a heading and no complaint. Words. */
const BARE = 2;

const isFine = (clause: string): boolean => FINE.some((pattern) => pattern.test(clause));

/** `wrong` and `fine`, each as clauses; where everything sounds fine, all of it is what is complained of; nothing where things are only said to be absent. */
export function partsOf(text: string): { wrong: string[]; fine: string[] } {
  const clauses = text
    .toLowerCase()
    .split(ENDS)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
  const fine = clauses.filter(isFine);
  const wrong = clauses.filter((clause) => !isFine(clause));
  const absent = clauses.filter((clause) => ABSENT.test(clause));
  const left = clauses
    .filter((clause) => !absent.includes(clause))
    .join(' ')
    .split(' ').length;
  if (absent.length > 0 && left <= BARE) return { wrong: [], fine: [] };
  return wrong.length === 0 ? { wrong: clauses, fine: [] } : { wrong, fine };
}
