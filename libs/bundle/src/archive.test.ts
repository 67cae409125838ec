import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommandOrThrow, temporaryDirectory } from '@certline/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { anInput } from '../test/bundles.ts';
import { archive } from './archive.ts';
import { withChecksums } from './checksums.ts';
import { renderNginxBundle } from './nginx-bundle.ts';

const ISSUED_AT = new Date('2026-03-29T01:30:45Z');
const files = withChecksums(renderNginxBundle(anInput({ encryptedPrivateKeyPem: 'encrypted' })));
const folder = await temporaryDirectory('certline-archive');
afterAll(() => folder.remove());

describe.each([
  { format: 'zip', list: ['unzip', '-Z', '-s'], unpack: ['unzip', '-q'] },
  { format: 'tar.gz', list: ['tar', '-tvzf'], unpack: ['tar', '-xpzf'] },
] as const)('$format', ({ format, list, unpack }) => {
  const path = join(folder.path, `bundle.${format}`);
  const run = async ([command, ...args]: readonly [string, ...string[]], cwd = folder.path) =>
    (await runCommandOrThrow(command, [...args, path], { cwd, env: { ...process.env, TZ: 'UTC' } })).stdout;

  test('is unpacked by the system’s tool with every byte, mode and date', async () => {
    await writeFile(path, archive(files, format, ISSUED_AT));
    const target = join(folder.path, format);
    await mkdir(target);
    await run(unpack, target);
    for (const file of files) {
      const found = await stat(join(target, file.path));
      expect(await readFile(join(target, file.path), 'utf8')).toBe(file.text);
      expect({ path: file.path, mode: found.mode & 0o777 }).toEqual({ path: file.path, mode: file.mode });
      expect(found.mtime).toEqual(ISSUED_AT);
    }
    const sums = await runCommandOrThrow('sha256sum', ['-c', 'SHA256SUMS'], {
      cwd: join(target, 'test.imdst.com'),
    });
    expect(sums.stdout.match(/: OK$/gm)).toHaveLength(files.length - 1);
  });

  test('lists one folder and in it the files in order, the keys for their owner alone', async () => {
    await writeFile(path, archive(files, format, ISSUED_AT));
    const entries = (await run(list)).split('\n').filter((line) => line.includes('test.imdst.com/'));
    expect(entries.map((line) => `${line.slice(0, 10)} ${line.split(' ').at(-1)}`)).toEqual([
      'drwxr-xr-x test.imdst.com/',
      '-rw-r--r-- test.imdst.com/test.imdst.com.crt',
      '-rw------- test.imdst.com/test.imdst.com.key',
      '-rw------- test.imdst.com/test.imdst.com.origin.key',
      '-rw-r--r-- test.imdst.com/test.imdst.com.csr',
      '-rw-r--r-- test.imdst.com/ca.crt',
      '-rw-r--r-- test.imdst.com/test.imdst.com.conf',
      '-rwxr-xr-x test.imdst.com/install.sh',
      '-rw-r--r-- test.imdst.com/README.txt',
      '-rw-r--r-- test.imdst.com/SHA256SUMS',
    ]);
  });

  test('is the same byte for byte in every time zone, also in the hour that summer time skips', () => {
    const here = process.env['TZ'];
    try {
      const [first, ...others] = ['UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'America/St_Johns'].map(
        (zone) => {
          process.env['TZ'] = zone;
          return Buffer.from(archive(files, format, ISSUED_AT)).toString('hex');
        },
      );
      for (const other of others) expect(other).toBe(first);
    } finally {
      if (here === undefined) delete process.env['TZ'];
      else process.env['TZ'] = here;
    }
  });

  test('takes the longest names that there are', async () => {
    const name = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(60)).join('.');
    const long = withChecksums(renderNginxBundle(anInput({ primaryName: name, sans: [name] })));
    await writeFile(path, archive(long, format, ISSUED_AT));
    const target = join(folder.path, `${format}-long`);
    await mkdir(target);
    await run(unpack, target);
    for (const file of long) expect(await readFile(join(target, file.path), 'utf8')).toBe(file.text);
  });
});
