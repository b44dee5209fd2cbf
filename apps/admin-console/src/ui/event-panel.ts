import { Component, ElementRef, afterRenderEffect, computed, inject, input, output, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import type { Actor } from '../api/shapes';
import { I18n } from '../i18n/i18n';
import { Agent } from '../shell/agent';
import { actorName } from './actor-name';
import { CopyId } from './copy-id';
import { Icon } from '#pages/ui/icon';
import { fieldRows } from './field-rows';
import { exact } from './time';

/** One event as the log holds it, personal fields opened, secrets left out by the service. */
export interface ShownEvent {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly sentence: string;
  readonly actor: Actor;
  readonly accountId?: string | null;
  /** Of whom it is about, where it is not the page's own account. */
  readonly accountName?: string | null;
  readonly actorName?: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly envelope: Readonly<Record<string, unknown>>;
}

@Component({
  selector: 'app-event-panel',
  imports: [CopyId, Icon, MatIconButton, MatTooltip, RouterLink],
  host: { '(document:keydown.escape)': 'escape($event)' },
  templateUrl: './event-panel.html',
  styleUrl: './event-panel.scss',
})
export class EventPanel {
  readonly event = input.required<ShownEvent>();
  readonly closed = output();

  private readonly agent = inject(Agent);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly id = computed(() => this.event().id);
  protected readonly when = computed(() => exact(this.event().at, this.i18n.locale()));
  protected readonly by = computed(() => this.event().actorName ?? actorName(this.event().actor, this.t()));
  protected readonly data = computed(() => fieldRows(this.event().data));
  protected readonly envelope = computed(() => fieldRows(this.event().envelope).filter(({ name }) => !name.startsWith('actor.')));
  /** For who may read the history of everything. */
  protected readonly request = computed(() => {
    const { requestId } = this.event().envelope;
    return this.agent.may('events.read') && typeof requestId === 'string' ? requestId : null;
  });

  constructor() {
    // Who opened it by keyboard reads on here; Escape leads back.
    afterRenderEffect(() => {
      this.id();
      this.heading().nativeElement.focus({ preventScroll: true });
    });
  }

  protected escape(event: Event): void {
    if (event.defaultPrevented) return;
    this.closed.emit();
  }

  protected isId(value: string): boolean {
    return /^[\w-]{16,}$/.test(value);
  }
}
