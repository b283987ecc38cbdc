/**
 * @module explain/symptoms
 * What people complain of, in English, German and Chinese, as closed words. A complaint points somewhere; it
 * never decides.
 */

import type { ReadContext, Reader } from '../evidence/reader.ts';
import { quoteOf } from '../evidence/readers/lines.ts';
import type { SYMPTOMS } from '../evidence/signs.ts';
import type { Fact } from '../protocol/evidence.ts';
import { withoutRuledOut } from './asides.ts';
import { firstMeant } from './denied.ts';

type Symptom = (typeof SYMPTOMS)[number];
const MAX = 16_384;

/** Said also to rule it out: "no second gateway". */
const DENIABLE: readonly Symptom[] = ['several-deployments'];

const KEYWORDS: readonly (readonly [Symptom, RegExp])[] = [
  [
    'tools-gone',
    /tools? (?:are |is |all )?(?:gone|missing|grey(?:ed)?|gray(?:ed)?|unavailable|disappeared)|no (?:shell|file) tools?|never (?:calls|uses) (?:a |any )?tool|Werkzeuge? (?:sind |ist )?(?:weg|ausgegraut|verschwunden)|Tools? (?:sind |ist )?(?:weg|ausgegraut)|工具(?:都|全)?(?:没了|不见|消失|变灰|不可用)/i,
  ],
  [
    'no-reply',
    /no (?:reply|replies|response|answer)|not (?:reply|respond|answer)ing|(?:doesn'?t|does not|never|stopped) (?:reply|respond|answer)|silent|keine Antwort|antwortet nicht|stumm|不(?:回复|回应|回答|响应)|没有(?:任何)?(?:回应|回复|反应)|无响应/i,
  ],
  [
    'one-sided',
    /(?:outbound|sending|posting).{0,40}(?:works?|fine|ok)\b.{0,60}(?:but|not|no)\b|sends? but (?:does not|doesn't) receive|nur ausgehend|只能发(?:送)?不能收|收不到/i,
  ],
  [
    'after-update',
    /(?:after|since)(?: \w{1,8}){0,3} ?(?:update|upgrade|updating|upgrading|20\d\d\.\d)|broke (?:after|with|in) |(?:pnpm|npm) update|regression|since 20\d\d\.\d|seit (?:dem|der) (?:Update|Upgrade|Aktualisierung)|nach (?:dem|der) (?:Update|Upgrade|Aktualisierung)|(?:升级|更新)(?:到|后|之后|以后)/i,
  ],
  [
    'after-logout',
    /(?:log|sign)(?:ged|s)? ?(?:out|off)|ssh session (?:ends|closes)|close (?:the )?(?:ssh|terminal)|session end|Abmeld|abmelde|ausloggen|(?:登出|注销|退出登录|断开 ?ssh)/i,
  ],
  [
    'after-reboot',
    /reboot|power (?:failure|outage|loss|cut)|after (?:a )?restart of the (?:host|machine|server)|Neustart des (?:Rechners|Servers)|Stromausfall|重启(?:后|机器|服务器|电脑)|断电/i,
  ],
  [
    'intermittent',
    /sometimes|intermittent|now and then|every now and|randomly|occasional|sporadi|depends on|manchmal|gelegentlich|ab und zu|sporadisch|有时|偶尔|间歇|时好时坏/i,
  ],
  [
    'works-anyway',
    /(?:but|yet|though) (?:it |everything |the \w+ )?(?:works|answers|is fine|is ok|works fine|still works)|works (?:fine|anyway)|is reachable again|aber (?:es )?(?:funktioniert|geht|läuft)|funktioniert trotzdem|但(?:是)?(?:其实|实际)?(?:可以|能|正常|可用)|实际正常/i,
  ],
  [
    'not-starting',
    /(?:won'?t|refuses to|does not|doesn'?t|fails to|can'?t|cannot) (?:start|run|boot|come up)|start(?:et|en)? nicht|起不来|无法启动|启动(?:失败|不了|不起来)|不能启动/i,
  ],
  [
    'keeps-restarting',
    /crash(?:es|ing)? (?:every|loop|repeatedly|again)|keeps (?:crashing|restarting|dying)|restart(?:s|ing)? (?:loop|every|forever|again and again)|dies (?:some|after|every)|restart loop|startet (?:ständig|immer wieder)|stürzt (?:ständig|immer wieder)|不断重启|反复(?:重启|崩溃)|一直(?:重启|崩溃)/i,
  ],
  ['slow', /\bslow|laggy|lag\b|takes (?:minutes|forever)|langsam|很慢|卡顿|变慢/i],
  [
    'hangs',
    /hang(?:s|ing)?\b|stuck|freez|frozen|never (?:answers|returns|finishes|ends)|time[sd]? ?out|hängt|eingefroren|卡住|卡死|超时/i,
  ],
  [
    'green-but-broken',
    /(?:status|health|probe|dashboard|channels status|everything|all) (?:\w+ ){0,3}(?:ok|green|healthy|fine|connected|running)\b.{0,60}\b(?:but|yet|still|although|while|not)\b|all green|says? (?:ready|running|ok|connected|healthy)\b.{0,60}(?:but|yet|dies|times? out|not)|grün.{0,40}aber|(?:状态|健康|探测)(?:显示)?(?:正常|ok|绿).{0,20}(?:但|却|可是)/i,
  ],
  [
    'red-but-working',
    /(?:status|health|doctor|probe|tasks|list|says?|claims?|reports?|shows?)\b.{0,80}(?:unreachable|not running|not installed|failed|down|error|offline|stopped)\b.{0,60}\b(?:but|though|although|yet|while)\b.{0,60}(?:works?|answers?|runs?|reachable|fine|ok|running|responds?)|false (?:alarm|negative)|rot.{0,40}(?:aber|obwohl).{0,40}(?:läuft|funktioniert|geht)|显示(?:不可达|失败|未运行|离线).{0,30}但/i,
  ],
  [
    'several-deployments',
    /two (?:deployments|instances|gateways|machines|bots)|second (?:instance|gateway|machine|deployment)|(?:test|staging) (?:instance|deployment|copy)|another (?:machine|host|instance)|zwei (?:Gateways|Instanzen)|zweite[rs]? (?:Gateway|Instanz)|两个(?:网关|实例|进程)|另一(?:台|个)(?:机器|实例)/i,
  ],
  [
    'no-other-client',
    /no other (?:machine|instance|client|bot|process|host)|only (?:one|this) (?:machine|instance|bot)|nothing else uses|keine andere|没有其他/i,
  ],
  [
    'container',
    /docker|podman|container|compose|kubernetes|\bk8s\b|\bpod\b|unraid|truenas|home assistant|coolify|容器/i,
  ],
  [
    'plain-http-page',
    /\bhttp:\/\/(?!localhost|127\.|\[::1\]|[\w-]{1,40}:\d{2,5}\/v1)(?:\d{1,3}\.){3}\d{1,3}|plain http|over http\b|http lan|no https|without https|ohne https|没有 ?https|通过 ?http/i,
  ],
  [
    'identity-proxy',
    /oauth2-proxy|identity[- ]aware|authelia|authentik|cloudflare access|pomerium|sso proxy|trusted-proxy/i,
  ],
  [
    'group-silent',
    /groups? (?:are |is |message)?.{0,20}(?:silent|ignored|dead|nothing)|ignores? (?:every |all )?group|Gruppen? .{0,30}(?:stumm|ignoriert)|群(?:组|聊|里)?.{0,12}(?:没反应|不回复|没有回应|无响应)/i,
  ],
  [
    'healthy-elsewhere',
    /(?:downgrad(?:e|ed|ing)|roll(?:ed|ing)? ?back)\b.{0,60}(?:works?|fixe[sd]|solve[sd]|helps?|fine)|works? (?:fine )?(?:on|in|with) 20\d\d\.\d|previous version (?:works|is fine)|Downgrade hilft|降级.{0,12}(?:正常|解决|可以)|回退.{0,12}(?:正常|解决)/i,
  ],
];

function read(text: string, context: ReadContext): Fact[] {
  const bounded = withoutRuledOut(text.slice(0, MAX));
  const facts: Fact[] = [];
  for (const [word, pattern] of KEYWORDS) {
    const hit = DENIABLE.includes(word)
      ? firstMeant(new RegExp(pattern.source, 'gi'), bounded)
      : pattern.exec(bounded);
    if (hit)
      facts.push({ fact: 'symptom.word', subject: context.gateway, value: word, quote: quoteOf(hit[0]) });
  }
  return facts;
}

export const symptoms: Reader = {
  id: 'symptoms',
  title: 'Complaints in English, German and Chinese',
  gives: ['symptom.word'],
  read,
};
