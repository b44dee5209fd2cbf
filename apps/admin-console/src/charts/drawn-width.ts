import { DestroyRef, type ElementRef, type Signal, afterNextRender, computed, inject, signal } from '@angular/core';
import { Paper } from '../ui/paper';

/** In less nothing can be read. */
const LEAST = 120;
/** What a sheet of A4 or letter has within its margins and those of a card. A sheet tells nobody its width before it is printed. */
const SHEET = 680;

/**
 * How wide a picture stands on the page, in CSS pixels; 120 at least, and until it is known. On paper about as wide as the sheet: there
 * the picture is stretched to it as a whole. For the constructor of its component.
 */
export function drawnWidth(picture: Signal<ElementRef<Element>>): Signal<number> {
  const { printing } = inject(Paper);
  const width = signal(LEAST);
  const observer = new ResizeObserver(([entry]) => width.set(Math.max(LEAST, Math.round(entry?.contentRect.width ?? 0))));
  afterNextRender(() => observer.observe(picture().nativeElement));
  inject(DestroyRef).onDestroy(() => observer.disconnect());
  return computed(() => (printing() ? SHEET : width()));
}
