import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'certline-crypto-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** Path of a new file with this content, gone after the test file. */
export function file(content: string | Uint8Array): string {
  const path = join(folder, `file-${files++}`);
  writeFileSync(path, content);
  return path;
}

/** Runs the real OpenSSL and gives stdout and stderr as text; throws with what it said when it fails. */
export function openssl(...args: readonly string[]): string {
  const out = join(folder, `stderr-${files++}`);
  const stdout = execFileSync('sh', ['-c', 'exec openssl "$@" 2>"$0"', out, ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return stdout + readFileSync(out, 'utf8');
}

/** Whether the command ends well. */
export function opensslAccepts(...args: readonly string[]): boolean {
  try {
    openssl(...args);
    return true;
  } catch {
    return false;
  }
}
