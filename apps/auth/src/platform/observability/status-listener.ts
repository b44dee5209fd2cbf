import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { prometheusContentType } from 'prom-client';
import type { MetricsAccess } from '../metrics/metrics-access.js';
import type { Standing } from '../metrics/standing.js';
import type { ReadinessRegistry } from './readiness.js';

/** Answers `/healthz`, `/readyz` and `/metrics` in a process that has no API: what an orchestrator and a scraper ask. */
export class StatusListener {
  private readonly server: Server;

  constructor(
    private readonly readiness: Pick<ReadinessRegistry, 'check'>,
    private readonly access: MetricsAccess,
    private readonly standing: Pick<Standing, 'text'>,
  ) {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.requestTimeout = 5_000;
  }

  /** @throws Error with the code `EADDRINUSE` and its like */
  start({ port, host }: { readonly port: number; readonly host: string }): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url } = request;
    const isRead = method === 'GET' || method === 'HEAD';
    if (isRead && url === '/healthz') return send(response, 200, { status: 'alive' });
    if (isRead && url === '/metrics') return this.metrics(request, response);
    if (!isRead || url !== '/readyz') return send(response, 404, { status: 'notFound' });
    const readiness = await this.readiness.check();
    return send(response, readiness.status === 'ready' ? 200 : 503, readiness);
  }

  private async metrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = this.access.answerTo(request);
    if (answer === 'notFound') return send(response, 404, { status: 'notFound' });
    if (answer === 'tokenRejected') return send(response.setHeader('www-authenticate', 'Bearer'), 401, { status: 'tokenRejected' });
    const text = await this.standing.text();
    response.writeHead(200, { 'content-type': prometheusContentType, 'cache-control': 'no-store' }).end(text);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
