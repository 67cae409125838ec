import { ConfigurationError } from './config/read-settings.ts';
import type { Logger } from './logger.ts';
import { releaseStartUpMemory } from './start-up-memory.ts';

const SHUTDOWN_LIMIT_MS = 25_000;

/** A part that runs until it is told to stop. */
export type RunningPart = { logger: Logger; stop: () => Promise<void> };

/**
 * Runs one part as this process: starts it, stops it in order on SIGTERM or SIGINT, and exits.
 * Faults of the configuration are printed as they are; anything else that ends it is logged.
 */
export async function runPart(start: () => Promise<RunningPart>): Promise<void> {
  let part: RunningPart;
  try {
    part = await start();
    releaseStartUpMemory();
  } catch (error) {
    const text =
      error instanceof ConfigurationError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
  let stopping = false;
  const stop = (reason: string, exitCode: number) => {
    if (stopping) return;
    stopping = true;
    part.logger.info({ reason }, 'stopping');
    const limit = setTimeout(() => {
      part.logger.error('stopping took too long; leaving now');
      process.exit(1);
    }, SHUTDOWN_LIMIT_MS);
    limit.unref();
    part.stop().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        part.logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM', 0));
  process.once('SIGINT', () => stop('SIGINT', 0));
  const fatal = (error: unknown) => {
    part.logger.error({ err: error }, 'fatal error');
    stop('fatal error', 1);
  };
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
}
