import {
  type CertificateEvent,
  CertificateEventSchema,
  type CertificateEventType,
} from '@certline/contracts';
import { expect, test } from 'vitest';
import { describeLine, stationsOf, totalMs } from './stations.ts';

const start = Date.parse('2026-11-23T12:00:00.000Z');

function history(...entries: [CertificateEventType, number][]): CertificateEvent[] {
  return entries.map(([type, ms], index) =>
    CertificateEventSchema.parse({
      id: String(index),
      type,
      certificate: '0199b7a4-7c1e-7c39-9c7e-0b6f5d1f0a11',
      at: new Date(start + ms).toISOString(),
      actor: 'worker',
      detail: '',
    }),
  );
}

const accepted: [CertificateEventType, number][] = [
  ['certificate.requested', 0],
  ['certificate.allowed', 1],
  ['certificate.queued', 3],
];
const states = (...args: Parameters<typeof stationsOf>) =>
  stationsOf(...args).map((station) => station.state);

test.each([
  ['awaiting_approval', ['done', 'held', 'next', 'next', 'next', 'next']],
  ['queued', ['done', 'done', 'done', 'next', 'next', 'next']],
  ['signing', ['done', 'done', 'done', 'working', 'next', 'next']],
  ['failed', ['done', 'done', 'done', 'failed', 'next', 'next']],
  ['cancelled', ['done', 'done', 'done', 'stopped', 'next', 'next']],
  ['issued', ['done', 'done', 'done', 'done', 'done', 'done']],
] as const)('from the status %s alone', (status, expected) => {
  expect(states(status)).toEqual(expected);
});

test('an issued certificate shows the milliseconds between its stations and in all', () => {
  const line = stationsOf(
    'issued',
    history(...accepted, ['certificate.signing', 10], ['certificate.signed', 14], ['certificate.issued', 20]),
  );
  expect(line.map((station) => station.sincePreviousMs)).toEqual([null, 1, 2, 11, 6, 0]);
  expect(totalMs(line)).toBe(20);
  expect(describeLine(line)).toBe('Ready: all six stations are done.');
});

test('an event that is newer than the status fills the line at once', () => {
  expect(states('signing', history(...accepted, ['certificate.signed', 14]))).toEqual([
    'done',
    'done',
    'done',
    'done',
    'working',
    'next',
  ]);
});

test('a failure stops at the station after the last one that was reached', () => {
  const line = stationsOf(
    'failed',
    history(...accepted, ['certificate.signed', 9], ['certificate.failed', 12]),
  );
  expect(line[4]?.state).toBe('failed');
  expect(describeLine(line)).toBe('Failed at Stored; 4 of 6 stations done.');
});

test('a retry starts again from the queue', () => {
  const line = stationsOf(
    'queued',
    history(
      ...accepted,
      ['certificate.signed', 9],
      ['certificate.failed', 12],
      ['certificate.retried', 5000],
    ),
  );
  expect(line.map((station) => station.state)).toEqual(['done', 'done', 'done', 'next', 'next', 'next']);
  expect(line[2]?.sincePreviousMs).toBe(4999);
});
