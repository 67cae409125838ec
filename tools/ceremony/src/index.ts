export * from './development-authority.ts';
