export type { Subject, SubjectAltName } from './types.ts';
