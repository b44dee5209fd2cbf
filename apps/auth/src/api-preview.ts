import { randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { EventStore } from '#event-store/event-store.js';
import { describeApi } from './api-description/document.js';
import { AppModule } from './app.module.js';
import { loadConfig } from './config.js';
import { Keyring } from './platform/keys/keyring.js';

/**
 * The service put together but not brought to life (Nest's preview mode): its routes are known, none of its parts is made,
 * nothing is opened, read or written.
 */
export async function previewApp(): Promise<NestFastifyApplication> {
  const secret = { id: 'preview', key: randomBytes(32) };
  const keyring = new Keyring({ masterKeys: [secret], peppers: [secret], indexKey: randomBytes(32) });
  const module = AppModule.with(loadConfig({}), { store: new NoEventStore(), keyring });
  return NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { preview: true, logger: false, abortOnError: false });
}

/** The API as a service with the default settings describes it. */
export async function previewDocument(): Promise<OpenAPIObject> {
  const app = await previewApp();
  const { publicOrigin, productName } = loadConfig({});
  try {
    return describeApi(app, { publicOrigin, productName });
  } finally {
    await app.close();
  }
}

class NoEventStore extends EventStore {
  override append = missing;
  override read = missing;
  override readAll = missing;
  override subscribe = missing;
  override setMaxCount = missing;
  override delete = missing;
  override close = missing;
}

function missing(): never {
  throw new Error('a preview has no event store');
}
