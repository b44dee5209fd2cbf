import { Service, inject } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';

const SHOW_MS = 6000;

/** What was just done, in one sentence, said to screen readers too. Never the only place where something important stands. */
@Service()
export class Toasts {
  private readonly bars = inject(MatSnackBar);

  /** @param undo what takes it back, and the word on its button; for as long as the sentence stands */
  say(text: string, undo?: { readonly word: string; readonly run: () => Promise<void> }): void {
    const bar = this.bars.open(text, undo?.word, { duration: SHOW_MS, politeness: 'polite' });
    if (undo !== undefined) bar.onAction().subscribe(() => void undo.run());
  }
}
