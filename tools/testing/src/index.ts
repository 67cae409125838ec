export {
  type CommandOptions,
  type CommandResult,
  freePort,
  type ManagedProcess,
  type RedisServer,
  runCommand,
  runCommandOrThrow,
  startProcess,
  type TemporaryDirectory,
  temporaryDirectory,
} from '@certline/services';
export {
  type Nginx,
  type NginxOptions,
  type NginxVerdict,
  startNginx,
  testNginxConfiguration,
} from './nginx.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { createTestRedis, type OwnRedis, startOwnRedis, type TestRedis } from './test-redis.ts';
export { startTestServices, type TestServices, testServiceVariables } from './test-services.ts';
