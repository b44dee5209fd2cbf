import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { onTestFinished } from 'vitest';
import { SqliteEventStore } from '#event-store/index.js';
import { AppModule } from '../../app.module.js';
import { type Config, loadConfig } from '../../config.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { loadKeyring } from '../../platform/keys/load-keyring.js';
import { FixedClock } from '../../platform/testing/fixed-clock.js';
import type { AnswerOf, ArgsOf, OperationName } from '../operations.js';
import { OperatorCommands } from '../operator-commands.js';

/** The service without HTTP on an embedded store of its own; its clock stands still. Gone after the test. */
export class OperatorWorld {
  private constructor(
    readonly app: INestApplicationContext,
    readonly store: SqliteEventStore,
    readonly clock: FixedClock,
    readonly config: Config,
  ) {}

  static async open(dataDir = temporaryDataDir()): Promise<OperatorWorld> {
    const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, PUBLIC_URL: 'https://sign-in.example', ARGON2_MEMORY_KIB: '8', ARGON2_PASSES: '1' });
    const clock = new FixedClock();
    const keyring = loadKeyring(config.secrets, config);
    const store = await SqliteEventStore.open({ directory: dataDir, now: () => new Date(clock.now()) });
    const module = AppModule.with(config, { store, keyring, clock }, { reactions: false });
    const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    const world = new OperatorWorld(app, store, clock, config);
    onTestFinished(() => world.close());
    return world;
  }

  private isClosed = false;

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.app.close();
    await this.store.close();
  }

  get<Part>(part: Type<Part> | (abstract new (...args: never[]) => Part)): Part {
    return this.app.get<Part>(part, { strict: false });
  }

  /** @param commandId a fresh one when left out */
  run<Name extends OperationName>(name: Name, args: ArgsOf<Name>, commandId: string = randomUUID()): Promise<AnswerOf<Name>> {
    return this.get(OperatorCommands).run(name, args, { operator: 'anna', commandId });
  }

  /** The types of the events in a stream. */
  async types(stream: string): Promise<readonly string[]> {
    return ((await this.store.read(stream)) ?? []).map(({ type }) => type);
  }
}

export function temporaryDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-operator-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function operatorOrigin(more: Partial<Origin> = {}): Origin {
  const id = randomUUID();
  return {
    actor: { kind: 'operator', name: 'anna' },
    sourceAddress: null,
    userAgent: null,
    requestId: id,
    correlationId: id,
    commandId: randomUUID(),
    ...more,
  };
}
