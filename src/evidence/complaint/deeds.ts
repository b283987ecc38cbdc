/**
 * @module evidence/complaint/deeds
 * What an agent is asked to do and does not, where one word names two tools: who cannot save a file misses another tool
 * than who cannot read one; and what somebody has to do first to be heard. Matched as topics are.
 */

export const DEEDS = {
  read: ['read*', 'open*', 'see', 'sees', 'show*', 'list*', 'lies*', 'lese*', 'öffne*', '读', '打开', '查看'],
  write: [
    'writ*',
    'save*',
    'saving',
    'creat*',
    'edit*',
    'modif*',
    'schreib*',
    'speicher*',
    'bearbeit*',
    'erstell*',
    '写',
    '保存',
    '修改',
    '创建',
  ],
  mention: ['mention*', 'tag', 'tags', 'tagged', '@*', 'erwähn*', 'ansprech*', 'anspricht', '提及', '@'],
  search: ['search*', 'google*', 'look .. up', 'looks .. up', 'such*', 'gesucht', '搜索', '搜'],
  fetch: [
    'fetch*',
    'open*',
    'page',
    'pages',
    'webpage*',
    'website*',
    'site',
    'sites',
    'url*',
    'link*',
    'abruf*',
    'öffne*',
    'seite*',
    'webseite*',
    '网页',
    '网站',
    '链接',
    '打开',
  ],
} as const;
export type Deed = keyof typeof DEEDS;

/** Of two that one word may mean: who asks for both is helped by neither alone. */
export const OTHER_DEED: Readonly<Partial<Record<Deed, Deed>>> = {
  read: 'write',
  write: 'read',
  search: 'fetch',
  fetch: 'search',
};
