import { existsSync } from 'node:fs';
import { BlockList } from 'node:net';
import { join } from 'node:path';
import { readSettings, SETTINGS } from '@certline/runtime';
import { runCommandOrThrow, temporaryDirectory } from '@certline/testing';
import { type Dockerfile, DockerfileParser } from 'dockerfile-ast';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root, textOf } from './repository.ts';

const parts = ['api', 'worker', 'dashboard', 'setup'] as const;
type Part = (typeof parts)[number];
const fileOf = (part: Part) => `${part === 'setup' ? 'tools' : 'apps'}/${part}/Dockerfile`;

const dockerfile = async (part: Part): Promise<Dockerfile> =>
  DockerfileParser.parse((await textOf(fileOf(part)))!);

/** What the last stage's ENV lines set. */
async function imageEnvironment(part: Part): Promise<Record<string, string>> {
  const file = await dockerfile(part);
  const lastFrom = file.getFROMs().at(-1)!.getRange().start.line;
  const variables = file
    .getENVs()
    .flatMap((line) => (line.getRange().start.line > lastFrom ? line.getProperties() : []));
  return Object.fromEntries(variables.map((variable) => [variable.getName(), variable.getValue() ?? '']));
}

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      build: z.object({ dockerfile: z.string() }).optional(),
      image: z.string().optional(),
      environment: z.record(z.string(), z.string()).default({}),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
      healthcheck: z.object({ test: z.array(z.string()) }).optional(),
      cap_drop: z.array(z.string()).default([]),
      read_only: z.boolean().default(false),
      command: z.array(z.string()).default([]),
      ports: z.array(z.string()).default([]),
      networks: z.record(z.string(), z.object({ ipv4_address: z.string() })).default({}),
    }),
  ),
  networks: z.object({
    default: z.object({ ipam: z.object({ config: z.tuple([z.record(z.string(), z.string())]) }) }),
  }),
});
const { services, networks } = composeSchema.parse(parse((await textOf('compose.yaml'))!, { merge: true }));

/** The secrets that the commands in the compose file's first lines make. */
async function secretsMadeAsDescribed(): Promise<Record<string, string>> {
  const commands = [...(await textOf('compose.yaml'))!.matchAll(/^# {3}((?:for|chmod) .*)$/gm)].map(
    (match) => match[1],
  );
  expect(commands).toHaveLength(3);
  const folder = await temporaryDirectory('certline-compose');
  await runCommandOrThrow('sh', ['-e', '-c', commands.join('\n')], { cwd: folder.path });
  const { stdout } = await runCommandOrThrow('cat', ['.env'], { cwd: folder.path });
  await folder.remove();
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** As Compose puts variables in: `${NAME:?}` must be there, `${NAME:-default}` may be absent. */
function filledIn(text: string, variables: Record<string, string>): string {
  return text.replace(
    /\$\{(\w+)(:\?|:-([^}]*))\}/g,
    (_, name: string, kind: string, fallback: string | undefined) => {
      const value = variables[name] ?? (kind === ':?' ? undefined : fallback);
      if (value === undefined) throw new Error(`${name} is not in .env`);
      return value;
    },
  );
}

test.each(parts)('the image of %s is built in stages on Node 24 and does not run as root', async (part) => {
  const file = await dockerfile(part);
  expect(file.getFROMs().length).toBeGreaterThan(1);
  for (const from of file.getFROMs()) expect(from.getImage()).toMatch(/^node:24-/);
  const instructions = file.getInstructions().map((instruction) => instruction.getKeyword());
  expect(instructions.lastIndexOf('USER')).toBeGreaterThan(instructions.lastIndexOf('FROM'));
  expect(instructions.lastIndexOf('USER')).toBeGreaterThan(instructions.lastIndexOf('RUN'));
  const user = file.getInstructions().findLast((instruction) => instruction.getKeyword() === 'USER');
  expect(user?.getArguments().map((argument) => argument.getValue())).toEqual(['node']);
});

test.each(parts)('the image of %s copies and runs only what there is', async (part) => {
  const file = await dockerfile(part);
  for (const copy of file.getCOPYs()) {
    if (copy.getFromFlag() !== null) continue;
    for (const source of copy.getArguments().slice(0, -1)) {
      expect(existsSync(join(root, source.getValue())), `COPY ${source.getValue()}`).toBe(true);
    }
  }
  const script = file
    .getCMDs()
    .at(-1)!
    .getArguments()
    .map((argument) => argument.getValue())
    .join('');
  const path = /"([^"]+[.](?:ts|js))"/.exec(script)?.[1] ?? '';
  // The dashboard's server is made by its build, in the stage before.
  if (part !== 'dashboard') expect(existsSync(join(root, path))).toBe(true);
  else expect(path).toBe('apps/dashboard/server.js');
});

test.each(parts)('%s gets every setting that it needs, valid, and no other', async (part) => {
  const service = services[part]!;
  expect(service.build?.dockerfile).toBe(fileOf(part));
  const secrets = await secretsMadeAsDescribed();
  const given = Object.fromEntries(
    Object.entries(service.environment).map(([name, text]) => [name, filledIn(text, secrets)]),
  );
  const { NODE_ENV, NEXT_TELEMETRY_DISABLED, ...image } = await imageEnvironment(part);
  expect(NODE_ENV).toBe('production');
  expect(NEXT_TELEMETRY_DISABLED).toBe(part === 'dashboard' ? '1' : undefined);
  const environment = { ...image, ...given };

  const read = (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).filter((name) =>
    (SETTINGS[name].usedBy as readonly string[]).includes(part),
  );
  expect(Object.keys(environment).filter((name) => !(read as string[]).includes(name))).toEqual([]);
  expect(() => readSettings(read, environment)).not.toThrow();
});

test('the key that opens the CA keys goes to the worker and to set-up alone', () => {
  const holders = Object.entries(services).filter(([, { environment }]) =>
    JSON.stringify(environment).includes('KEYSTORE_KEY'),
  );
  expect(holders.map(([name]) => name).sort()).toEqual(['setup', 'worker']);
});

test('what is built here runs without privileges; what is not is a named version; only API and portal are published', () => {
  for (const [name, service] of Object.entries(services)) {
    if (service.build === undefined) expect(service.image, name).toMatch(/:\d+/);
    else
      expect({ name, capabilities: service.cap_drop, readOnly: service.read_only }).toEqual({
        name,
        capabilities: ['ALL'],
        readOnly: true,
      });
    for (const dependency of Object.keys(service.depends_on))
      expect(Object.keys(services)).toContain(dependency);
    for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  }
  expect(
    Object.keys(services)
      .filter((name) => services[name]!.ports.length > 0)
      .sort(),
  ).toEqual(['api', 'dashboard']);
  expect(services['redis']!.command.join(' ')).toMatch(/appendonly yes.*maxmemory-policy noeviction/s);
});

test('the API believes the dashboard’s word on who is calling, and no other container’s', () => {
  const address = services['dashboard']!.networks['default']!.ipv4_address;
  const trusted = readSettings(['TRUSTED_PROXIES'], {
    TRUSTED_PROXIES: filledIn(services['api']!.environment['TRUSTED_PROXIES']!, {}),
  }).TRUSTED_PROXIES;
  expect(trusted).toEqual([address]);
  const [{ subnet, ip_range: handedOut }] = networks.default.ipam.config;
  const contains = (range: string, one: string) => {
    const [network = '', bits] = range.split('/');
    const block = new BlockList();
    block.addSubnet(network, Number(bits));
    return block.check(one);
  };
  expect([contains(subnet!, address), contains(handedOut!, address)]).toEqual([true, false]);
});

test('the settings named by set-up, API and worker fit together', () => {
  const database = (part: Part) =>
    new URL(services[part]!.environment['DATABASE_URL']!.replace(/\$\{[^}]+\}/g, 'x'));
  expect(new Set(['api', 'worker', 'setup'].map((part) => database(part as Part).host)).size).toBe(1);
  expect(database('api').username).toBe('certline_api_login');
  expect(database('worker').username).toBe('certline_worker_login');
  expect(services['worker']!.environment['PKI_URL']).toBe(services['setup']!.environment['PKI_URL']);
});
