import { expect, test } from 'vitest';
import { z } from 'zod';
import { repositoryFiles, textOf } from './repository.ts';

const manifestSchema = z.object({ scripts: z.record(z.string(), z.string()).default({}) });

test('the tests of every room that has some are run by npm test', async () => {
  const files = await repositoryFiles();
  const rooms = new Set(
    files.filter((file) => file.endsWith('.test.ts')).map((file) => file.split('/').slice(0, 2).join('/')),
  );
  const forgotten: string[] = [];
  for (const room of rooms) {
    const { scripts } = manifestSchema.parse(JSON.parse((await textOf(`${room}/package.json`)) ?? '{}'));
    const command = `vitest run --root ../.. --project ${room.split('/')[1] ?? ''}`;
    if (scripts['unit'] !== command && scripts['integration'] !== command) forgotten.push(room);
  }
  expect(rooms.size).toBeGreaterThan(10);
  expect(forgotten).toEqual([]);
});
