import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { comparePositions, type EventStore, type Position } from '#event-store/event-store.js';
import type { Clock } from '../clock.js';
import { backOffMilliseconds } from '../jobs/back-off.js';
import type { KeyVault } from '../keys/key-vault.js';
import { enrol, enrolAll, isSameLog, lanesOf } from './crew.js';
import { describe, Lane, type LaneOptions, type LaneParts } from './lane.js';
import { Ledger } from './ledger.js';
import type { Member } from './member.js';
import { Moves } from './moves.js';
import { Opening } from './opening.js';
import { endOfLongLog, type OtherHalf } from './other-half.js';
import { baseOf, type Projection } from './projection.js';
import { inWords, Reading, readingToTheEnd, type RebuildProgress } from './rebuild.js';
import { isCorrupt } from './sqlite-errors.js';
import { statusOf, type ProjectionStatus } from './status.js';
import type { Views } from './views.js';

export interface ProjectionOptions extends LaneOptions {
  /** Called when a projection stops, besides the log line. */
  readonly onStopped: (status: ProjectionStatus) => void;
  readonly otherHalf?: OtherHalf | undefined;
}

/** Between two lines that say how far the views are. */
const TELL_MILLISECONDS = 10_000;
/** Before the first event. */
const NOWHERE = '0' as Position;

const DEFAULTS: ProjectionOptions = {
  batchSize: 1_000,
  firstDelayMilliseconds: 250,
  maxDelayMilliseconds: 15_000,
  onStopped: () => {},
};

/**
 * Keeps the views up to date: reads the log to its end and follows it. A projection that meets an event it cannot apply
 * stops there, raises an alarm and tries again at the next start; the others go on.
 *
 * The store must stay open until {@link ProjectionRunner.stop} has resolved.
 */
export class ProjectionRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Projections');
  private readonly options: ProjectionOptions;
  private readonly ledger: Ledger;
  private readonly opening: Opening;
  private readonly moves = new Moves();
  private readonly end = new AbortController();
  private members: readonly Member[] = [];
  private running: Promise<void> | undefined;
  private reading = new Reading();
  private onRead: LaneParts['read'] = (events, newest) => this.reading.read(events, newest);

  constructor(
    private readonly views: Views,
    private readonly store: EventStore,
    private readonly vault: Pick<KeyVault, 'get' | 'forget'>,
    private readonly clock: Clock,
    private readonly projections: readonly Projection[],
    options: Partial<ProjectionOptions> = {},
  ) {
    const bases = projections.map(({ name }) => baseOf(name));
    if (new Set(bases).size < bases.length) throw new Error(`two projections have the same name: ${bases.join(', ')}`);
    this.options = { ...DEFAULTS, ...options };
    this.ledger = new Ledger(views);
    this.opening = new Opening(vault);
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.end.abort();
    this.moves.announce();
    await this.running;
  }

  /** Resolves when every projection has reached the end of the log once, or has stopped. For readiness. */
  async caughtUp(): Promise<void> {
    while (!this.isSettled && !this.end.signal.aborted) await this.moves.next();
  }

  /**
   * Lets a caller read what it just wrote.
   *
   * @param names all projections when left out
   * @returns false when it took too long, or one of them has stopped before it
   */
  async waitFor(position: Position, timeoutMilliseconds = 2_000, names?: readonly Projection['name'][]): Promise<boolean> {
    const until = performance.now() + timeoutMilliseconds;
    for (;;) {
      const wanted = this.members.filter(({ projection }) => names === undefined || names.includes(projection.name));
      const missing = wanted.filter((member) => !hasReached(member, position));
      if (missing.length === 0 && wanted.length > 0) return true;
      const left = until - performance.now();
      if (left <= 0 || this.end.signal.aborted || missing.some(({ atWork }) => !atWork)) return false;
      await this.moves.next(left);
    }
  }

  /**
   * Waits until everything that stood in the log when it was asked is in the views, those that have stopped aside.
   *
   * @returns false when it took too long
   * @throws EventStoreUnavailableError
   */
  async waitForEnd(timeoutMilliseconds = 2_000): Promise<boolean> {
    const [newest] = await this.store.readAll({ direction: 'backwards', from: 'end', limit: 1 });
    if (newest === undefined) return true;
    const until = performance.now() + timeoutMilliseconds;
    while (this.members.some((member) => member.atWork && !hasReached(member, newest.position))) {
      const left = until - performance.now();
      if (left <= 0 || this.end.signal.aborted) return false;
      await this.moves.next(left);
    }
    return true;
  }

  /** For health, metrics, and lists that show their age. Empty before the start. */
  status(): readonly ProjectionStatus[] {
    const now = this.clock.now();
    return this.members.map((member) => statusOf(member, now));
  }

  /**
   * Removes people from every view for good, also from what SQLite leaves behind in its file. Done by itself, on every instance,
   * when the log says that somebody was erased. Keeps the thread busy for about half a second per 100 MB.
   */
  forget(...accountIds: readonly string[]): void {
    if (this.members.length === 0) this.members = enrolAll(this.views, this.ledger, this.projections);
    this.remove(accountIds);
    this.scrub();
  }

  private remove(accountIds: readonly string[]): void {
    for (const accountId of accountIds) {
      this.opening.forget(accountId);
      this.vault.forget(accountId);
    }
    this.views.transaction(() => {
      for (const { projection, tables } of this.members) {
        for (const accountId of accountIds) projection.forget(accountId, tables);
      }
      // Nobody keeps these up to date, so nobody would take the person out of them.
      this.ledger.dropAllBut(this.projections);
      this.ledger.oweScrub();
    });
  }

  private scrub(): void {
    if (!this.ledger.owesScrub) return;
    this.views.scrub();
    this.ledger.scrubbed();
  }

  /**
   * Throws every view away and reads the whole log, for the command line. Look at {@link status} afterwards.
   *
   * @throws EventStoreUnavailableError
   */
  async rebuild(onProgress: (progress: RebuildProgress) => void = () => {}): Promise<RebuildProgress> {
    if (this.running !== undefined) throw new Error('a running service cannot rebuild its views; stop it first');
    this.views.replace('a rebuild was asked for');
    this.members = enrolAll(this.views, this.ledger, this.projections);
    const reading = await readingToTheEnd(this.store);
    this.onRead = (events, newest) => {
      reading.read(events, newest);
      onProgress(reading.progress());
    };
    await this.buildInHalves();
    const lane = this.lane(this.members);
    await lane.readUntil('end', this.end.signal);
    lane.becomeLive();
    return reading.progress();
  }

  /** On the first way to the end of the log since the start; nothing afterwards. */
  building(): RebuildProgress | undefined {
    return this.isSettled ? undefined : this.reading.progress();
  }

  /** Builds the views up to an event, for the {@link OtherHalf} of another runner to be taken over. @throws EventStoreUnavailableError */
  async buildUntil(until: Position): Promise<void> {
    this.members = enrolAll(this.views, this.ledger, this.projections);
    await this.lane(this.members).readUntil(until, this.end.signal);
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  private async run(): Promise<void> {
    for (let failures = 1; !this.end.signal.aborted; failures += 1) {
      try {
        return await this.work();
      } catch (error) {
        if (this.end.signal.aborted) return;
        this.logger.error(`the views were interrupted: ${describe(error)}`);
        if (isCorrupt(error)) this.views.replace('the file is damaged');
        const wait = backOffMilliseconds(this.options, failures);
        await delay(wait, undefined, { signal: this.end.signal }).catch(() => {});
      }
    }
  }

  /** @throws SQLite's error when the file is damaged, once no lane uses it any more; EventStoreUnavailableError */
  private async work(): Promise<void> {
    this.members = enrolAll(this.views, this.ledger, this.projections);
    if (!(await isSameLog(this.store, this.ledger.standings()))) {
      this.views.replace('the log is another one');
      this.members = enrolAll(this.views, this.ledger, this.projections);
    }
    const [hindmost] = this.members.map(({ position }) => position ?? NOWHERE).toSorted(comparePositions);
    this.reading = await readingToTheEnd(this.store, hindmost);
    const telling = setInterval(() => this.tellHowFar(), TELL_MILLISECONDS);
    try {
      await this.buildInHalves();
      await this.runLanes();
    } finally {
      clearInterval(telling);
    }
  }

  private get isSettled(): boolean {
    return this.members.length === this.projections.length && this.members.every(({ settled }) => settled);
  }

  private tellHowFar(): void {
    const progress = this.building();
    if (progress !== undefined) this.logger.log(`the views are being built: ${inWords(progress)}`);
  }

  private async runLanes(): Promise<void> {
    const round = new AbortController();
    const signal = AbortSignal.any([this.end.signal, round.signal]);
    const lanes = lanesOf(this.members, this.parts()).map(async (lane) => {
      try {
        await lane.run(signal);
      } catch (error) {
        round.abort();
        throw error;
      }
    });
    for (const outcome of await Promise.allSettled(lanes)) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /**
   * From nothing, and if there is much to read: some views here, and the others beside, to be taken over when both have come to
   * where the log ended at the beginning. What could not be built beside is still to be built afterwards.
   */
  private async buildInHalves(): Promise<void> {
    const { otherHalf } = this.options;
    if (otherHalf === undefined || this.members.some(({ position }) => position !== undefined)) return;
    const until = await endOfLongLog(this.store, otherHalf.leastEvents);
    if (until === undefined) return;
    const { names } = otherHalf;
    const isBeside = ({ name }: Projection): boolean => names.includes(name);
    const failed = new AbortController();
    const beside = otherHalf.build({ file: this.views.fileBeside, names, until }, AbortSignal.any([this.end.signal, failed.signal])).then(
      () => true,
      (error: unknown) => {
        if (!this.end.signal.aborted) this.logger.error(`the views beside could not be built: ${describe(error)}`);
        return false;
      },
    );
    this.logger.log(`${names.length} of ${this.members.length} views are built beside the others`);
    try {
      await this.lane(this.members.filter(({ projection }) => !isBeside(projection))).readUntil(until, this.end.signal);
    } catch (error) {
      failed.abort();
      throw error;
    } finally {
      if ((await beside) && !this.end.signal.aborted && !failed.signal.aborted) this.ledger.takeFromBeside(this.projections.filter(isBeside));
      this.views.removeBeside();
    }
    this.members = this.members.map((member) => (isBeside(member.projection) ? enrol(this.views, this.ledger, member.projection) : member));
  }

  private lane(members: readonly Member[]): Lane {
    return new Lane(members, this.parts());
  }

  private parts(): LaneParts {
    const { views, ledger, store, opening, options } = this;
    return {
      views,
      ledger,
      store,
      opening,
      options,
      forget: (accountIds) => this.remove(accountIds),
      scrub: () => this.scrub(),
      moved: () => this.moves.announce(),
      read: (events, newest) => this.onRead(events, newest),
      failed: (member) => this.alarm(member),
    };
  }

  private alarm(member: Member): void {
    const status = statusOf(member, this.clock.now());
    const { stream, revision, type } = status.stoppedBefore ?? {};
    const why = `stopped before ${stream}@${revision} (${type}): ${status.lastError}`;
    this.logger.error({ alarm: 'projectionStopped', projection: status.name, msg: `ALARM ${status.name} ${why}` });
    this.options.onStopped(status);
  }
}

const hasReached = (member: Member, position: Position): boolean => member.position !== undefined && comparePositions(member.position, position) >= 0;
