import type { Actor } from '../api/shapes';
import type { Messages } from '../i18n/en';
import { word } from '../i18n/words';

/** Who did it: the person's name where the service says it, else what kind of somebody it was. */
export function actorName({ kind, displayName, name }: Actor, t: Messages): string {
  return displayName ?? name ?? word(t.actors, kind);
}
