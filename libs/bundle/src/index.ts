export { archive } from './archive.ts';
export type { ArchiveFormat, BundleFile, BundleInput } from './bundle.ts';
export { withChecksums } from './checksums.ts';
export { BundleError, type BundleFault, type BundleFaultCode } from './fault.ts';
export { renderNginxBundle } from './nginx-bundle.ts';
export { nginxOptionFaults } from './nginx-options.ts';
