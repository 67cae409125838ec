import { CreateCertificateSchema } from '@certline/contracts';
import { expect, test } from 'vitest';
import { bodyOf, EMPTY_FORM, hasRequest } from './form-state.ts';

test('one host name is all that is needed', () => {
  expect(bodyOf({ ...EMPTY_FORM, names: 'test.imdst.com' })).toEqual({
    profile: 'server',
    authority: 'default',
    commonName: 'test.imdst.com',
    sans: ['test.imdst.com'],
    key: { algorithm: 'ecdsa-p256' },
  });
});

test('what is filled in is sent, what is empty is left to the API', () => {
  const body = bodyOf({
    ...EMPTY_FORM,
    names: 'a.example 10.0.0.7',
    subject: { ...EMPTY_FORM.subject, country: 'US ', organization: 'Imdst' },
    validityDays: '30',
    labels: 'env:prod, tier=web',
  });
  expect(body.subject).toEqual({ country: 'US', organization: 'Imdst' });
  expect(body.validityDays).toBe(30);
  expect(body.labels).toEqual({ env: 'prod', tier: 'web' });
  expect(CreateCertificateSchema.safeParse(body).success).toBe(true);
});

test('a first name that is no common name stands among the SANs alone', () => {
  const long = `${'a'.repeat(63)}.example.com`;
  expect(bodyOf({ ...EMPTY_FORM, names: long }).commonName).toBeUndefined();
  expect(bodyOf({ ...EMPTY_FORM, names: 'email:a@example.com' }).commonName).toBeUndefined();
});

test('a CSR can bring its names along', () => {
  const form = { ...EMPTY_FORM, keySource: 'csr', csr: '-----BEGIN' } as const;
  expect(hasRequest(form)).toBe(true);
  expect(bodyOf(form)).toEqual({ profile: 'server', authority: 'default', key: { csr: '-----BEGIN' } });
  expect(hasRequest(EMPTY_FORM)).toBe(false);
});
