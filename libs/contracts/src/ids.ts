import { z } from 'zod';

const id = <Brand extends string>() => z.uuid().brand<Brand>();

export const CertificateIdSchema = id<'CertificateId'>();
export type CertificateId = z.infer<typeof CertificateIdSchema>;

export const ChunkIdSchema = id<'ChunkId'>();
export type ChunkId = z.infer<typeof ChunkIdSchema>;

export const TeamIdSchema = id<'TeamId'>();
export type TeamId = z.infer<typeof TeamIdSchema>;

export const AuthorityIdSchema = id<'AuthorityId'>();
export type AuthorityId = z.infer<typeof AuthorityIdSchema>;

export const ApiKeyIdSchema = id<'ApiKeyId'>();
export type ApiKeyId = z.infer<typeof ApiKeyIdSchema>;
