export * from './audit-event.ts';
export * from './pki-urls.ts';
export * from './policy.ts';
export * from './profiles.ts';
export * from './request.ts';
export * from './resolve-request.ts';
export * from './states.ts';
export * from './validity.ts';
