/**
 * @module explain/keywords/classes
 * Classes of words that people exchange freely: a token is a key is a passphrase, to refuse is to turn away. A
 * pattern names a class as `{key}`, so that one line of the vocabulary is heard in all of its wordings.
 */

export const CLASSES: Readonly<Record<string, string>> = {
  key: 'tokens?|keys?|secrets?|pass(?:word|phrase|code|wort)s?|credentials?|令牌|密码|密钥',
  no: 'refus\\w{0,4}|reject\\w{0,4}|bounc\\w{1,3}|declin\\w{1,3}|veto\\w{0,3}|forbid\\w{0,4}|block\\w{0,3}|den(?:y|ies|ied)|turn(?:s|ed)? (?:away|down)|kick(?:s|ed)? out|not (?:let in|allowed|accepted|permitted)|verweiger\\w{0,3}|abgelehnt|abgewiesen|拒绝',
  old: 'old|previous|former|stale|outdated|earlier|prior|alte[nrms]?|vorherige[nrs]?|旧',
  cannot:
    'can ?not|can.t|could ?n.t|unable to|won.t|will not|does ?n.t|never|no longer|refuses to|fails? to|kann nicht|无法|不能',
  gone: 'gone|lost|losing|loses|eras\\w{1,3}|forg[eo]t\\w{0,4}|vanish\\w{0,3}|disappear\\w{0,3}|blank\\w{0,3}|empty|emptied|wip\\w{1,3}|threw|thrown away|missing|verschwunden|weg|丢了|没了',
  phone: 'phone|iphone|ipad|tablet|watch|android|mobile|handy|手机',
  box: 'box|host|hostname|machine|server|computer|address|domain|website|pc|rechner|机器|主机',
  low: 'spent|used up|ran out|runs out|exceeded|too many (?:calls|requests)|slow down|budget|aufgebraucht',
  off: 'off|disabled|paused|suspended|left out|not (?:enabled|switched on|activated|turned on)|until you (?:enable|switch|turn)|ausgeschaltet|关(?:了|闭|掉)',
  chat: 'discord|telegram|slack|whatsapp|signal|matrix|feishu|teams|mattermost|line|zalo|bot',
};
