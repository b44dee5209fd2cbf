/** The support contact is free text of the organization: a link where it is a mail address or a telephone number. */
export function contactLink(contact: string): string | null {
  const text = contact.trim();
  if (/^[^\s@:]+@[^\s@:]+$/.test(text)) return `mailto:${text}`;
  if (/^\+?[\d\s()/.-]{6,}$/.test(text)) return `tel:${text.replace(/[^\d+]/g, '')}`;
  return null;
}
