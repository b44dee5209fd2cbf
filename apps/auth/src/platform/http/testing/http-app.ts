import { type ModuleMetadata } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { FixedClock } from '../../testing/fixed-clock.js';
import { SystemRandom } from '../../random.js';
import { httpAdapter, type HttpOptions } from '../adapter.js';
import { Hosts } from '../hosts.js';
import { ProblemFilter } from '../problem.filter.js';
import { TrustedProxies } from '../source-address.js';
import { validationPipe } from '../validation.js';

const testHttpOptions: HttpOptions = {
  clock: new FixedClock(),
  random: new SystemRandom(),
  trustedProxies: new TrustedProxies([]),
  hosts: new Hosts('https://sign-in.clinic.example'),
  production: false,
  bodyLimitBytes: 4_096,
  jsonDepth: 6,
  headerLimitBytes: 16_384,
  headersTimeoutSeconds: 10,
  requestTimeoutSeconds: 30,
  keepAliveSeconds: 5,
};

/** An application with the adapter, the filter and the pipe of platform/http, ready for `inject`. */
export async function httpApp(metadata: ModuleMetadata, options: Partial<HttpOptions> = {}): Promise<NestFastifyApplication> {
  const module = await Test.createTestingModule(metadata).compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter({ ...testHttpOptions, ...options }), {
    bodyParser: false,
    logger: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  return app;
}
