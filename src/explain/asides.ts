/**
 * @module explain/asides
 * A complaint in its parts: what is wrong, what works all the same, and what is told only because it was ruled out. Who
 * says that the disk has room complains of something else, though the words are a full disk's.
 */

/** Where a thought ends: marks, and words that turn it round. */
const ENDS =
  /\s*\n\s*|[.,;:!?()，。；：！？（）]+(?=\s|$|\p{Script=Han})|[，。；！？（）()]|\s[-–—]+\s|\s+(?:but|though|although|while|whereas|yet|aber|doch|obwohl|während)\s+|但是|但|不过|可是/u;

/** Turns what is said round, a few words before it. */
const NOT =
  "(?:\\b(?:not|no|none|nothing|nobody|never|neither|nor|without|cannot|can't|cant|hardly|half|halb|zero|0|no longer|nicht|nichts|kein\\w{0,2}|nie|niemand|ohne|weder)\\b|\\b\\w+n['’]?t\\b|没有?|不是|不|无|未|并非)";
const not = new RegExp(NOT);

/** German says its "not" behind the verb. */
const NOT_BEHIND = /^ (?:\w+ ){0,2}(?:nicht|nichts|kein\w*|nie|no more)\b/;

/** A state that nobody complains of. */
const WELL = new RegExp(
  [
    "\\b(?:is|are|was|were|'s|s|looks?|look|seems?|all|reads?|shows?|says?|reports?|has been|have been|stays?|comes? back)\\s+(?:\\w+\\s+){0,3}(?:fine|ok|okay|good|great|healthy|valid|correct|right|idle|up|green|reachable|connected|unchanged|untouched|identical|equal|the same|same|normal|usual|clean|synced|synchroni[sz]ed|in sync|enabled|on|off|present|approved|paired|trusted|there|set|free|open|installed|listed|allowed|granted|mounted|loaded|done|current|up to date|live|low|happy|passing|bestens|gut)\\b",
    '\\b(?:works?|working|worked|fine|passes|passed|passing|loads|resolves?|answers?|ticks?|points? to the right|starts? by hand|belongs? to|exists?|enough|plenty|idles?|goes? through|pings?)\\b',
    '\\b(?:half|\\d+ ?(?:%|percent|gb|gig|gigs)(?: \\w+){0,2}) (?:empty|full|free|idle|left|available)\\b',
    '\\bbelow \\d+|\\b(?:still|enough|plenty of) (?:free|room|space)\\b',
    '\\b(?:geht|gehen|funktioniert|funktionieren|läuft|laufen|passt|stimmt|stimmen|genug|gleich|identisch|derselbe|dieselbe|dasselbe|erreichbar|in ordnung|frei|gültig|aktiv|eingeschaltet|vorhanden|bestens|klappt)\\b',
    '正常(?!关闭|断开)|没问题|没有问题|都一样|两边一样|过一样|一致|还有(?:很多|一半|足够)|还剩|足?够用?|很闲|能用|能上|能 ?ping|通的|也通|是开着的|在运行|[也都]没错|没变化|没满|最新',
  ].join('|'),
  'g',
);

/** What somebody did to rule it out, or to no avail. */
const TRIED =
  /\b(?:checked|compared|verified|tested|looked (?:at|it|with|in)|i looked|ruled out|double-?checked|confirmed|geprüft|verglichen|ausgeschlossen|nachgesehen)\b|\b(?:did ?n[o'’]?t|didnt|does ?n[o'’]?t|doesnt|has ?n[o'’]?t|no) (?:\w+ )?(?:help|change|matter|difference)\w*|\b(?:restart|reboot|reinstall|update|reload|reset|neustart)\w*\b.{0,30}\b(?:no |not |nothing|same|twice|too|also|already|tried|nichts|half nicht)|nichts gebracht|hilft nicht|half nicht|核对过|检查过|查过|试过|排除|没用$/;

/** Said not to be there, it is ruled out. */
const FAULT =
  '(?:errors?|warnings?|crash\\w*|oom\\w*|kills?|killed|locks?|lock-?outs?|limits?|proxy|proxies|firewalls?|vpn|docker|containers?|second|other (?:openclaw|gateway|process|instance|bot)\\w*|another|updat\\w+|upgrad\\w+|downgrad\\w+|changes?|changed|touched|problems?|issues?|causes?|faults?|duplicates?|zombies?|conflicts?|time-?outs?|drift|mismatch\\w*|leaks?|quota|expired|unknown|pending|stale|full|zweite\\w*|andere[rsn]?|sperren?|abst\\wrze?|änderung\\w*|fehler\\w*|störung\\w*|updates?)(?![a-z])';
/** Its absence would be a fault of its own; it is ruled out only by "it is not the …". */
const PART =
  '(?:network|internet|dns|disk|drive|memory|ram|cpu|wifi|keys?|tokens?|passwords?|secrets?|permissions?|pairing|models?|clock|time|tls|certificates?|config\\w*|file|cli|cron|plugins?|browser|tunnel|cache|same|netz\\w*|platte|speicher|modell|passwort|uhr|konfig\\w*)(?![a-z])';
const DENIED = [
  new RegExp(`${NOT}\\s*(?:(?!to\\b)[\\w'’-]+\\s+){0,2}${FAULT}`),
  new RegExp(
    `(?:\\bnot|n['’]?t|\\bnicht)\\s+(?:a|an|the|my|our|your|any|about|am|an|der|die|das)?\\s*${PART}`,
  ),
  new RegExp(
    `(?:${FAULT}|${PART}) (?:\\w+ )?(?:(?:is|are|was|were|has been)(?: not|n['’]?t)|ist nicht|not) (?:(?:the|an?|das) (?:issue|problem|cause|reason|culprit)|it|full|used|needed|involved|at fault|to blame|voll|schuld|expired|locked)(?![a-z])`,
  ),
  /\b(?:lock ?files?|locks?|firewall|vpn|proxy|ruhezustand)\b.{0,24}\b(?:removed|deleted|not there|gone|off|disabled|abgeschaltet|gelöscht|aus)(?![a-z])/,
  /\bsame (?:\w+ )?(?:for|since) (?:days|weeks|months|years|ages)\b|seit (?:wochen|monaten|jahren) (?:gleich|dieselbe)/,
  /\bnever (?:sleeps?|slept|changes?|changed)\b|schläft nie|\bliegt es nicht\b|不是.{0,12}(?:问题|原因)|没(?:有)?(?:第二|别的|改|动过?|变|满|升级|更新|报错|崩|被|锁|限)|未(?:升级|更新|改)/,
];

/** A condition is what is complained of: "works only when I am logged in". */
const ONLY =
  /\b(?:only|just|as long as|until(?! next| \d| 20)|unless|except|for (?:a|an|\d|ten|some|half|about)|used to|should|sometimes|nur|solange|bis|manchmal|erst)\b|才|只有|偶尔|有时/;
/** What is wrong although something works in the same breath. */
const BROKEN =
  /\b(?:fail\w*|refus\w*|reject\w*|den(?:y|ied)|gone|dead|silent|stuck|hangs?|broken|breaks|missing|lost|loses?|dies|drops?|stopped|unreachable|unauthorized|ignored?s?|slow|weg|tot|stumm|hängt|kaputt)\b|(?:报错|失败|断|拒绝|连不上|没反应|不见|丢)/;

/** What a gateway stands on: that it is well rules it out. That anything else is well is part of the complaint. */
const GROUND =
  /\b(?:network|internet|dns|disk|drive|memory|ram|cpu|wifi|keys?|tokens?|passwords?|secrets?|permissions?|pairing|models?|clock|tls|certificates?|config\w*|file|plugins?|tunnel|cache|netz\w*|platte|speicher|modell|passwort|uhr|konfig\w*|linger\w*|swap|load|event loop|ntp|disks?|space|room|ports?|firewall|certs?|scheduler|systemd|service user|permissions|owner\w*|folders?|director\w+|mounts?|lock|update|version|account|quota|validator|ping|process|pid|privacy|approv\w+|token|platz|rechte|uhrzeit|ordner|datei|version|gültig)\b|\d+ ?(?:gb|gig|%|percent)|磁盘|硬盘|内存|cpu|令牌|token|密码|网络|时间|时钟|任务|配置|文件|版本|权限|证书|进程/;

export type Parts = {
  /** What is complained of. */
  wrong: string[];
  /** What works beside it. */
  works: string[];
  /** What was ruled out. */
  ruledOut: string[];
};

/** Is this clause good news? */
function isWell(clause: string): boolean {
  for (const hit of clause.matchAll(WELL)) {
    const before = clause.slice(Math.max(0, hit.index - 24), hit.index);
    const after = clause.slice(hit.index + hit[0].length, hit.index + hit[0].length + 20);
    if (not.test(before) || not.test(hit[0]) || NOT_BEHIND.test(after)) continue;
    if (ONLY.test(clause) || BROKEN.test(clause)) return false;
    return true;
  }
  return false;
}

function kindOf(clause: string): keyof Parts {
  // What is quoted was printed by something, and is never the speaker's own "no".
  const own = clause.replace(/"[^"]*"?/g, '""');
  if (TRIED.test(own) || DENIED.some((pattern) => pattern.test(own)))
    return BROKEN.test(own) ? 'wrong' : 'ruledOut';
  if (isWell(own)) return GROUND.test(own) ? 'ruledOut' : 'works';
  return 'wrong';
}

/** Said to be absent, and nothing beside it: `no lock`, `oom_killed=false`. */
const ABSENT = /^(?:\S+ ){0,2}\S+=(?:false|0|no|none)$|^(?:kein|keine|keinen|no|not a|没有)\s*\S+$/;

/** Nothing but "no …": somebody answers, and does not complain. */
const BEGINS_NOT = new RegExp(`^(?:and |und )?${NOT}`);

/** What is left is a heading and no complaint. Words. */
const BARE = 2;

/** What stands in brackets is one thought: what of it sounds neither way goes with what was ruled out. */
const BRACKET = /[(（][^()（）]{1,400}[)）]/g;

function clausesOf(text: string): { clause: string; kind: keyof Parts }[] {
  const split = (piece: string) =>
    piece
      .split(ENDS)
      .map((clause) => clause.trim())
      .filter((clause) => clause !== '')
      .map((clause) => ({ clause, kind: kindOf(clause) }));
  const out: { clause: string; kind: keyof Parts }[] = [];
  let from = 0;
  for (const { 0: bracket, index } of text.matchAll(BRACKET)) {
    const inside = split(bracket.slice(1, -1));
    const aside = inside.some(({ kind }) => kind === 'ruledOut') && !BROKEN.test(bracket);
    out.push(...split(text.slice(from, index)));
    out.push(...(aside ? inside.map(({ clause }) => ({ clause, kind: 'ruledOut' as const })) : inside));
    from = index + bracket.length;
  }
  return [...out, ...split(text.slice(from))];
}

/** Clauses of each kind; where nothing sounds wrong, what is said first is complained of; nothing where things are only said to be absent. */
export function partsOf(text: string): Parts {
  const told = clausesOf(text.toLowerCase());
  const clauses = told.map(({ clause }) => clause);
  const parts: Parts = { wrong: [], works: [], ruledOut: [] };
  for (const { clause, kind } of told) parts[kind].push(clause);
  const absent = clauses.filter((clause) => ABSENT.test(clause));
  const left = clauses.filter((clause) => !absent.includes(clause)).join(' ');
  if (absent.length > 0 && wordsIn(left) <= BARE) return { wrong: [], works: [], ruledOut: clauses };
  if (parts.wrong.length > 0) return parts;
  if (parts.works.length === 0 && clauses.every((clause) => BEGINS_NOT.test(clause)))
    return { wrong: [], works: [], ruledOut: clauses };
  if (parts.works.length > 0) return { ...parts, wrong: parts.works, works: [] };
  const [first = '', ...others] = clauses;
  return { wrong: first === '' ? [] : [first], works: [], ruledOut: others };
}

/** Chinese puts no gaps between words; most have two signs. */
const wordsIn = (text: string): number =>
  [...text.matchAll(/\p{Script=Han}{1,2}|[^\s\p{Script=Han}]+/gu)].length;

/** The same text without the clauses that rule something out; a text of nothing else stays as it is. */
export function withoutRuledOut(text: string): string {
  const ruledOut = new Set(partsOf(text).ruledOut);
  if (ruledOut.size === 0) return text;
  return text
    .split(new RegExp(`(${ENDS.source})`, 'u'))
    .filter((piece) => !ruledOut.has(piece.trim().toLowerCase()))
    .join('');
}
