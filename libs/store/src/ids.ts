import type { ApiKeyId, AuthorityId, CertificateId, ChunkId, TeamId } from '@certline/contracts';
import { v7 } from 'uuid';

// UUIDv7 (RFC 9562 5.7) rises with time: new rows land at the end of every index, and a list's order and
// its cursor are the id itself.
export const newCertificateId = (): CertificateId => v7() as CertificateId;
export const newChunkId = (): ChunkId => v7() as ChunkId;
export const newTeamId = (): TeamId => v7() as TeamId;
export const newAuthorityId = (): AuthorityId => v7() as AuthorityId;
export const newApiKeyId = (): ApiKeyId => v7() as ApiKeyId;
