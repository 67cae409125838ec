import type { Fault } from './fault.ts';
import type { Subject } from './types.ts';

/** Most characters of a field: RFC 5280 appendix A.1, ub-state-name, ub-organization-name and so on. */
const UPPER_BOUNDS: readonly (readonly [field: keyof Subject, displayName: string, maxCharacters: number])[] =
  [
    ['country', 'The country', 2],
    ['state', 'The state', 128],
    ['locality', 'The locality', 128],
    ['organization', 'The organization', 64],
    ['organizationalUnit', 'The organizational unit', 64],
    ['commonName', 'The common name', 64],
  ];

// Control characters, halves of surrogate pairs, line separators, and the marks that turn the reading direction: a
// name that looks like another is the oldest trick there is.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Every fault of a subject at once; none when it may stand in a certificate. Paths are the fields' names. */
export function checkSubject(subject: Subject): Fault[] {
  const faults: Fault[] = [];
  for (const [path, displayName, maxCharacters] of UPPER_BOUNDS) {
    const value = subject[path];
    if (value === undefined) continue;
    const length = Array.from(value).length;
    if (value.trim() === '') {
      faults.push({
        path,
        code: 'name_empty',
        message: `${displayName} is empty. Fill it in or leave it out.`,
      });
    } else if (path === 'country' && !/^[A-Z]{2}$/.test(value)) {
      // X.520: the two letters of ISO 3166-1.
      faults.push({
        path,
        code: 'subject_country_invalid',
        message: 'The country must be a code of two capital letters, such as US or DE.',
      });
    } else if (UNPRINTABLE.test(value)) {
      faults.push({
        path,
        code: 'name_characters',
        message: `${displayName} holds invisible control characters. Type it anew.`,
      });
    } else if (length > maxCharacters) {
      faults.push({
        path,
        code: 'name_too_long',
        message: `${displayName} has ${length} characters; ${maxCharacters} are allowed.`,
      });
    }
  }
  return faults;
}
