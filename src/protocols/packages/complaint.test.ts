import { expect, test } from 'vitest';
import { complaintOf } from './complaint.ts';

// As npm 11, pnpm 10, Yarn 1 and Yarn 4 wrote it, with shorter paths.
test.each([
  [
    'npm',
    '{"message":"request to http://127.0.0.1:9/-/npm/v1/security/advisories/bulk failed, reason: connect ECONNREFUSED 127.0.0.1:9","error":{"summary":"","detail":""}}',
    'npm warn audit request failed\nnpm error audit endpoint returned an error\n',
    'request to http://127.0.0.1:9/-/npm/v1/security/advisories/bulk failed, reason: connect ECONNREFUSED 127.0.0.1:9',
  ],
  [
    'pnpm',
    '{"error":{"code":"ERR_PNPM_AUDIT_BAD_RESPONSE","message":"The audit endpoint returned invalid JSON"}}',
    '',
    'The audit endpoint returned invalid JSON',
  ],
  [
    'classic Yarn',
    '{"type":"info","data":"Visit https://yarnpkg.example/audit for documentation about this command."}\n',
    String.raw`{"type":"error","data":"Error: certificate is not yet valid\n    at TLSSocket.onConnectSecure (node:internal)"}`,
    'Error: certificate is not yet valid',
  ],
  [
    'modern Yarn',
    '➤ YN0000: · Yarn 4\n➤ YN0001: RequestError: Unexpected token in "http://127.0.0.1:1/bulk"\n    at JSON.parse (<anonymous>)\n',
    '',
    '➤ YN0001: RequestError: Unexpected token in "http://127.0.0.1:1/bulk"',
  ],
  ['a tool that is brief', '', '\n  offline \n', 'offline'],
])('%s: its own reason', (_tool, stdout, stderr, reason) => {
  expect(complaintOf(stdout, stderr)).toBe(reason);
});

test('nothing said is no reason; what is said without end is read so far', () => {
  expect(complaintOf('', ' \n')).toBeNull();
  expect(complaintOf('{"message":"  "}', '')).toBe('{"message":"  "}');
  expect(complaintOf('x'.repeat(1e6), '')).toHaveLength(65_536);
  expect(complaintOf('{"message":1}', 'npm error fatal')).toBe('npm error fatal');
});
