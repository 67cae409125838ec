import { expect, test } from 'vitest';
import { splitNames } from './split-names.ts';

test.each([
  ['', []],
  ['test.imdst.com', ['test.imdst.com']],
  [' a.example, b.example;c.example\n\td.example  ', ['a.example', 'b.example', 'c.example', 'd.example']],
  ['a.example a.example', ['a.example']],
  ['https://shop.example.com:8443/cart?x=1', ['shop.example.com']],
  ['http://[2001:db8::1]/ 10.0.0.7', ['2001:db8::1', '10.0.0.7']],
  ['*.example.com uri:https://a.example/x', ['*.example.com', 'uri:https://a.example/x']],
])('%j holds %j', (text, names) => {
  expect(splitNames(text)).toEqual(names);
});

test('five hundred lines are five hundred names', () => {
  const lines = Array.from({ length: 500 }, (_, index) => `host${String(index)}.example.com`);
  expect(splitNames(lines.join('\r\n'))).toHaveLength(500);
});
