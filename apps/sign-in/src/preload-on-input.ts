import { Service } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { fromEvent, merge, mergeMap, take, type Observable } from 'rxjs';

/**
 * The first load stays small; the pages behind it come while the address is being typed, so that no step waits for
 * them, also when the network goes away in between.
 */
@Service()
export class PreloadOnInput implements PreloadingStrategy {
  preload(_route: Route, load: () => Observable<unknown>): Observable<unknown> {
    return merge(fromEvent(document, 'keydown'), fromEvent(document, 'pointerdown')).pipe(take(1), mergeMap(load));
  }
}
