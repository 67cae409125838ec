import type { Fault } from '@certline/contracts';

/** The places of the form that a fault can stand beside. */
export type Place =
  | 'names'
  | 'authority'
  | 'profile'
  | 'csr'
  | 'algorithm'
  | 'validityDays'
  | 'labels'
  | 'form'
  | `subject.${string}`;

/** Where the fault of a request's field belongs in the form. */
export function placeOf(path: string): Place {
  const [head, next] = path.split('.');
  switch (head) {
    case 'sans':
    case 'commonName':
      return 'names';
    case 'subject':
      return `subject.${next ?? ''}`;
    case 'key':
      return next === 'algorithm' ? 'algorithm' : 'csr';
    case 'authority':
    case 'profile':
    case 'validityDays':
    case 'labels':
      return head;
    default:
      return 'form';
  }
}

/** The sentences for one place, each once: CN and SAN are one field here and have the same faults. */
export function faultsAt(faults: readonly Fault[], place: Place): string[] {
  return [...new Set(faults.filter((fault) => placeOf(fault.path) === place).map((fault) => fault.message))];
}
