/*
 * What may stand in the head of a mail. A line break in a value would begin a new header, or the body; a comma or an angle
 * bracket another recipient. The library encodes as well; nothing here relies on it.
 */

/** RFC 5321 §4.5.3.1: 64 octets before the @, 254 for the whole path without its brackets. */
const LOCAL_PART = /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}$/u;
const DOMAIN = /^(?=.{1,190}$)[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)*$/u;

/** `undefined` for what no mail should be sent to. Quoted local parts and address literals are not taken. */
export function mailAddress(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  const isAddress = at > 0 && LOCAL_PART.test(text.slice(0, at)) && DOMAIN.test(text.slice(at + 1));
  return isAddress ? text : undefined;
}

/** One line of visible text: control, format and line-separating characters become spaces, and it ends after `most` characters. */
export function oneLine(text: string, most = 100): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}

/**
 * A text that somebody chose (a person's or a device's name): one line that no mail program takes for a link, so that
 * nobody makes this service mail theirs.
 */
export function chosenText(text: string, most = 64): string {
  // U+2060 joins words without a visible sign; as a part of "evil.example" it ends what looks like a host name.
  return oneLine(text, most).replace(/[.:@/](?=\S)/gu, '$&\u2060');
}
