import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coveringName, isInternalName, nameProblem } from './host-match.ts';

it.each([
  ['www.example.com', ['www.example.com'], 'www.example.com'],
  ['WWW.Example.com.', ['www.example.com'], 'www.example.com'],
  ['www.example.com', ['*.example.com'], '*.example.com'],
  ['example.com', ['*.example.com'], null],
  ['a.b.example.com', ['*.example.com'], null],
  ['www.example.com', ['w*.example.com'], null],
  ['www.example.com', ['*.com'], null],
  ['api.eu.example.com', ['api.*.example.com'], null],
  ['xn--bcher-kva.example', ['xn--bcher-kva.example'], 'xn--bcher-kva.example'],
  ['xn--bcher-kva.example.com', ['*.example.com'], '*.example.com'],
  ['bücher.example', ['xn--bcher-kva.example'], null],
  ['www.example.com', [], null],
  ['.example.com', ['*.example.com'], null],
])('%s against %j: %s (RFC 9525 section 6.3)', (host, dns, expected) => {
  expect(coveringName(host, { dns, ip: [] })).toBe(expected);
});

it.each([
  ['192.0.2.7', { dns: [], ip: ['192.0.2.7'] }, '192.0.2.7'],
  ['192.0.2.7', { dns: ['192.0.2.7'], ip: [] }, null],
  ['192.0.2.7', { dns: ['*.0.2.7'], ip: [] }, null],
  ['2001:db8::1', { dns: [], ip: ['2001:db8::1'] }, '2001:db8::1'],
  ['example.com', { dns: [], ip: ['192.0.2.7'] }, null],
])('address %s is compared with addresses only', (host, names, expected) => {
  expect(coveringName(host, names)).toBe(expected);
});

it('a wildcard stands for exactly one label, whatever the label', () => {
  const label = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
  fc.assert(
    fc.property(label, label, (one, two) => {
      const names = { dns: ['*.example.com'], ip: [] };
      expect(coveringName(`${one}.example.com`, names)).toBe('*.example.com');
      expect(coveringName(`${one}.${two}.example.com`, names)).toBeNull();
    }),
    { seed: 9525 },
  );
});

it.each([
  ['*.example.com', null],
  ['a..example.com', 'has an empty label'],
  [`${'a'.repeat(64)}.example.com`, 'has a label over 63 characters'],
  ['*.com', 'has a wildcard over a whole top-level domain'],
  ['bücher.example', 'has characters outside letters, digits, hyphen and underscore'],
])('%s: %s', (name, problem) => {
  expect(nameProblem(name)).toBe(problem);
});

it.each([
  ['db1', true],
  ['db1.corp.internal', true],
  ['printer.local', true],
  ['172.20.1.1', true],
  ['172.32.1.1', false],
  ['fd00::1', true],
  ['www.example.com', false],
])('%s is internal: %s', (name, expected) => {
  expect(isInternalName(name)).toBe(expected);
});
