import type { Fault } from '@certline/contracts';
import type { z } from 'zod';

/** Zod's issues as faults of the contract, every one of them, with dotted paths. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue): Fault[] => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: path === '' ? key : `${path}.${key}`,
        code: 'unknown_field',
        message: 'There is no such field here. Check the spelling or leave it out.',
      }));
    }
    // A record reports the faults of a key inside of the issue.
    if (issue.code === 'invalid_key') {
      return issue.issues.map((inner) => ({ path, code: 'invalid_name', message: inner.message }));
    }
    return [{ path, code: issue.code, message: issue.message }];
  });
}
