export * from './config/describe-settings.ts';
export * from './config/read-settings.ts';
export { SETTINGS } from './config/settings.ts';
export * from './logger.ts';
export * from './metrics.ts';
export * from './run-part.ts';
