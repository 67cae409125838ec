import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** A fault that one sentence explains to a person; anything else that is thrown is a bug of ours. */
export class UserFault extends Error {}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Does one step of the set-up and says how long it took, or that it was not possible (false).
 * @template T
 * @param {string} doing what is being done, as a person would say it
 * @param {() => Promise<T>} work
 */
export async function step(doing, work) {
  const begin = Date.now();
  say(`${doing} …`);
  const result = await work();
  say(result === false ? '  not possible here' : `  done in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * Runs a program and keeps what it writes; resolves with its exit code also when the program does not exist (127).
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdin?: 'inherit' | 'ignore' }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { stdin = 'ignore', ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: [stdin, 'pipe', 'pipe'] });
    let output = '';
    const end = (code) => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve({ code, output: output.trim() });
    };
    const stop = () => {
      child.kill('SIGTERM');
      child.once('exit', () => process.exit(130));
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => {
      output += error.message;
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/** The first lines of a program's output, for a fault message. @param {string} output @param {number} count */
export function firstLines(output, count) {
  return output.split('\n').slice(0, count).join('\n');
}

/** The last lines of a program's output, for a fault message. @param {string} output @param {number} [count] */
export function lastLines(output, count = 6) {
  return output.split('\n').slice(-count).join('\n');
}
