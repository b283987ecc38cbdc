/**
 * @module explain/assertion
 * What one clause asserts: that something is wrong, that it works, or that it was ruled out. By grammar, since people
 * rule out anything in any words: a fault that is negated, a part that is well, a suspicion that is dropped.
 */

export type Kind = 'wrong' | 'works' | 'ruledOut';

/** Turns what is said round, a few words before it. */
const NOT =
  "(?:\\b(?:not|no|none|nothing|nobody|never|neither|nor|without|cannot|can't|cant|hardly|half|halb|zero|0|no longer|nicht|nichts|kein\\w{0,2}|nie|niemand|ohne|weder)\\b|\\b\\w+n['’]t\\b|\\b(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|would|should)nt\\b|没有?|不是|不|无|未|并非)";
const not = new RegExp(NOT);

/** Nothing but "no …": somebody answers, and does not complain. */
export const BEGINS_NOT = new RegExp(`^(?:and |und )?${NOT}`);

/** German says its "not" behind the verb. */
const NOT_BEHIND = /^ (?:\w+ ){0,2}(?:nicht|nichts|kein\w*|nie|no more)\b/;

/** A state that nobody complains of. */
const WELL = new RegExp(
  [
    "\\b(?:is|are|was|were|'s|s|looks?|look|seems?|all|reads?|shows?|says?|reports?|has been|have been|stays?|comes? back)\\s+(?:\\w+\\s+){0,3}(?:fine|ok|okay|good|great|healthy|valid|correct|right|idle|up|green|reachable|connected|unchanged|untouched|identical|equal|the same|same|normal|usual|clean|synced|synchroni[sz]ed|in sync|enabled|on|off|present|approved|paired|trusted|there|set|free|open|installed|listed|allowed|granted|mounted|loaded|done|current|up to date|live|low|happy|passing|bestens|gut)\\b",
    '\\b(?:works?|(?<!\\ba )working|worked|fine|passes|passed|passing|loads|resolves?|answers?|ticks?|points? to the right|starts? by hand|belongs? to|exists?|enough|plenty|idles?|goes? through|pings?)\\b',
    '\\b(?:half|\\d+ ?(?:%|percent|gb|gig|gigs)(?: \\w+){0,2}) (?:empty|full|free|idle|left|available|used)\\b',
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
  /\b(?:network|internet|dns|disk|drive|memory|ram|cpu|wifi|keys?|tokens?|passwords?|secrets?|permissions?|pairing|models?|clock|tls|certificates?|config\w*|file|plugins?|tunnels?|cache|origins?|allow ?lists?|builds?|credentials?|dependenc\w+|prox\w+|dns|nat|vpn|lanes?|queues?|zertifikat\w*|schlüssel|konto|netz\w*|platte|speicher|modell|passwort|uhr|konfig\w*|linger\w*|swap|load|event loop|ntp|disks?|space|room|ports?|firewall|certs?|scheduler|systemd|service user|permissions|owner\w*|folders?|director\w+|mounts?|locks?|updates?|versions?|accounts?|quota|validator|ping|process|pid|privacy|approv\w+|token|platz|rechte|uhrzeit|ordner|datei|gültig)\b|\d+ ?(?:gb|gig|%|percent)|磁盘|硬盘|内存|cpu|令牌|token|密码|网络|时间|时钟|任务|配置|文件|版本|权限|证书|进程/;

/** Whoever rules out. What was only left out, or cannot be ruled out, is another thing. */
const DISMISSED =
  /\b(?:rul(?:ed?|ing) (?:\w+ ){0,4}out|(?:can|could|have|had|we|i|be|been|already) (?:be )?(?:exclude|excluded|eliminated|discounted|dismissed|discarded)|(?:excluded|eliminated|discarded|cleared)$|off the table|red herring|dead end|nothing to do with|not (?:to blame|blame|at fault|involved|related|relevant|responsible)|nowhere near|not even close|(?:is|are|was|were) (?:\w+ )?(?:unrelated|irrelevant)|ausschließen|ausgeschlossen|auszuschließen|nichts damit zu tun|unschuldig|nicht schuld)\b|n['’]t (?:to blame|blame|at fault|involved|related|(?:think|believe|suspect|reckon) (?:it['’]?s|it is|that['’]?s|it has))\b|排除|无关|没关系|不相干/;
const NOT_DISMISSED =
  /(?:can(?:no|['’])t|cannot|not|n['’]t|nicht|无法|不能)\s+(?:\w+ )?(?:rule|exclude|ausschl|排除)/;

/** "It is not that": of whatever is named. What ought to be so is none of these: "it is not the right one". */
const NOT_THAT =
  /^(?:(?:so|and|then|thus|it|its|it['’]s|it is|it was|that|that['’]s|that is|also|but) )*(?:not|isn['’]?t|wasn['’]?t|can['’]?t be|cannot be|nicht)\s+(?:(?:about|because of|due to|down to|related to|caused by|wegen)\s+(?:the |a |an |my |our )?|(?:the|a|an|my|our|your|any|der|die|das|am)\s+)(?!(?:right|correct|same|expected|only|one|single|way|first)\b)[\w’'-]+(?:\s+(?!(?:that|who|which|what|i|we)\b)[\w’'-]+)?(?: (?:either|this time|here))?$/;
const NOT_IT =
  /\b(?:isn['’]?t|is not|wasn['’]?t|was not|can['’]?t be|cannot be|aren['’]?t|are not|not) (?:it|that|this|them|the (?:issue|problem|cause|reason|culprit|point|case|story)|what (?:we|i|you|is|causes|hurts)\b.*)(?: either| here| then)?$|\b(?:ist|sind|war|waren) (?:es|das|sie) (?:auch )?nicht$|\b(?:liegt|lag|liegen) (?:es |das )?(?:\w+ )?nicht\b|\bnicht (?:\w+ )?liegen$/;

/** What a fault is called, as a state or as a thing. */
const STATE =
  '(?:stuck|asleep|lagging|laggy|blocked|blocking|full|short|low|wrong|broken|down|dead|off|stale|old|too \\w+|outdated|overloaded|saturated|dropped|dropping|closed|killed|leaking|throttled|banned|revoked|expired|corrupt\\w*|damaged|stopped|disabled|missing|pending|waiting|involved|occupied|in use|exceeded|exhausted|exposed|skewed|drifting|slow|duplicated|misconfigured|conflicting|locked|invalid|bad|in the way|crash\\w*|restart\\w*|sleep\\w*|slept|fail\\w*|un(?!til|der|ique|iversal|ion|its?\\b|less|lock|pack|read)[a-z]{4,}|voll|belegt|falsch|knapp|abgelaufen|ungültig|kaputt|weg|gesperrt|veraltet|überlastet|abgestürzt|ausgelastet)(?![a-z])';
const THING =
  '(?:trouble|problems?|issues?|errors?|warnings?|faults?|complaints?|conflicts?|mismatch\\w*|crash\\w*|leaks?|oom\\w*|locks?|locked|lock-?outs?|limits?|quota|throttling|bans?|drift|skew|time-?outs?|drops?|sign|signs|trace|traces|hint|evidence|indication|cause|culprit|probleme?|störung\\w*|fehler\\w*|sperren?|wrong|unusual|suspicious|odd|amiss|pending|waiting|duplicates?|zombies?|leftovers?|stuck|else)(?![a-z])';
const BE =
  '(?:is|are|was|were|be|been|being|has|have|had|does|do|did|can|could|get|gets|ever|ist|sind|war|waren|wurde|wird)';
const BETWEEN =
  "(?:(?!(?:to|and|or|with|because|since|after|before|when|if|until|as|from|by|via|through|mit|seit|nach|weil|wenn|bis)\\b)[\\w’'-]+\\s+)";
const BEFORE_STATE = `${BETWEEN}{0,3}(?:a |the |any )?`;
const FAULT_DENIED = [
  /\b(?:no|not a|keine?) (?:sign|trace|hint|evidence|indication|anzeichen|spur|hinweis)\w*\b.*/,
  // "is not full", "was never really stuck", "has not been exceeded"
  new RegExp(
    `\\b(?:${BE} (?:(?:auch|ja|noch|überhaupt|really|also|certainly|definitely|simply|just) )?(?:not|never|nicht|nie)|${BE}n['’]?t|never(?!\\s+(?:stop|clos|kill|restart|start|lock|drop)))\\s+${BEFORE_STATE}(?:${STATE}|(?:above|over|beyond)\\b)`,
  ),
  // "neither A nor B is too old", "none of the sessions is stuck", "nothing is blocked"
  new RegExp(
    `\\b(?:neither|none of|nobody|nothing|no|kein\\w{0,2}|niemand)\\s+${BETWEEN}{1,7}${BE} ${BETWEEN}{0,1}${STATE}`,
  ),
  // "no trouble with", "nothing wrong with", "without a single error", "keine Probleme"
  new RegExp(
    `\\b(?:no|nothing|nowhere|without|zero|hardly any|not (?:a|any|one)|kein\\w{0,2}|ohne|nichts)\\s+(?:(?:single|real|such|other|visible|further|sort of|kind of|a|any|are?|is)\\s+)*(?:[\\w-]+\\s+){0,1}${THING}`,
  ),
  new RegExp(
    `n['’]t (?:see|find|show|have|hit|get|report)\\s+(?:a |any |the |one )?(?:[\\w-]+\\s+){0,1}${THING}`,
  ),
  /(?:没有?|并未|未|并没有)[^，。；]{0,3}(?:不足|过期|偏|占|错|满|坏|崩|卡|超|限流|锁|失效|冲突|泄漏|异常)/,
];

/** A part that is as it ought to be. */
const AS_OUGHT =
  /\b(?:as (?:it|they|one|he|she) (?:should|ought to|must|always)|as (?:expected|intended|documented|usual|before|ever)|in (?:\w+ )?(?:order|shape|ordnung)|without (?:any |a |the )?(?:\w+ )?(?:trouble|problems?|issues?|errors?|hitch|warnings?|hesitation)|ohne (?:probleme|fehler)|(?:behav|respond|work|runn?|start|answer)\w* (?:normally|properly)|agree|(?<!to )match(?:es)?|tallies|spotless|alright|all right|all well|all good|alles gut|sieht gut aus|tadellos|fehlerfrei|einwandfrei|flawless\w*|perfect\w*|both fine|up to date|valid (?:till|until|for)|healthy|excellent|intact|unaffected|alive|complete|readable|to spare|to go|reichlich|passen|(?:stays?|keeps?|remains?|kept) (?:\w+ )?(?:under|below|within))\b|是好的|良好|一切正常|没有?问题|没毛病|没事|充足|充裕|都对|对的|无误|无异常|同步的|关着的|开着的/;

/** Nothing came of it: what was tried before it is ruled out as well. */
const NO_USE =
  /\b(?:no (?:change|difference|luck|improvement|joy|success|better|use|help)|to no avail|in vain|no dice|same (?:result|thing|picture|error|story|behaviou?r|outcome|symptoms?)(?: again| there| here| either way| without \w+| with \w+| as before)?$|without (?:success|luck)|(?:made|makes|making|did|does) no (?:\w+ )?(?:difference|good)|no different|(?:very|exact) same|(?:do|does|did)(?:n['’]t| not) (?:do|change) (?:anything|a thing|much)|did(?:n['’]?t| not) (?:help|change|fix|solve|matter)|doe?s?(?:n['’]?t| not) help|kein(?:e|en)? (?:unterschied|erfolg|änderung|besserung|wirkung)|ohne (?:\w+ )?(?:erfolg|wirkung|unterschied|änderung|besserung)|vergeblich|dasselbe$|gleiches (?:ergebnis|bild)|bringt nichts)(?![a-z])|没用|没变化|没有?效果|没有?改善|没有任何变化|也一样|问题依旧|还是(?:一样|老样子|这样)|依然如故/;

/** It stays as it is whatever is exchanged: what was exchanged is ruled out. */
const PERSISTS =
  /(?:\b(?:also|even|still|likewise|same|auch|selbst)\b.{0,30}|^(?:it|this|that) (?:happens|occurs|stays|remains).{0,12})\b(?:with|without|on|after|mit|ohne|nach)\b.{0,20}\b(?:fresh|new|brand-new|another|other|different|any|off|clean|frisch\w*|neue\w*|ander\w*)\b/;

/** There is but one, or none, and nobody touched it. */
const ALONE =
  /\b(?:only|just) (?:one|a single) (?:\w+ )?(?:gateway|process|instance|install\w*|node|bot|copy|service|unit)|\b(?:nobody|no one|niemand) (?:else|sonst)\b|\bthere (?:is|are|was|were) none\b|\bfound none\b|\b(?:do|does|did)(?:n['’]?t| not) mention\b|\bnothing to (?:say|report|complain)|\b(?:nothing|nichts) (?:in|im) (?:dmesg|the (?:logs?|journal)|log|journal)|\bha(?:s|ve)(?: not|n['’]?t) been (?:\w+ )?(?:edited|touched|changed|updated|modified|moved|upgraded)\b|\bkein\w* zweite|\bein\w? zweite\w* .{0,40}nicht|只有一个|没(?:有)?人动过|^\S+=(?:yes|true|on|enabled|ok)$/;

/** A verdict on what was named just before: "…, all good", "… No.", "…: it is fine". */
const VERDICT =
  /^(?:(?:and|but|so|then|it|its|it['’]s|they|they['’]re|that|that['’]s|this|all|all of (?:it|them)|both|everything|looks?|is|are|was|were|seems?|also|still|very|perfectly|quite|alles|es|das|die|der|ist|sieht|一切|都|也) ?)*(?:checked|verified|tested|confirmed|fine|good|well|ok|okay|healthy|clean|correct|valid|right|normal|clear|green|negative|excluded|innocent|gut|off|on|none|aus|an|keine|in ordnung|bestens|passt|passen|geprüft|正常|没有?问题|好的|没事|ok|无误)(?: (?:here|too|as well|now|everywhere|aus|so far))?$/;
const NAY =
  /^(?:no|nope|nah|negative|not at all|never|neither|nein|nee|没有|不是|否|并没有|不)(?:,? (?:it|they|we|i) (?:is|are|was|were|do|did|does|has|have)(?:n['’]?t| not))?$/;
const GUESSED_WRONG =
  /^(?:(?:but|and|that|it|this|which|was|is|proved|turned out|to be|a) ?)*(?:wrong|not it|not the case|false alarm|dead end|innocent|nothing)$/;

/** Says what was done or looked at, or only names it. */
export const isVerdict = (clause: string): boolean =>
  VERDICT.test(clause) || NO_USE.test(clause) || GUESSED_WRONG.test(clause);
export const isNay = (clause: string): boolean => NAY.test(clause);

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

const denies = (clause: string): boolean =>
  TRIED.test(clause) ||
  NO_USE.test(clause) ||
  PERSISTS.test(clause) ||
  ALONE.test(clause) ||
  (DISMISSED.test(clause) && !NOT_DISMISSED.test(clause)) ||
  NOT_THAT.test(clause) ||
  NOT_IT.test(clause) ||
  DENIED.some((pattern) => pattern.test(clause));

function isAsItOught(clause: string): boolean {
  const rest = clause.replace(AS_OUGHT, '');
  return rest !== clause && !not.test(rest) && !BROKEN.test(rest) && !ONLY.test(rest);
}

/** The same clause without the faults that it denies. */
const undenied = (clause: string): string =>
  FAULT_DENIED.reduce((rest, pattern) => rest.replace(pattern, ''), clause);

export function kindOf(clause: string): Kind {
  // What is quoted was printed by something, and is never the speaker's own "no".
  const own = clause.replace(/"[^"]*"?/g, '""');
  const rest = undenied(own);
  if (rest !== own && !BROKEN.test(rest) && !ONLY.test(rest)) return 'ruledOut';
  if (denies(own)) return BROKEN.test(rest) ? 'wrong' : 'ruledOut';
  if (isWell(own) || isAsItOught(own)) return GROUND.test(own) ? 'ruledOut' : 'works';
  return 'wrong';
}

/** What somebody did about it. */
const DONE =
  /^(?:(?:i|we|also|even|already|have|had|just|then|he|she|they|once|wir|ich|auch|schon) )*(?:tried|took|taken|ran|went|swapped|\w{3,}ed|neu \w+|\w+ing)\b/;

/** Names something and says neither that it is well nor that it is not: a heading, a question, what was tried. */
export const isNeutral = (clause: string): boolean =>
  !BROKEN.test(clause) && !ONLY.test(clause) && (!not.test(clause) || DONE.test(clause));

/** What somebody took for the cause before they looked. */
export const isSuspicion = (clause: string): boolean =>
  /\b(?:first (?:thought|guess|idea|suspicion)|suggested|suspected|thought (?:of|it was|about)|read about|wondered|guessed|gedacht|vermutet|dachte|verdacht)\b|怀疑过|以为/.test(
    clause,
  );

/** What is concluded stands on what was said before. */
export const isConclusion = (clause: string): boolean =>
  /^(?:and )?(?:so|hence|therefore|thus|also|daher|deshalb|所以|因此)(?![a-z])/.test(clause);
/** Only tells that somebody looked. */
export const isAssurance = (clause: string): boolean =>
  /^(?:i|we|he|she|they|my \w+|ich|wir) (?:\w+ )?(?:made sure|looked|watched|asked|measured|tested|checked|verified|compared)(?: \w+){0,3}$/.test(
    clause,
  );
