import { describe, expect, test } from 'vitest';
import { checkSubject, parseSubjectAltName, readLeafNames, subjectAltNameText } from './index.ts';

const outcome = (text: string): string => {
  const result = parseSubjectAltName(text);
  return result.ok ? `${result.value.type} ${result.value.value}` : result.code;
};

describe('names in canonical form', () => {
  test.each([
    ['test.imdst.com', 'dns test.imdst.com'],
    ['Test.IMDST.com', 'dns test.imdst.com'],
    ['localhost', 'dns localhost'],
    ['db.internal', 'dns db.internal'],
    ['1a.2b', 'dns 1a.2b'],
    ['a--b.example', 'dns a--b.example'],
    [`${'a'.repeat(63)}.example`, `dns ${'a'.repeat(63)}.example`],
    ['*.example.com', 'dns *.example.com'],
    ['*.github.io', 'dns *.github.io'],
    ['*.a.co.uk', 'dns *.a.co.uk'],
    ['bücher.example', 'dns xn--bcher-kva.example'],
    ['BÜCHER.example', 'dns xn--bcher-kva.example'],
    ['*.bücher.example', 'dns *.xn--bcher-kva.example'],
    ['faß.example', 'dns xn--fa-hia.example'],
    ['例え。テスト', 'dns xn--r8jz45g.xn--zckzah'],
    ['xn--bcher-kva.example', 'dns xn--bcher-kva.example'],
    ['10.0.0.7', 'ip 10.0.0.7'],
    ['::1', 'ip ::1'],
    ['2001:DB8:0:0:1:0:0:1', 'ip 2001:db8::1:0:0:1'],
    ['2001:0db8::0001', 'ip 2001:db8::1'],
    ['1:0:2:3:4:5:6:7', 'ip 1:0:2:3:4:5:6:7'],
    ['::', 'ip ::'],
    ['fe80::', 'ip fe80::'],
    ['::ffff:192.0.2.1', 'ip ::ffff:c000:201'],
    ['email:Ops+tls@Example.com', 'email Ops+tls@example.com'],
    ['uri:spiffe://example.com/web', 'uri spiffe://example.com/web'],
    [
      'uri:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
      'uri urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    ],
  ])('%s', (text, expected) => {
    expect(outcome(text)).toBe(expected);
    const result = parseSubjectAltName(text);
    expect(result.ok && outcome(subjectAltNameText(result.value))).toBe(expected);
  });

  test('253 characters are the most', () => {
    const name = `${'a.'.repeat(124)}abcde`;
    expect(name).toHaveLength(253);
    expect(outcome(name)).toBe(`dns ${name}`);
    expect(outcome(`b${name}`)).toBe('name_too_long');
    expect(outcome(`*.${name}`)).toBe('name_too_long');
  });
});

describe('refused', () => {
  test.each([
    ['', 'name_empty'],
    ['*.', 'name_trailing_dot'],
    ['*', 'name_wildcard_position'],
    ['example.com.', 'name_trailing_dot'],
    ['.example.com', 'name_label_invalid'],
    ['a..b', 'name_label_invalid'],
    ['-a.example', 'name_label_invalid'],
    ['a-.example', 'name_label_invalid'],
    ['a_b.example', 'name_underscore'],
    ['a b.example', 'name_characters'],
    [' a.example', 'name_characters'],
    ['a.example\n', 'name_characters'],
    ['a\u0000.example', 'name_characters'],
    ['a.example/path', 'name_characters'],
    ['user@bücher.example', 'name_characters'],
    ['bücher.example/x', 'name_characters'],
    ['bücher.example#x', 'name_characters'],
    ['bücher\u200b_.example', 'name_underscore'],
    ['%62ücher.example', 'name_characters'],
    ['a.example:443', 'name_address_invalid'],
    ['http://a.example', 'name_address_invalid'],
    ['a$.example', 'name_characters'],
    [`${'a'.repeat(64)}.example`, 'name_too_long'],
    ['xn--a.example', 'name_idn_invalid'],
    ['\u202eelpmaxe.com', 'name_idn_invalid'],
    ['１.２.３.４', 'name_idn_invalid'],
    ['*.com', 'name_wildcard_public_suffix'],
    ['*.CO.UK', 'name_wildcard_public_suffix'],
    ['*.公司.cn', 'name_wildcard_public_suffix'],
    ['*.*.example.com', 'name_wildcard_position'],
    ['a.*.example.com', 'name_wildcard_position'],
    ['a*.example.com', 'name_wildcard_position'],
    ['*a.example.com', 'name_wildcard_position'],
    ['**.example.com', 'name_wildcard_position'],
    ['*.10.0.0.7', 'name_address_invalid'],
    ['256.0.0.1', 'name_address_invalid'],
    ['1.2.3', 'name_address_invalid'],
    ['01.2.3.4', 'name_address_invalid'],
    ['1.2.3.4.5', 'name_address_invalid'],
    ['10.0.0.0/8', 'name_characters'],
    ['0x7f.1', 'name_address_invalid'],
    ['a.0x1', 'name_address_invalid'],
    ['[::1]', 'name_address_invalid'],
    ['fe80::1%eth0', 'name_address_invalid'],
    ['1::2::3', 'name_address_invalid'],
    [':::', 'name_address_invalid'],
    ['1:2:3:4:5:6:7', 'name_address_invalid'],
    ['1:2:3:4:5:6:7:8:9', 'name_address_invalid'],
    ['1.2.3.4::', 'name_address_invalid'],
    ['::1.2.3.256', 'name_address_invalid'],
    ['::12345', 'name_address_invalid'],
    ['email:', 'name_email_invalid'],
    ['email:a', 'name_email_invalid'],
    ['email:@example.com', 'name_email_invalid'],
    ['email:a b@example.com', 'name_email_invalid'],
    ['email:a..b@example.com', 'name_email_invalid'],
    ['email:a@*.example.com', 'name_email_invalid'],
    ['email:a@b@example.com', 'name_email_invalid'],
    ['uri:', 'name_uri_invalid'],
    ['uri:/path', 'name_uri_invalid'],
    ['uri:https://exa mple.com', 'name_uri_invalid'],
    ['uri:https://', 'name_uri_invalid'],
    ['uri:https://bücher.example', 'name_uri_invalid'],
    ['uri:javascript:"x"', 'name_uri_invalid'],
  ])('%j', (text, code) => expect(outcome(text)).toBe(code));
});

describe('subjects', () => {
  test.each([
    [{}, []],
    [
      {
        country: 'US',
        state: 'GuangDong',
        locality: '广州',
        organization: 'O',
        organizationalUnit: 'OU',
        commonName: 'a.b',
      },
      [],
    ],
    [{ country: 'us' }, ['country subject_country_invalid']],
    [{ country: 'USA' }, ['country subject_country_invalid']],
    [{ country: 'U1' }, ['country subject_country_invalid']],
    [{ country: '' }, ['country name_empty']],
    [{ organization: '  ' }, ['organization name_empty']],
    [{ organization: '𝒪'.repeat(64) }, []],
    [{ organization: 'o'.repeat(65) }, ['organization name_too_long']],
    [{ organizationalUnit: 'o'.repeat(65) }, ['organizationalUnit name_too_long']],
    [{ locality: 'o'.repeat(128) }, []],
    [{ locality: 'o'.repeat(129) }, ['locality name_too_long']],
    [{ state: 'o'.repeat(129) }, ['state name_too_long']],
    [{ commonName: 'o'.repeat(65) }, ['commonName name_too_long']],
    [{ organization: 'a\u0000b' }, ['organization name_characters']],
    [{ organization: 'a\nb' }, ['organization name_characters']],
    [{ organization: 'a\u202eb' }, ['organization name_characters']],
    [{ organization: 'a\ud800' }, ['organization name_characters']],
    [
      { country: 'x', state: '', commonName: '\u007f' },
      ['country subject_country_invalid', 'state name_empty', 'commonName name_characters'],
    ],
  ])('%j', (subject, expected) => {
    expect(checkSubject(subject).map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });
});

describe('the names of a leaf together', () => {
  const faults = (...args: Parameters<typeof readLeafNames>): string[] => {
    const result = readLeafNames(...args);
    return result.ok ? [] : result.faults.map(({ path, code }) => `${path} ${code}`);
  };

  test('canonical, each once, the common name as among the SANs', () => {
    expect(
      readLeafNames({ organization: 'O', commonName: 'Bücher.example' }, [
        'bücher.example',
        'XN--bcher-kva.example',
        '10.0.0.7',
      ]),
    ).toEqual({
      ok: true,
      subject: { organization: 'O', commonName: 'xn--bcher-kva.example' },
      sans: [
        { type: 'dns', value: 'xn--bcher-kva.example' },
        { type: 'ip', value: '10.0.0.7' },
      ],
    });
    expect(readLeafNames({}, ['a.example'])).toMatchObject({ ok: true });
    expect(readLeafNames({ commonName: '::1' }, ['0:0::1'])).toMatchObject({ ok: true });
  });

  test('a common name that is no host, or not among the SANs', () => {
    expect(faults({ commonName: 'My Server' }, ['a.example'])).toEqual(['commonName common_name_not_a_host']);
    expect(faults({ commonName: 'email:a@b.example' }, ['email:a@b.example'])).toEqual([
      'commonName common_name_not_a_host',
    ]);
    expect(faults({ commonName: 'b.example' }, ['a.example'])).toEqual([
      'commonName common_name_not_in_sans',
    ]);
  });

  test('every fault at once', () => {
    expect(faults({ country: 'x', commonName: 'a.example' }, ['a.example', '*.com', 'b_c'])).toEqual([
      'country subject_country_invalid',
      'sans.1 name_wildcard_public_suffix',
      'sans.2 name_underscore',
    ]);
    expect(faults({}, [])).toEqual(['sans sans_empty']);
  });
});
