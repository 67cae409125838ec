import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from '@certline/testing';
import type { DevFile } from '../src/dev-file.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** `npm start` after the set-up, as a process of its own. */
export class RunningStart {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly ended: Promise<number>;
  output = '';

  constructor(folder: string, environment: NodeJS.ProcessEnv = {}) {
    this.folder = folder;
    this.child = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], CERTLINE_HOME: folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      this.output += chunk.toString();
    };
    this.child.stdout?.on('data', keep);
    this.child.stderr?.on('data', keep);
    this.ended = new Promise((resolve) => this.child.once('close', (code) => resolve(code ?? 137)));
  }

  /** Resolves when it says that it runs. */
  async ready(): Promise<DevFile> {
    await this.said('Certline runs');
    return this.dev();
  }

  async dev(): Promise<DevFile> {
    return JSON.parse(await readFile(join(this.folder, 'dev.json'), 'utf8')) as DevFile;
  }

  async said(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`npm start ended:\n${this.output}`);
      await delay(20);
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** A data folder that is removed with the database that root keeps elsewhere. */
export async function temporaryHome(): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await temporaryDirectory('certline-start');
  const path = join(folder.path, 'home');
  return {
    path,
    async remove() {
      const database = await readlink(join(path, 'postgres')).catch(() => undefined);
      if (database !== undefined) await rm(dirname(database), { recursive: true, force: true });
      await folder.remove();
    },
  };
}

export function pidsOf({ pids }: DevFile): number[] {
  return [pids.api, ...pids.workers, pids.dashboard, pids.redis, pids.postgres].filter((pid) => pid !== null);
}

/** A zombie that nobody has collected yet is not alive. */
export async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

/** The process and everything that descends from it. */
export async function familyOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = /\) \S (\d+) /.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

/** The environment that the process was started with. */
export async function environmentOf(pid: number): Promise<Record<string, string>> {
  const text = await readFile(`/proc/${pid}/environ`, 'utf8');
  return Object.fromEntries(
    text
      .split('\0')
      .filter((pair) => pair !== '')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
