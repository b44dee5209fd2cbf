import { Component, computed, inject } from '@angular/core';
import { Connection } from './api/connection';
import { Agent } from './shell/agent';
import { Entrance } from './shell/entrance';
import { Shell } from './shell/shell';

@Component({
  selector: 'app-root',
  imports: [Entrance, Shell],
  template: `
    @if (refusal(); as refusal) {
      <app-entrance [problem]="refusal" />
    } @else {
      <app-shell />
    }
  `,
})
export class App {
  private readonly agent = inject(Agent);
  private readonly connection = inject(Connection);
  protected readonly refusal = computed(() => this.connection.closed() ?? this.agent.problem());
}
