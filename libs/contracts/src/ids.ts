import { z } from 'zod';

// RFC 9562 4: a UUID may come in upper case and is written in lower case, which is how ids are compared.
const uuid = z.uuid().toLowerCase();

export const CertificateIdSchema = uuid.brand<'CertificateId'>();
export type CertificateId = z.infer<typeof CertificateIdSchema>;

export const ChunkIdSchema = uuid.brand<'ChunkId'>();
export type ChunkId = z.infer<typeof ChunkIdSchema>;

export const TeamIdSchema = uuid.brand<'TeamId'>();
export type TeamId = z.infer<typeof TeamIdSchema>;

export const AuthorityIdSchema = uuid.brand<'AuthorityId'>();
export type AuthorityId = z.infer<typeof AuthorityIdSchema>;

export const ApiKeyIdSchema = uuid.brand<'ApiKeyId'>();
export type ApiKeyId = z.infer<typeof ApiKeyIdSchema>;
