import { freePort, isPortFree } from '@certline/services';
import { z } from 'zod';
import { StartFault } from './faults.ts';
import { readJson, writePrivateJson } from './private-file.ts';

const portsSchema = z.object({
  api: z.number(),
  dashboard: z.number(),
  postgres: z.number(),
  redis: z.number(),
  apiMetrics: z.number(),
  workerMetrics: z.number(),
});
export type Ports = z.infer<typeof portsSchema>;

/** The variable with which a person fixes a port; the others are nobody's business. */
const variables: Partial<Record<keyof Ports, string>> = { api: 'API_PORT', dashboard: 'PORT' };
const preferred: Partial<Ports> = { api: 8080, dashboard: 3000 };

/**
 * A port for each part: the configured one, else that of the last start (certificates carry the API's address),
 * else the usual one, else any free one.
 * @throws StartFault when a configured port is taken or is not a port.
 */
export async function choosePorts(file: string, environment: NodeJS.ProcessEnv): Promise<Ports> {
  const last = portsSchema.partial().safeParse(await readJson(file).catch(() => undefined));
  const chosen: Partial<Ports> = {};
  for (const part of portsSchema.keyof().options) {
    const variable = variables[part];
    const configured = variable === undefined ? undefined : environment[variable];
    if (variable !== undefined && configured !== undefined && configured !== '') {
      chosen[part] = await configuredPort(variable, configured);
    } else {
      const candidates = [last.data?.[part], preferred[part]].filter((port) => port !== undefined);
      chosen[part] = await firstFree(candidates, Object.values(chosen));
    }
  }
  const ports = portsSchema.parse(chosen);
  await writePrivateJson(file, ports);
  return ports;
}

async function configuredPort(variable: string, text: string): Promise<number> {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartFault(
      `${variable} is "${text}", which is not a port; set it to a number from 1 to 65535, or unset it.`,
    );
  }
  if (!(await isPortFree(port))) {
    throw new StartFault(
      `Port ${port} (${variable}) is taken by another program; end that, or set ${variable} to another port.`,
    );
  }
  return port;
}

async function firstFree(candidates: readonly number[], taken: readonly number[]): Promise<number> {
  for (const port of candidates) {
    if (!taken.includes(port) && (await isPortFree(port))) return port;
  }
  for (;;) {
    const port = await freePort();
    if (!taken.includes(port)) return port;
  }
}
