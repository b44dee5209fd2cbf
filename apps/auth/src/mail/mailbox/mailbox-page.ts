import { escapeHtml } from '../templates/escape-html.js';
import type { KeptMail } from './development-mailbox.js';
import { MAILBOX_SCRIPT, MAILBOX_STYLE } from './mailbox-page.assets.js';

export interface MailboxView {
  readonly mails: readonly KeptMail[];
  readonly selected: KeptMail | undefined;
  /** The filter, as it was typed. */
  readonly to: string;
  readonly nonce: string;
}

export function mailboxPage({ mails, selected, to, nonce }: MailboxView): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(selected === undefined ? 'Mailbox' : `${selected.subject} – Mailbox`)}</title>
<style nonce="${nonce}">${MAILBOX_STYLE}</style>
<noscript><meta http-equiv="refresh" content="5"></noscript>
</head>
<body data-newest="${escapeHtml(mails[0]?.id ?? '')}">
<header>
<h1>Mailbox</h1>
<p>Mails of this development service. None of them is delivered.</p>
<form role="search" action="/dev/mailbox"><label for="to">To</label>
<input id="to" name="to" type="search" value="${escapeHtml(to)}" autocomplete="off" spellcheck="false"><button>Filter</button></form>
</header>
<main>
<nav aria-label="Mails">${list(mails, selected, to)}</nav>
<article aria-label="Mail">${selected === undefined ? '<p class="empty">Nothing to show.</p>' : mailView(selected)}</article>
</main>
<p id="said" role="status"></p>
<script nonce="${nonce}">${MAILBOX_SCRIPT}</script>
</body>
</html>
`;
}

const SHOWN = 100;

function list(mails: readonly KeptMail[], selected: KeptMail | undefined, to: string): string {
  if (mails.length === 0) return '<p class="empty">No mails yet. The list updates by itself.</p>';
  const query = to === '' ? '' : `?to=${encodeURIComponent(to)}`;
  const items = mails.slice(0, SHOWN).map(
    (mail) => `<li><a href="/dev/mailbox/${mail.id}${escapeHtml(query)}"${mail.id === selected?.id ? ' aria-current="true"' : ''}>
<strong>${escapeHtml(mail.subject)}</strong><span>${escapeHtml(mail.to)}</span>${time(mail.sentAt)}</a></li>`,
  );
  const more = mails.length > SHOWN ? `<p class="empty">${mails.length - SHOWN} older ones: use the filter.</p>` : '';
  return `<ol>${items.join('')}</ol>${more}`;
}

function mailView(mail: KeptMail): string {
  const rows = [
    ['From', escapeHtml(mail.from)],
    ['To', escapeHtml(mail.to)],
    ['Sent', time(mail.sentAt)],
    ['Kind', `<code>${escapeHtml(mail.kind)}</code>`],
  ].map(([label, value]) => `<dt>${label}</dt><dd>${value}</dd>`);
  return `<h2>${escapeHtml(mail.subject)}</h2>
<dl>${rows.join('')}</dl>
${toTake(mail.text)}
<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/dev/mailbox/${mail.id}/html"></iframe>
<details><summary>As text</summary><pre tabindex="0">${escapeHtml(mail.text)}</pre></details>`;
}

/** What one comes for: the code and the links, each with a button to copy it. */
function toTake(text: string): string {
  const code = /^ {4}(\S+)$/m.exec(text)?.[1];
  const links = text.match(/^https?:\/\/\S+$/gm) ?? [];
  const copy = (value: string): string => `<button type="button" data-copy="${escapeHtml(value)}">Copy</button>`;
  const items = [
    ...(code === undefined ? [] : [`<p class="take"><code class="code">${escapeHtml(code)}</code>${copy(code)}</p>`]),
    ...links.map((link) => `<p class="take"><a rel="noreferrer" href="${escapeHtml(link)}">${escapeHtml(link)}</a>${copy(link)}</p>`),
  ];
  return items.join('');
}

const time = (instant: string): string =>
  `<time datetime="${escapeHtml(instant)}">${escapeHtml(instant.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'))}</time>`;
