/** The word for a short name of the API; a name that is newer than these pages stands for itself. */
export function word(words: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name;
}
