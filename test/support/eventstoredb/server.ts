/*
 * Stands in for EventStoreDB in tests, on the wire: the client's own generated definitions, an in-memory log, and switches for
 * what a real server cannot be asked for. It is no product and keeps nothing. It ends with the process that started it.
 *
 * Runs as it stands (Node strips the types), so: only syntax that can be erased.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ServerFeaturesService, StreamsService } from './generated.js';
import { Gate } from './gate.js';
import { Log } from './log.js';
import { streamsOf, supportedMethods, type Service } from './service.js';
import { OFF, type Switches } from './switches.js';

const [credentials = '', certificateFile, keyFile] = process.argv.slice(2);
const switches: Switches = { ...OFF, credentials };
const gate = new Gate(switches);
const service: Service = { log: new Log(), switches, counts: {}, drop: () => gate.drop() };

// As many calls at a time on one connection as the real server's web server allows by default.
const server = new Server({ 'grpc.max_concurrent_streams': 100, 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
server.addService(StreamsService, streamsOf(service));
server.addService(ServerFeaturesService, {
  getSupportedMethods: (_call: unknown, answer: (error: null, methods: unknown) => void) => answer(null, supportedMethods()),
});
const inner = await new Promise<number>((resolve, reject) => {
  server.bindAsync('127.0.0.1:0', transport(), (error, port) => (error ? reject(error) : resolve(port)));
});
const port = await gate.open(inner);

const control = createServer((request, response) => {
  let body = '';
  request.on('data', (text: Buffer) => (body += text.toString()));
  request.on('end', () => {
    if (request.url === '/switches') Object.assign(switches, JSON.parse(body));
    if (request.url === '/switches') gate.freezeOrThaw();
    service.log.revivalDelay = switches.revivalDelay;
    if (request.url === '/drop') gate.drop();
    if (request.url === '/forget') service.log.forgetRecent();
    response.end(JSON.stringify({ counts: service.counts, connections: gate.accepted }));
  });
});
await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
process.stdout.write(`${JSON.stringify({ port, control: (control.address() as AddressInfo).port })}\n`);

// The parent holds the other end of standard input, until it ends, however it ends.
process.stdin.on('end', () => process.exit(0)).resume();

function transport(): ServerCredentials {
  if (certificateFile === undefined || keyFile === undefined) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [{ cert_chain: readFileSync(certificateFile), private_key: readFileSync(keyFile) }]);
}
