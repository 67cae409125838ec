import { z } from 'zod';

export const CertificateIdSchema = z.uuid().brand<'CertificateId'>();
export type CertificateId = z.infer<typeof CertificateIdSchema>;

export const ChunkIdSchema = z.uuid().brand<'ChunkId'>();
export type ChunkId = z.infer<typeof ChunkIdSchema>;

export const TeamIdSchema = z.uuid().brand<'TeamId'>();
export type TeamId = z.infer<typeof TeamIdSchema>;

export const AuthorityIdSchema = z.uuid().brand<'AuthorityId'>();
export type AuthorityId = z.infer<typeof AuthorityIdSchema>;

export const ApiKeyIdSchema = z.uuid().brand<'ApiKeyId'>();
export type ApiKeyId = z.infer<typeof ApiKeyIdSchema>;
