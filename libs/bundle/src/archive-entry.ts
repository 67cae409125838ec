/** A file or, with a path that ends in a slash, a folder of an archive. */
export type ArchiveEntry = { path: string; mode: number; bytes: Uint8Array };
