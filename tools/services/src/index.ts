export { freePort, isPortFree } from './free-port.ts';
export {
  type ManagedProcess,
  type ProcessExit,
  type ProcessOptions,
  startProcess,
  stopAllProcesses,
} from './managed-process.ts';
export { stopOrphanPostgres } from './orphan-postgres.ts';
export { type PostgresOptions, type PostgresServer, startPostgres } from './postgres.ts';
export { type Account, postgresAccount } from './postgres-account.ts';
export {
  findRedisServer,
  type RedisOptions,
  type RedisProgram,
  type RedisServer,
  startRedis,
} from './redis.ts';
export { type CommandOptions, type CommandResult, runCommand, runCommandOrThrow } from './run-command.ts';
export { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';
