import type { Detail, Frame, MailContent } from './content.js';
import { escapeHtml } from './escape-html.js';

/*
 * Simple on purpose: one column of blocks, no tables, no pictures, nothing loaded from anywhere. Styles stand at the elements,
 * because many mail programs drop style sheets; those that know the dark scheme take it from the classes.
 */

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const MONO = "font-family:ui-monospace,'SF Mono',Menlo,Consolas,'Liberation Mono',monospace";

const DARK = `
@media (prefers-color-scheme: dark) {
  .page { background: #0f1512 !important; }
  .card { background: #1a211d !important; border-color: #35403a !important; }
  .ink { color: #e3eae6 !important; }
  .soft { color: #a9b8b0 !important; }
  .accent { color: #8ed5b9 !important; }
  .box { background: #232c27 !important; border-color: #35403a !important; }
  .button { background: #8ed5b9 !important; color: #00382a !important; }
}`;

/** A whole document; every value in it is escaped here and nowhere else. */
export function renderHtml(content: MailContent, { language, sender, greeting, footer }: Frame): string {
  const { subject, preheader, heading, paragraphs, code, action, details = [], closing } = content;
  const body = [
    block('p', 'accent', 'margin:0 0 20px;font-size:15px;font-weight:600;color:#14604a', sender),
    block('h1', 'ink', 'margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600;color:#16211c', heading),
    ...[greeting, ...paragraphs].map(paragraph),
    code === undefined ? '' : codeBox(code),
    details.length === 0 ? '' : detailList(details),
    action === undefined ? '' : button(action.label, action.url),
    ...closing.map(paragraph),
  ];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${DARK}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f1f5f3">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preheader)}${'&#847;&zwnj;&nbsp;'.repeat(60)}</div>
<div class="page" style="padding:24px 12px;background:#f1f5f3;${FONT}">
<div class="card" style="box-sizing:border-box;max-width:560px;margin:0 auto;padding:28px 24px 20px;background:#ffffff;border:1px solid #d6dfda;border-radius:12px">
${body.filter((part) => part !== '').join('\n')}
</div>
<div style="max-width:560px;margin:16px auto 0;padding:0 12px">
${footer.map((line) => block('p', 'soft', 'margin:0 0 6px;font-size:13px;line-height:1.5;color:#4c6359', line)).join('\n')}
</div>
</div>
</body>
</html>
`;
}

const block = (tag: string, className: string, style: string, text: string): string =>
  `<${tag} class="${className}" style="${style}">${escapeHtml(text)}</${tag}>`;

const paragraph = (text: string): string =>
  block('p', 'ink', 'margin:0 0 16px;font-size:16px;line-height:1.5;color:#16211c;overflow-wrap:break-word', text);

/** In two halves that are copied as one: the gap is a margin, not a character. */
function codeBox(code: string): string {
  const middle = Math.ceil(code.length / 2);
  const [head, tail] = [code.slice(0, middle), code.slice(middle)].map(escapeHtml);
  return `<p class="box ink" style="margin:0 0 16px;padding:16px 8px;text-align:center;background:#eef4f1;border:1px solid #d6dfda;border-radius:8px;${MONO};font-size:34px;line-height:1.2;font-weight:600;letter-spacing:.08em;color:#16211c"><span>${head}</span><span style="margin-left:.3em">${tail}</span></p>`;
}

function detailList(details: readonly Detail[]): string {
  const rows = details.map(
    ({ label, value }) =>
      block('dt', 'soft', 'margin:0;font-size:13px;line-height:1.4;color:#4c6359', label) +
      block('dd', 'ink', 'margin:0 0 10px;font-size:16px;line-height:1.4;color:#16211c;overflow-wrap:anywhere', value),
  );
  return `<dl class="box" style="margin:0 0 16px;padding:14px 16px 4px;background:#eef4f1;border:1px solid #d6dfda;border-radius:8px">${rows.join('')}</dl>`;
}

/** The address is there to read as well: a mail program that hides where a link leads helps those who phish. */
function button(label: string, url: string): string {
  const href = escapeHtml(url);
  return [
    `<p style="margin:0 0 12px"><a class="button" href="${href}" style="display:inline-block;padding:12px 20px;background:#14604a;color:#ffffff;border-radius:8px;font-size:16px;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>`,
    `<p class="soft" style="margin:0 0 16px;font-size:13px;line-height:1.5;color:#4c6359;overflow-wrap:anywhere">${href}</p>`,
  ].join('\n');
}
