/**
 * @module bundles/page-style
 * How a page looks: on a bright screen, on a dark one, and on paper. One text, because the page's policy allows it by its
 * digest and nothing else.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --ground: #f6f8fa; --code: #eef1f4;
  --bad: #b3261e; --bad-ground: #fdecea; --wait: #8a5a00; --wait-ground: #fff4d6; --good: #1a6e37; --good-ground: #e3f4e8;
  --change: #0b57b0; --change-ground: #e5f0fd; --person: #5b3fa8; --person-ground: #efeafb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e6e9ec; --soft: #a3adb8; --line: #3a434d; --ground: #1b2027; --code: #232a32;
    --bad: #ff8a80; --bad-ground: #46211f; --wait: #f0c060; --wait-ground: #3f3216; --good: #7fd49a; --good-ground: #17351f;
    --change: #86b9f7; --change-ground: #17304e; --person: #c3b1f5; --person-ground: #312654;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6rem 0 .3rem; overflow-wrap: anywhere; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
h1 + p, h1 + p + p { color: var(--soft); margin: .15rem 0; }
ul { margin: .5rem 0; padding-left: 1.3rem; }
li { margin: .2rem 0; overflow-wrap: anywhere; }
code, pre { font: .875em/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { background: var(--code); border-radius: 4px; padding: .1em .3em; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { background: var(--code); border-radius: 6px; margin: .4rem 0; padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
pre .row { display: block; padding-left: 1.2em; text-indent: -1.2em; }
pre.commands { border-left: 4px solid var(--change); }
figure { margin: .6rem 0; }
figcaption { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; }
nav { margin: 1rem 0 0; font-size: .9rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
a { color: var(--change); }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--change); outline-offset: 2px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 600; background: var(--ground); white-space: nowrap; }
tbody th { font-weight: 600; }
tbody tr:hover { background: var(--ground); }
.columns-2 tbody th { width: 13rem; }
.short { white-space: nowrap; }
.columns-4, .columns-5 { min-width: 40rem; }
tbody th code { font-weight: 400; }
.drawn { overflow-x: auto; margin: .8rem 0; }
.picture { display: block; width: 100%; min-width: 40rem; height: auto; font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
.picture text { fill: var(--ink); }
.layers text, .point text { text-anchor: middle; }
.layers .name { font-size: 15px; font-weight: 600; }
.layers .state { fill: var(--soft); font-size: 14px; }
.layers .flag { fill: var(--bad); font-size: 14px; font-weight: 700; }
.layers .question { font-size: 20px; font-weight: 700; fill: var(--soft); }
.shape { stroke-width: 2.5; }
.shape.ok { fill: var(--good-ground); stroke: var(--good); }
.shape.failed { fill: var(--bad); stroke: var(--bad); }
.shape.waiting { fill: var(--wait-ground); stroke: var(--wait); }
.shape.unknown { fill: none; stroke: var(--soft); stroke-dasharray: 5 4; }
.shape + .mark { fill: none; stroke: var(--good); stroke-width: 4; stroke-linecap: round; stroke-linejoin: round; }
.shape.failed + .mark { stroke: var(--paper); stroke-width: 5; }
.shape.waiting + .mark { stroke: var(--wait); stroke-width: 3; }
.link { fill: none; stroke: var(--soft); stroke-width: 2.5; }
.link.cut { stroke-dasharray: 3 6; }
.lane { fill: var(--ground); }
.lane-name { fill: var(--soft); font-weight: 600; }
.axis { fill: none; stroke: var(--soft); stroke-width: 1.5; }
.tick, .fold-name { fill: var(--soft); text-anchor: middle; font-size: 12px; }
.date { font-weight: 600; }
.fold-name { font-style: italic; }
.upright { fill: none; stroke-width: 2; }
.upright.first { stroke: var(--bad); }
.upright.suspect { stroke: var(--change); stroke-dasharray: 6 4; }
.upright-name { font-weight: 700; }
.upright-name.first { fill: var(--bad); }
.upright-name.suspect { fill: var(--change); }
.end { text-anchor: end; }
.bar { fill: var(--bad-ground); stroke: var(--bad); stroke-width: 1.5; }
.bar.open { stroke-dasharray: 7 3; }
.bar-name { font-size: 12px; }
.point .mark { stroke-width: 1.8; }
.point text { font-size: 11px; font-weight: 600; }
.mark.change { fill: var(--change-ground); stroke: var(--change); }
.mark.failure { fill: var(--bad-ground); stroke: var(--bad); }
.mark.restart { fill: var(--paper); stroke: var(--ink); }
.mark.person { fill: var(--person-ground); stroke: var(--person); }
.loud .mark.failure { fill: var(--bad); }
.loud text { fill: var(--paper); }
.more .mark { stroke-dasharray: 3 2; }
@media (max-width: 40rem) { main { padding: 1rem .8rem 3rem; } .columns-2 tbody th { width: 8rem; } .columns-2 .short { white-space: normal; } }
@media print {
  :root {
    --paper: #ffffff; --ink: #000000; --soft: #444444; --line: #999999; --ground: #f4f4f4; --code: #f0f0f0;
    --bad: #b3261e; --bad-ground: #fdecea; --wait: #8a5a00; --wait-ground: #fff4d6; --good: #1a6e37; --good-ground: #e3f4e8;
    --change: #0b57b0; --change-ground: #e5f0fd; --person: #5b3fa8; --person-ground: #efeafb;
  }
  @page { size: A4; margin: 14mm 12mm; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  h1, h2, h3, figcaption { break-after: avoid; }
  tr, figure, .drawn, pre.commands { break-inside: avoid; }
  figure:has(pre .row:nth-child(20)) { break-inside: auto; }
  thead { display: table-header-group; }
  .wide, .drawn { overflow: visible; }
  .columns-4, .columns-5, .picture { min-width: 0; }
  table { font-size: 9pt; }
  th, td { padding: .2rem .4rem; }
  h2 { margin-top: 1.4rem; }
}
`;
