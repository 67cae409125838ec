import fc from 'fast-check';
import { concatBytes } from '../src/der/bytes.ts';

type Mutation = (bytes: Uint8Array) => Uint8Array;

/** A place in any input, as a fraction of its length. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (bytes: Uint8Array, fraction: number): number => Math.floor(fraction * bytes.length);
const smallLength = fc.integer({ min: 1, max: 16 });

/** What breaks a DER structure: single octets (tags, lengths, values), cuts, doubles, foreign parts. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(
    ([where, bit]): Mutation =>
      (bytes) =>
        bytes.map((octet, i) => (i === at(bytes, where) ? octet ^ (1 << bit) : octet)),
  ),
  fc
    .tuple(
      place,
      fc.constantFrom(
        0x00,
        0x01,
        0x02,
        0x03,
        0x04,
        0x05,
        0x06,
        0x0c,
        0x1f,
        0x30,
        0x31,
        0x7f,
        0x80,
        0x81,
        0x82,
        0x84,
        0xa0,
        0xff,
      ),
    )
    .map(
      ([where, value]): Mutation =>
        (bytes) =>
          bytes.map((octet, i) => (i === at(bytes, where) ? value : octet)),
    ),
  place.map(
    (where): Mutation =>
      (bytes) =>
        bytes.subarray(0, at(bytes, where)),
  ),
  fc.tuple(place, smallLength).map(
    ([where, length]): Mutation =>
      (bytes) =>
        concatBytes(bytes.subarray(0, at(bytes, where)), bytes.subarray(at(bytes, where) + length)),
  ),
  fc.tuple(place, place, smallLength).map(
    ([from, to, length]): Mutation =>
      (bytes) =>
        concatBytes(
          bytes.subarray(0, at(bytes, to)),
          bytes.subarray(at(bytes, from), at(bytes, from) + length),
          bytes.subarray(at(bytes, to)),
        ),
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(
    ([where, inserted]): Mutation =>
      (bytes) =>
        concatBytes(bytes.subarray(0, at(bytes, where)), inserted, bytes.subarray(at(bytes, where))),
  ),
);

/** One of the inputs after one to four mutations. */
export const mutated = (corpus: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.constantFrom(...corpus), fc.array(mutation, { minLength: 1, maxLength: 4 }))
    .map(([bytes, mutations]) => mutations.reduce((current, mutate) => mutate(current), bytes));
