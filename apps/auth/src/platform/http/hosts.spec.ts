import { Controller, Get, Post, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setHostCookie } from './cookies.js';
import { Hosts } from './hosts.js';
import { httpApp } from './testing/http-app.js';

const publicHost = 'sign-in.clinic.example';
const consoleHost = 'console.clinic.example';

@Controller('api/v1')
class Routes {
  @Get('admin/accounts/:id')
  admin(): string {
    return 'admin';
  }

  @Post('admin/accounts')
  change(): string {
    return 'changed';
  }

  @Get('session')
  session(@Res({ passthrough: true }) reply: FastifyReply): string {
    setHostCookie(reply, '__Host-a', 'b');
    return 'session';
  }
}

async function appWith(hosts: Hosts): Promise<NestFastifyApplication> {
  const app = await httpApp({ controllers: [Routes] }, { hosts });
  for (const path of ['/console', '/console/*', '/*']) app.getHttpAdapter().getInstance().get(path, () => `page ${path}`);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

describe('a console with a host of its own', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => void (app = await appWith(new Hosts(`https://${publicHost}`, `https://${consoleHost}`))));
  afterAll(() => app.close());
  const get = (host: string, url: string) => app.inject({ method: 'GET', url, headers: { host } });

  it('answers for the console there, and nowhere else', async () => {
    for (const url of ['/api/v1/admin/accounts/a-1', '/api/v1/%61dmin/accounts/a-1']) {
      expect((await get(consoleHost, url)).statusCode).toBe(200);
      for (const host of [publicHost, 'localhost:3000', `${consoleHost}.evil.example`, `${consoleHost}:8443`]) expect((await get(host, url)).statusCode).toBe(404);
    }
    expect((await get(consoleHost.toUpperCase(), '/api/v1/admin/accounts/a-1')).statusCode).toBe(200);
  });

  it('is where a page of the console that was asked for elsewhere is', async () => {
    expect((await get(consoleHost, '/console/events?type=MfaReset')).body).toBe('page /console/*');
    const { statusCode, headers } = await get(publicHost, '/console/events?type=MfaReset');
    expect([statusCode, headers.location]).toEqual([302, `https://${consoleHost}/console/events?type=MfaReset`]);
    expect((await get(consoleHost, '/')).headers.location).toBe('/console');
    // Staff sign in there too, and everybody where they always did.
    expect((await get(consoleHost, '/?returnTo=%2Fconsole')).body).toBe('page /*');
    expect((await get(publicHost, '/')).body).toBe('page /*');
  });

  it('takes changes from its own pages, not from those of the other host', async () => {
    const post = (origin: string) => app.inject({ method: 'POST', url: '/api/v1/admin/accounts', headers: { host: consoleHost, origin } });
    expect((await post(`https://${consoleHost}`)).statusCode).toBe(201);
    const refused = await post(`https://${publicHost}`);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'request.crossSite']);
  });

  it('has stricter cookies', async () => {
    expect((await get(consoleHost, '/api/v1/session')).headers['set-cookie']).toMatch(/; SameSite=Strict$/);
    expect((await get(publicHost, '/api/v1/session')).headers['set-cookie']).toMatch(/; SameSite=Lax$/);
  });
});

describe('a console at the public host', () => {
  it('is under its path, whatever the host is called', async () => {
    const app = await appWith(new Hosts(`https://${publicHost}`));
    for (const host of [publicHost, 'localhost:3000']) {
      expect((await app.inject({ url: '/api/v1/admin/accounts/a-1', headers: { host } })).statusCode).toBe(200);
      expect((await app.inject({ url: '/console/events', headers: { host } })).body).toBe('page /console/*');
      expect((await app.inject({ url: '/', headers: { host } })).body).toBe('page /*');
    }
    await app.close();
  });
});
