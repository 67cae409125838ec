import { startTestServices, testServiceVariables } from './test-services.ts';

/**
 * Vitest's globalSetup for rooms whose tests need servers. Test processes inherit the addresses in their environment;
 * when these are set already (by `npm test`, or by another room in the same run) those servers are used.
 */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[testServiceVariables.postgres] !== undefined) return undefined;
  const services = await startTestServices();
  process.env[testServiceVariables.postgres] = services.postgresUrl;
  process.env[testServiceVariables.redis] = services.redisUrl;
  return async () => {
    Reflect.deleteProperty(process.env, testServiceVariables.postgres);
    Reflect.deleteProperty(process.env, testServiceVariables.redis);
    await services.stop();
  };
}
