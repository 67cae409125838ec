/** Something a person can put right: the message says in one sentence what happened and what to do. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}

/** The sentence to print for anything that stopped the start. */
export function sentenceFor(error: unknown, home: string): string {
  if (error instanceof StartFault) return error.message;
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { code: '', message: String(error) };
  if (code === 'ENOSPC' || /no space left/i.test(message)) {
    return `The disk that holds ${home} is full; free some space, or set CERTLINE_HOME to a folder on another disk, and try again.`;
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `${home} cannot be written; give yourself that right, or set CERTLINE_HOME to a folder of your own, and try again (${message}).`;
  }
  if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'ENOENT') {
    return `${home} cannot be made a folder; set CERTLINE_HOME to another path and try again (${message}).`;
  }
  return `Certline could not start: ${message}`;
}
