import type { CertificateEvent, CertificateEventType, CertificateId } from '@certline/contracts';
import type { AuditRecord } from '@certline/domain';
import { decodeAuditRecord } from '@certline/domain';

/** A stored event with its place in the order of transactions. */
export type StoredEvent = { xid: string; id: string; record: Uint8Array };

/** A place in the order of transactions. */
export type Position = { xid: string; id: string };

/**
 * An event as it stands in `id:` and `Last-Event-ID`: a stored event and which of the entries that it makes,
 * so that a stream which broke off between two of them goes on with the second.
 */
export type EventId = Position & { part: number };

const formatEventId = ({ xid, id, part }: EventId): string => `${xid}-${id}-${part}`;

/** Reads a `Last-Event-ID`; undefined when it is not one of ours. */
export function parseEventId(text: string): EventId | undefined {
  const [, xid, id, part] = /^(\d{1,19})-(\d{1,18})-(\d{1,6})$/.exec(text) ?? [];
  return xid === undefined || id === undefined || part === undefined
    ? undefined
    : { xid, id, part: Number(part) };
}

/** Whether `event` comes later than `other`. */
export function isLater(event: EventId, other: EventId): boolean {
  if (event.xid !== other.xid) return BigInt(event.xid) > BigInt(other.xid);
  if (event.id !== other.id) return BigInt(event.id) > BigInt(other.id);
  return event.part > other.part;
}

/** An audit event as people follow it: one entry for each certificate and each station that it passed. */
export function toCertificateEvents(stored: StoredEvent): CertificateEvent[] {
  const record = decodeAuditRecord(stored.record);
  return moments(record).map(({ type, certificate, at, detail }, part) => ({
    id: formatEventId({ xid: stored.xid, id: stored.id, part }),
    type,
    certificate,
    at,
    actor: record.actor.name,
    detail,
  }));
}

type Moment = { type: CertificateEventType; certificate: CertificateId; at: string; detail: string };

function moments({ at, event }: AuditRecord): Moment[] {
  switch (event.type) {
    case 'certificates.requested':
      return event.certificates.flatMap((certificate): Moment[] => [
        { type: 'certificate.requested', certificate, at: event.askedAt, detail: 'Asked for.' },
        {
          type: 'certificate.allowed',
          certificate,
          at: event.allowedAt,
          detail: `Allowed by ${event.rules.length} rules.`,
        },
        { type: 'certificate.queued', certificate, at, detail: 'Stored and queued for signing.' },
      ]);
    case 'certificates.signing':
      return event.intents.map(({ certificate, serial }) => ({
        type: 'certificate.signing',
        certificate,
        at,
        detail: `Serial number ${serial} and the bytes to be signed are committed.`,
      }));
    case 'certificates.issued':
      return event.issued.flatMap(({ certificate }): Moment[] => [
        { type: 'certificate.signed', certificate, at: event.signedAt, detail: 'Signed by the authority.' },
        { type: 'certificate.issued', certificate, at, detail: 'Stored and ready.' },
      ]);
    case 'certificates.failed':
      return event.failures.map(({ certificate, detail }) => ({
        type: 'certificate.failed',
        certificate,
        at,
        detail,
      }));
    case 'certificates.delayed':
      return event.certificates.map((certificate) => ({
        type: 'certificate.delayed',
        certificate,
        at,
        detail: `A fault on Certline’s side has held this up ${event.attempts} times. It is tried again by itself; if it stays so, tell your administrator.`,
      }));
    case 'certificates.retried':
      return event.certificates.map((certificate) => ({
        type: 'certificate.retried',
        certificate,
        at,
        detail: 'Sent through the line again.',
      }));
    case 'certificates.cancelled':
      return event.certificates.map((certificate) => ({
        type: 'certificate.cancelled',
        certificate,
        at,
        detail: 'Cancelled before it was signed.',
      }));
    case 'certificates.key_downloaded':
      return event.certificates.map((certificate) => ({
        type: 'certificate.key_downloaded',
        certificate,
        at,
        detail: 'The private key was downloaded in a bundle.',
      }));
    case 'authority.created':
    case 'authority.crl_signed':
    case 'api_key.created':
    case 'api_key.revoked':
    case 'user.created':
    case 'user.password_replaced':
    case 'user.signed_in':
    case 'team.created':
    case 'team.member_added':
      return [];
    default:
      // During a roll-out a newer part writes types that this version does not know: they show nothing here.
      event satisfies never;
      return [];
  }
}
