/** Rules for names, without node:crypto, for the browser as well. */
export { parseDnsName } from './dns-name.ts';
export type { Fault, NameFaultCode, NameRefusal, NameResult } from './fault.ts';
export { type LeafNames, readLeafNames } from './leaf-names.ts';
export { checkSubject } from './subject.ts';
export { parseSubjectAltName, subjectAltNameText } from './subject-alt-name.ts';
export type { Subject, SubjectAltName } from './types.ts';
