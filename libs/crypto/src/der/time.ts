import { CryptoError } from '../errors.ts';
import type { DerReader } from './reader.ts';
import { TAG } from './tags.ts';
import { asciiString } from './writer.ts';

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

const outOfRange = (): CryptoError =>
  new CryptoError(
    'validity_invalid',
    'A date is outside the years 1950 to 9999 that a certificate can state. Choose another date.',
  );

/**
 * RFC 5280 4.1.2.5: dates through 2049 are UTCTime, from 2050 on GeneralizedTime, both in UTC with seconds and
 * without fractions. Milliseconds are cut off.
 */
export function encodeTime(date: Date): Uint8Array {
  const year = date.getUTCFullYear();
  if (!(year >= 1950 && year <= 9999)) throw outOfRange();
  const rest = `${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}Z`;
  return year < 2050
    ? asciiString(TAG.utcTime, two(year % 100) + rest)
    : asciiString(TAG.generalizedTime, year.toString() + rest);
}

/** Milliseconds since the epoch of the next UTCTime or GeneralizedTime, which must be in RFC 5280's one form. */
export function readTime(reader: DerReader): number {
  const isUtcTime = reader.peekTag() === TAG.utcTime;
  const content = reader.read(isUtcTime ? TAG.utcTime : TAG.generalizedTime);
  const yearDigits = isUtcTime ? 2 : 4;
  if (content.length !== yearDigits + 11 || content[content.length - 1] !== 0x5a) throw malformedTime();
  const number = (start: number, digits: number): number => {
    let value = 0;
    for (let i = start; i < start + digits; i++) {
      const digit = (content[i] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) throw malformedTime();
      value = value * 10 + digit;
    }
    return value;
  };
  const shortYear = number(0, yearDigits);
  // RFC 5280 4.1.2.5.1: two digits from 50 on mean 19YY, below 20YY.
  const year = isUtcTime ? shortYear + (shortYear >= 50 ? 1900 : 2000) : shortYear;
  const month = number(yearDigits, 2);
  const day = number(yearDigits + 2, 2);
  const [hour, minute, second] = [
    number(yearDigits + 4, 2),
    number(yearDigits + 6, 2),
    number(yearDigits + 8, 2),
  ];
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC carries 31 February over into March and reads years below 100 as 19YY: neither is a date that was written.
  if (
    hour > 23 ||
    minute > 59 ||
    second > 59 ||
    month < 1 ||
    month > 12 ||
    new Date(time).getUTCDate() !== day ||
    year < 100
  ) {
    throw malformedTime();
  }
  return time;
}

const malformedTime = (): CryptoError =>
  new CryptoError(
    'der_malformed',
    'A date is not written as RFC 5280 demands (UTC, with seconds, ending in Z). Have the file made again.',
  );
