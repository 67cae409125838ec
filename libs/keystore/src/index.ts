export * from './sealed-file.ts';
