import { DestroyRef, type ElementRef, type Signal, afterNextRender, inject, signal } from '@angular/core';

/** In less nothing can be read. */
const LEAST = 120;

/** How wide a picture stands on the page, in CSS pixels; 120 at least, and until it is known. For the constructor of its component. */
export function drawnWidth(picture: Signal<ElementRef<Element>>): Signal<number> {
  const width = signal(LEAST);
  const observer = new ResizeObserver(([entry]) => width.set(Math.max(LEAST, Math.round(entry?.contentRect.width ?? 0))));
  afterNextRender(() => observer.observe(picture().nativeElement));
  inject(DestroyRef).onDestroy(() => observer.disconnect());
  return width.asReadonly();
}
