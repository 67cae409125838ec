import { spawn } from 'node:child_process';
import { existsSync, openSync, closeSync } from 'node:fs';

export interface ProcessOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Its stdout and stderr are appended here; without it they are kept in memory, the last 20,000 characters. */
  readonly logFile?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** What the kernel sends it when the process that started it is gone, even by kill -9. Default SIGKILL. */
  readonly signalWhenParentDies?: NodeJS.Signals;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves when the process is gone, whoever ended it. */
  readonly exited: Promise<ProcessExit>;
  readonly isRunning: () => boolean;
  /** What it wrote last, when it has no log file. */
  readonly output: () => string;
  /** Sends the signal, waits `graceMs`, then sends SIGKILL; resolves when it is gone. */
  readonly stop: (signal?: NodeJS.Signals, graceMs?: number) => Promise<void>;
}

const outputLimit = 20_000;
const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
interface Running {
  readonly process: ManagedProcess;
  readonly lastSignal: NodeJS.Signals;
}
const running = new Set<Running>();

process.on('exit', () => {
  for (const { process: started, lastSignal } of running) signalGroup(started.pid, lastSignal);
});

/**
 * Starts a long-running process that never outlives this one: it is ended when this process exits and, through
 * the kernel's parent-death signal (setpriv, part of every Debian), also when this process is killed outright.
 * @throws Error when the program cannot be started.
 */
export async function startProcess(options: ProcessOptions): Promise<ManagedProcess> {
  const parentDeathSignal = options.signalWhenParentDies ?? 'SIGKILL';
  const [command, args] =
    setpriv === undefined
      ? [options.command, options.args]
      : [setpriv, ['--pdeathsig', parentDeathSignal, '--', options.command, ...options.args]];
  const log = options.logFile === undefined ? undefined : openSync(options.logFile, 'a', 0o600);
  const child = spawn(command, args, {
    env: options.env,
    cwd: options.cwd,
    // A process group of its own, so that Ctrl-C in a terminal reaches only the process that ends the others in order.
    detached: true,
    stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  if (log !== undefined) closeSync(log);

  let written = '';
  const keep = (chunk: Buffer) => {
    written = (written + chunk.toString('utf8')).slice(-outputLimit);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);

  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(new Error(`${options.name} could not be started: ${cause.message}`, { cause }));
    });
  });
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${options.name} has no process id`);

  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const managed: ManagedProcess = {
    name: options.name,
    pid,
    exited,
    isRunning,
    output: () => written,
    async stop(signal = 'SIGTERM', graceMs = 10_000) {
      if (!isRunning()) return;
      signalGroup(pid, signal);
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
      // What it started itself and did not end.
      signalGroup(pid, 'SIGKILL');
    },
  };
  const entry: Running = { process: managed, lastSignal: parentDeathSignal };
  running.add(entry);
  void exited.then(() => running.delete(entry));
  return managed;
}

/** Signals a process that was started here and everything that it started in turn. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: all of it has ended. EPERM: so has this user's part, and the id went to another's process.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

/** Stops every process that was started here and still runs, for example because the start of another one failed. */
export async function stopAllProcesses(): Promise<void> {
  await Promise.all([...running].map(({ process, lastSignal }) => process.stop(lastSignal)));
}
