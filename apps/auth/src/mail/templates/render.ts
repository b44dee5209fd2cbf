import type { MailKind } from '#domain/mail/events.js';
import { german } from './catalogue.de.js';
import { english } from './catalogue.en.js';
import type { Catalogue, Frame, Language, MailFacts, Reader } from './content.js';
import { renderHtml } from './render-html.js';
import { renderText } from './render-text.js';

const catalogues: Readonly<Record<Language, Catalogue>> = { en: english, de: german };

export interface RenderedMail {
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The account's language where there is a catalogue for it, else English. Takes `de`, `de-AT`, `de_CH`. */
export function languageOf(tag: string | null): Language {
  return /^de([-_]|$)/i.test(tag ?? '') ? 'de' : 'en';
}

export function renderMail<Kind extends MailKind>(kind: Kind, facts: MailFacts[Kind], reader: Reader, language: Language): RenderedMail {
  const catalogue = catalogues[language];
  const content = catalogue.mails[kind](facts, reader);
  const frame: Frame = { language, sender: reader.sender, greeting: catalogue.greeting(reader.name), footer: catalogue.footer(reader) };
  return { language, subject: content.subject, text: renderText(content, frame), html: renderHtml(content, frame) };
}
