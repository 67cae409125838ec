import { CryptoError } from '../src/index.ts';

/** The code of the CryptoError that the action ends in; another error is thrown on, and none is "accepted". */
export async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
    return 'accepted';
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
}
