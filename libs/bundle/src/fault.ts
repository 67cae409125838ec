import type { Fault } from '@certline/contracts';

/** Every reason why a bundle is refused. */
export type BundleFaultCode =
  | 'nginx_version_invalid'
  | 'nginx_version_too_old'
  | 'path_not_absolute'
  | 'path_unsafe'
  | 'path_is_root'
  | 'upstream_invalid'
  | 'upstream_and_root'
  | 'key_directory_in_root'
  | 'host_name_invalid'
  | 'certificate_facts_invalid';

/** One fault of the options or of the certificate; `path` is that of the field in the request body. */
export type BundleFault = Fault & { code: BundleFaultCode };

/** Thrown instead of writing a file that nginx or a shell could misread. Holds every fault found. */
export class BundleError extends Error {
  readonly faults: readonly BundleFault[];

  constructor(faults: readonly BundleFault[]) {
    super(faults.map((fault) => fault.message).join(' '));
    this.name = 'BundleError';
    this.faults = faults;
  }
}
