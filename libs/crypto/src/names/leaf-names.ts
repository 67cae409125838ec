import type { Fault } from './fault.ts';
import { checkSubject } from './subject.ts';
import { parseSubjectAltName } from './subject-alt-name.ts';
import type { Subject, SubjectAltName } from './types.ts';

export type LeafNames =
  | { readonly ok: true; readonly subject: Subject; readonly sans: readonly SubjectAltName[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * The names of a TLS leaf as asked for, in canonical form and each once, or every fault at once (paths
 * `commonName`, `country`, …, `sans.0`). The common name must be a host name or address that is among the SANs,
 * and is written as it stands there.
 */
export function readLeafNames(subject: Subject, sans: readonly string[]): LeafNames {
  const faults: Fault[] = checkSubject(subject);
  const names = new Map<string, SubjectAltName>();
  for (const [i, text] of sans.entries()) {
    const result = parseSubjectAltName(text);
    if (result.ok) names.set(`${result.value.type}:${result.value.value}`, result.value);
    else faults.push({ path: `sans.${i}`, code: result.code, message: result.message });
  }
  if (sans.length === 0) {
    faults.push({ path: 'sans', code: 'sans_empty', message: 'Give at least one host name or IP address.' });
  }
  const { commonName } = subject;
  if (commonName === undefined)
    return faults.length > 0 ? { ok: false, faults } : { ok: true, subject, sans: [...names.values()] };

  const host = parseSubjectAltName(commonName);
  const path = 'commonName';
  if (!host.ok || (host.value.type !== 'dns' && host.value.type !== 'ip')) {
    const reason = host.ok ? '' : ` ${host.message}`;
    faults.push({
      path,
      code: 'common_name_not_a_host',
      message: `The common name must be a host name or IP address.${reason}`,
    });
  } else if (!names.has(`${host.value.type}:${host.value.value}`)) {
    faults.push({
      path,
      code: 'common_name_not_in_sans',
      message:
        'The common name must be one of the subject alternative names, the only ones that clients look at. Add it there.',
    });
  } else if (faults.length === 0) {
    return { ok: true, subject: { ...subject, commonName: host.value.value }, sans: [...names.values()] };
  }
  return { ok: false, faults };
}
