import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { anInput } from '../test/bundles.ts';
import { archive, renderNginxBundle, withChecksums } from './index.ts';

/** The room as a browser would load it, in one file. */
async function browserCode(): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL('index.ts', import.meta.url)), formats: ['iife'], name: 'bundle' },
    },
  })) as Rolldown.RolldownOutput[];
  return output[0]!.output[0].code;
}

test('the room runs without anything of Node and gives the same bytes', async () => {
  const issuedAt = new Date('2026-11-23T12:00:00Z');
  const page = createContext({ TextEncoder, URL, input: anInput(), issuedAt });
  runInContext(await browserCode(), page);
  const script = `
    const files = bundle.withChecksums(bundle.renderNginxBundle(input));
    JSON.stringify({ files, zip: [...bundle.archive(files, 'zip', issuedAt)] })`;
  const files = withChecksums(renderNginxBundle(anInput()));
  expect(JSON.parse(String(runInContext(script, page)))).toEqual({
    files,
    zip: [...archive(files, 'zip', issuedAt)],
  });
});
