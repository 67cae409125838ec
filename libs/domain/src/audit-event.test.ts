import type { CertificateId } from '@certline/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditRecord } from './audit-event.ts';
import { decodeAuditRecord, encodeAuditRecord } from './audit-event.ts';

// Any text a person may type, halves of surrogate pairs included.
const text = fc.string({ unit: 'binary' });
const certificate = fc.uuid().map((id) => id as CertificateId);
const record: fc.Arbitrary<AuditRecord> = fc.record({
  at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  requestId: fc.option(text),
  actor: fc.oneof(
    fc.record({ kind: fc.constantFrom('user' as const, 'api_key' as const), id: fc.uuid(), name: text }),
    fc.record({ kind: fc.constant('system' as const), name: text }),
  ),
  event: fc.oneof(
    fc.record({
      type: fc.constant('certificates.failed' as const),
      failures: fc.array(fc.record({ certificate, code: text, detail: text })),
    }),
    fc.record({
      type: fc.constant('api_key.created' as const),
      apiKey: fc.uuid(),
      name: text,
      scopes: fc.array(text),
    }),
  ),
});

test('a record comes back from its bytes as it was, whatever its texts hold', () => {
  fc.assert(
    fc.property(record, (one) => {
      expect(decodeAuditRecord(encodeAuditRecord(one))).toEqual(one);
    }),
  );
});

test('the bytes are well-formed UTF-8 and the same each time', () => {
  fc.assert(
    fc.property(record, (one) => {
      const bytes = encodeAuditRecord(one);
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
      expect(encodeAuditRecord(decodeAuditRecord(bytes))).toEqual(bytes);
    }),
  );
});
