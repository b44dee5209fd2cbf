import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import type { Reasoned, Schemas } from '../api/shapes';

export type OpenCase = Schemas['OpenCase'];

@Service()
export class CasesApi {
  private readonly api = inject(Connection);

  /** The oldest first. */
  async open(): Promise<readonly OpenCase[]> {
    return (await this.api.answer(this.api.client.GET('/admin/cases', {}))).cases;
  }

  /** @param body what came of it */
  close(accountId: string, caseId: string, body: Reasoned): Promise<void> {
    return this.api.done(this.api.client.POST('/admin/cases/{accountId}/{caseId}/close', { params: { path: { accountId, caseId } }, body }));
  }
}
