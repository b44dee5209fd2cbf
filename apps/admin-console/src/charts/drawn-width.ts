import { DestroyRef, type ElementRef, type Signal, afterNextRender, inject, signal } from '@angular/core';

/** How wide a picture stands on the page, in CSS pixels; 0 until it is known. For the constructor of its component. */
export function drawnWidth(picture: Signal<ElementRef<Element>>): Signal<number> {
  const width = signal(0);
  const observer = new ResizeObserver(([entry]) => width.set(Math.round(entry?.contentRect.width ?? 0)));
  afterNextRender(() => observer.observe(picture().nativeElement));
  inject(DestroyRef).onDestroy(() => observer.disconnect());
  return width.asReadonly();
}
