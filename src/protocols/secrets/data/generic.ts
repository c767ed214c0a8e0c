import { assignment, valueEnd } from '../define.ts';
import { genericPassword, genericSecret } from '../judge/generic.ts';
import type { SecretRule } from '../rule.ts';

const names =
  '(?:api[_.-]?key|apikey|access[_.-]?key|secret|token|credential|private[_.-]?key|encryption[_.-]?key|signing[_.-]?key|master[_.-]?key|service[_.-]?key|auth[_.-]?key)';
const passwords = '(?:passw(?:or)?d|passphrase|passwd|pwd|dbpass|db_pass|_pass\\b)';

/** A name in one field and its value in the next: Kubernetes and ECS variables, Postman, Terraform outputs, property lists. */
const nextField =
  '["\'\\\\]{0,2}(?:\\s{0,40}[,:]?\\s{0,40}(?:\\{\\s{0,40})?["\'\\\\]{0,2}value["\'\\\\]{0,2}[ \\t]{0,4}[:=][ \\t]{0,4}|</key>\\s{0,20}<string>)["\'\\\\]{0,2}';
/** The default of a shell parameter: `${API_TOKEN:-…}`. */
const shellDefault = ':[-=]["\']?';
const given = `(?:${shellDefault}|${assignment}|${nextField})`;

/** No vendor is named: last resort, and the first to be wrong. */
export const genericRules: readonly SecretRule[] = [
  {
    id: 'generic-secret',
    title: 'random value under a secret’s name',
    kind: 'secret',
    severity: 'medium',
    strength: 'guess',
    keywords: [
      'api_key',
      'api-key',
      'api.key',
      'apikey',
      'access_key',
      'access-key',
      'accesskey',
      'access.key',
      'secret',
      'token',
      'credential',
      'private_key',
      'private-key',
      'privatekey',
      'encryption_key',
      'encryption-key',
      'encryptionkey',
      'signing_key',
      'signing-key',
      'signingkey',
      'master_key',
      'masterkey',
      'master-key',
      'service_key',
      'servicekey',
      'service-key',
      'auth_key',
      'authkey',
      'auth-key',
    ],
    pattern: new RegExp(`${names}[\\w.-]{0,30}${given}(?<secret>[0-9A-Za-z+/=_.~-]{16,200})${valueEnd}`, 'i'),
    judge: genericSecret,
    rotate: {
      text: 'Find out what it opens, make a new value there, deploy it, withdraw the old one.',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    },
    example: 'PARTNER_API_KEY={32b62}',
    nonExample: 'PARTNER_API_KEY=your-api-key-goes-here',
  },
  {
    id: 'generic-password',
    title: 'password in clear',
    kind: 'secret',
    severity: 'medium',
    strength: 'guess',
    keywords: ['password', 'passwd', 'passphrase', 'pwd', 'dbpass', 'db_pass', '_pass'],
    pattern: new RegExp(
      `${passwords}[\\w.-]{0,20}${given}(?<secret>[^\\s"'\`\\\\<>,;(){}]{8,100})${valueEnd}`,
      'i',
    ),
    judge: genericPassword,
    rotate: {
      text: 'Change the password where it is used, deploy the new one from a secret store.',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    },
    example: 'DB_PASSWORD=q7{12b62}!',
    nonExample: 'DB_PASSWORD=changeme123',
  },
];
