import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** SHA-256 over everything that the dashboard is built from: its sources, those of the rooms it uses, the lockfile. */
export async function dashboardInputs(root: string): Promise<string> {
  const files = ['package-lock.json', 'tsconfig.base.json'];
  for (const room of await roomsOf(root, 'apps/dashboard')) files.push(...(await filesOf(root, room)));
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const contents = await readFile(join(root, file));
    hash.update(`${file}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex');
}

/** A room and all rooms that it depends on, directly or not. */
async function roomsOf(root: string, first: string): Promise<Set<string>> {
  const rooms = new Set([first]);
  for (const room of rooms) {
    const manifest = manifestSchema.parse(
      JSON.parse(await readFile(join(root, room, 'package.json'), 'utf8')),
    );
    for (const name of Object.keys(manifest.dependencies)) {
      if (name.startsWith('@certline/')) rooms.add(name.replace('@certline/', 'libs/'));
    }
  }
  return rooms;
}

async function filesOf(root: string, room: string): Promise<string[]> {
  const entries = await readdir(join(root, room), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter(
      (file) =>
        !/\/(node_modules|[.]next|e2e|test|test-results)\/|[.]test[.]tsx?$|[.]tsbuildinfo$/.test(file),
    );
}
