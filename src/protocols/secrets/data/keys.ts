import { anyValue, jwt, pem, plainRandom, random } from '../judge/judges.ts';
import { basicCredentials, isStockWord } from '../judge/urls.ts';
import { vendor } from '../define.ts';

/** A body of base64 lines, in a file or escaped inside a string, with its optional end. */
const pemBody = '-----[^]{0,400}?[A-Za-z0-9+/=]{30}[^-]{0,20000}(?:-----END)?';
const pemRule = (label: string): RegExp => new RegExp(`-----BEGIN ${label}${pemBody}`);

/** Keys, certificates' keys, tokens by open standards. */
export const keyRules = [
  ...vendor(
    {
      text: 'Make a new key pair, install the new public key everywhere the old one is trusted, remove the old one; revoke certificates made with it.',
      url: 'https://letsencrypt.org/docs/revoking/',
    },
    [
      {
        id: 'private-key',
        title: 'private key (PKCS #8)',
        severity: 'blocker',
        keywords: ['-----begin private key'],
        pattern: pemRule('PRIVATE KEY'),
        judge: pem,
        example: '-----BEGIN PRIVATE KEY-----\nMIIEv{1586b64}\n-----END PRIVATE KEY-----',
        nonExample: '-----BEGIN PUBLIC KEY-----\nMIIBI{300b64}\n-----END PUBLIC KEY-----',
      },
      {
        id: 'rsa-private-key',
        title: 'RSA private key',
        severity: 'blocker',
        keywords: ['-----begin rsa private key'],
        pattern: pemRule('RSA PRIVATE KEY'),
        judge: pem,
        example: '-----BEGIN RSA PRIVATE KEY-----\nMIIEp{1590b64}\n-----END RSA PRIVATE KEY-----',
        nonExample: '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----',
      },
      {
        id: 'ec-private-key',
        title: 'EC private key',
        severity: 'blocker',
        keywords: ['-----begin ec private key'],
        pattern: pemRule('EC PRIVATE KEY'),
        judge: pem,
        example: '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEI{155b64}\n-----END EC PRIVATE KEY-----',
        nonExample: '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----',
      },
      {
        id: 'dsa-private-key',
        title: 'DSA private key',
        severity: 'blocker',
        keywords: ['-----begin dsa private key'],
        pattern: pemRule('DSA PRIVATE KEY'),
        judge: pem,
        example: '-----BEGIN DSA PRIVATE KEY-----\nMIIBu{590b64}\n-----END DSA PRIVATE KEY-----',
        nonExample: '-----BEGIN DSA PRIVATE KEY-----\n<key>\n-----END DSA PRIVATE KEY-----',
      },
      {
        id: 'encrypted-private-key',
        title: 'private key with a passphrase',
        severity: 'medium',
        keywords: ['-----begin encrypted private key'],
        pattern: pemRule('ENCRYPTED PRIVATE KEY'),
        judge: pem,
        example: '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFH{1700b64}\n-----END ENCRYPTED PRIVATE KEY-----',
        nonExample: '-----BEGIN ENCRYPTED PRIVATE KEY-----\n-----END ENCRYPTED PRIVATE KEY-----',
      },
      {
        id: 'openssh-private-key',
        title: 'OpenSSH private key',
        severity: 'blocker',
        keywords: ['-----begin openssh private key'],
        pattern: pemRule('OPENSSH PRIVATE KEY'),
        judge: pem,
        example:
          '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW{420b64}\n-----END OPENSSH PRIVATE KEY-----',
        nonExample:
          '-----BEGIN OPENSSH PRIVATE KEY-----\n[private key here]\n-----END OPENSSH PRIVATE KEY-----',
        rotate: {
          text: 'Make a new key (ssh-keygen -t ed25519), replace the line in every authorized_keys and deploy-key list.',
          url: 'https://docs.github.com/authentication/connecting-to-github-with-ssh',
        },
      },
      {
        id: 'pgp-private-key',
        title: 'PGP private key',
        severity: 'blocker',
        keywords: ['-----begin pgp private key block'],
        pattern: pemRule('PGP PRIVATE KEY BLOCK'),
        judge: pem,
        example:
          '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBG{1900b64}\n=ab1c\n-----END PGP PRIVATE KEY BLOCK-----',
        nonExample:
          '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENB{400b64}\n-----END PGP PUBLIC KEY BLOCK-----',
        rotate: {
          text: 'Publish the revocation certificate and make a new key.',
          url: 'https://www.gnupg.org/gph/en/manual/c235.html',
        },
      },
      {
        id: 'putty-private-key',
        title: 'PuTTY private key',
        severity: 'blocker',
        pattern:
          /PuTTY-User-Key-File-[23]: [^]{20,4000}?Private-Lines: \d{1,3}\s{1,40}(?<secret>[0-9A-Za-z+/=\s]{40,4000})/,
        keywords: ['putty-user-key-file-'],
        judge: anyValue,
        example:
          'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: kiln\nPublic-Lines: 2\n{64b64}\n{20b64}\nPrivate-Lines: 1\n{48b64}\nPrivate-MAC: {64hex}',
        nonExample: 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none',
      },
      {
        id: 'age-secret-key',
        title: 'age secret key',
        severity: 'blocker',
        pattern: /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}(?![0-9A-Z])/,
        example: 'AGE-SECRET-KEY-1{58AGE}',
        nonExample: 'age1{58b36}',
        rotate: {
          text: 'Make a new identity, encrypt everything to it again, drop the old recipient.',
          url: 'https://github.com/FiloSottile/age',
        },
      },
      {
        id: 'wireguard-key',
        title: 'WireGuard private key',
        severity: 'blocker',
        pattern: /PrivateKey ?= ?(?<secret>[0-9A-Za-z+/]{43}=)/,
        keywords: ['privatekey =', 'privatekey=', 'privatekey'],
        example: 'PrivateKey = {43b64}=',
        nonExample: 'PublicKey = {43b64}=',
        rotate: {
          text: 'Run wg genkey, replace the public key at every peer.',
          url: 'https://www.wireguard.com/quickstart/',
        },
      },
      {
        id: 'openvpn-static-key',
        title: 'OpenVPN static key',
        severity: 'blocker',
        // Line ends may be escaped: in JSON, and in what programs log.
        pattern:
          /-----BEGIN OpenVPN Static key V1-----(?:\s|\\[rn]){1,40}(?<secret>(?:[0-9a-f\s]|\\[rn]){512,1200})/,
        keywords: ['-----begin openvpn static key'],
        judge: anyValue,
        example: '-----BEGIN OpenVPN Static key V1-----\n{512hex}\n-----END OpenVPN Static key V1-----',
        nonExample: '-----BEGIN OpenVPN Static key V1-----\n\n-----END',
        rotate: {
          text: 'Run openvpn --genkey and replace it at both ends.',
          url: 'https://openvpn.net/community-resources/static-key-mini-howto/',
        },
      },
      {
        id: 'jwk-private',
        title: 'private JSON Web Key',
        severity: 'blocker',
        keywords: ['"kty'],
        // Quotes may be escaped: JSON inside of JSON, as programs log it.
        pattern:
          /"kty\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"(?:RSA|EC|OKP)\\{0,3}"[^{}]{0,4000}?"d\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"(?<secret>[\w-]{40,800})\\{0,3}"/,
        example: '{"kty":"EC","crv":"P-256","x":"{43url}","y":"{43url}","d":"{43url}"}',
        nonExample: '{"kty":"EC","crv":"P-256","x":"{43url}","y":"{43url}"}',
        rotate: {
          text: 'Publish a new key in the JWKS, sign with it, withdraw the old one when its tokens have expired.',
          url: 'https://www.rfc-editor.org/rfc/rfc7517',
        },
      },
      {
        id: 'vapid-private-key',
        title: 'web push private key',
        severity: 'high',
        names: ['vapid'],
        words: '(?:private)',
        value: '[\\w-]{43}',
        judge: random,
        example: 'VAPID_PRIVATE_KEY={43url}',
        nonExample: 'VAPID_PUBLIC_KEY={43url}',
        rotate: {
          text: 'Make a new pair; every subscription has to be made again.',
          url: 'https://www.rfc-editor.org/rfc/rfc8292',
        },
      },
    ],
  ),
  ...vendor(
    {
      text: 'End the session or revoke the token where it was issued; if it is signed with a shared secret that leaked too, change that secret.',
      url: 'https://www.rfc-editor.org/rfc/rfc8725',
    },
    [
      {
        id: 'jwt',
        title: 'JSON Web Token',
        severity: 'medium',
        pattern: /eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{20,1400}(?![\w-])/,
        judge: jwt,
        example:
          '{jwt:{"alg":"HS256","typ":"JWT"}§}.{jwt:{"iss":"https://auth.kiln.io","sub":"u_<12b36>","iat":1760000000}§}.{43url}',
        nonExample: '{jwt:{"alg":"none"}§}.{jwt:{"sub":"u_<12b36>","iat":1760000000}§}.{43url}',
      },
      {
        id: 'basic-auth-header',
        title: 'HTTP Basic credentials',
        severity: 'high',
        keywords: ['basic '],
        pattern:
          /(?:(?<=Authorization["'`\\]{0,3}[ \t]{0,4}(?:[:=,]?|,\s{0,40}["'\\]{0,2}value["'\\]{0,2}[ \t]{0,4}:)[ \t]{0,4}["'`\\]{0,3}))Basic (?<secret>[0-9A-Za-z+/]{12,400}={0,2})(?![0-9A-Za-z+/=])/i,
        judge: basicCredentials,
        example: 'Authorization: Basic {base64:deploy:<20b62>§}',
        nonExample: 'Authorization: Basic {base64:user:password§}',
        rotate: { text: 'Change the password.', url: 'https://www.rfc-editor.org/rfc/rfc7617' },
      },
      {
        id: 'bearer-header',
        title: 'bearer token',
        severity: 'medium',
        keywords: ['bearer '],
        pattern:
          /(?:(?<=Authorization["'`\\]{0,3}[ \t]{0,4}(?:[:=,]?|,\s{0,40}["'\\]{0,2}value["'\\]{0,2}[ \t]{0,4}:)[ \t]{0,4}["'`\\]{0,3}))Bearer (?<secret>[0-9A-Za-z._~+/=-]{20,800})(?![0-9A-Za-z._~+/=-])/i,
        example: 'Authorization: Bearer {40b62}',
        nonExample: 'Authorization: Bearer ${TOKEN}',
      },
      {
        id: 'curl-user',
        title: 'user and password on a curl line',
        severity: 'high',
        keywords: ['curl '],
        pattern:
          /curl [^\n]{0,400}?(?:-u|--user)[ =]{1,2}["']?[^\s:"'$<]{1,80}:(?<secret>[^\s"'$<>{}]{8,200})/,
        example: 'curl -u deploy:{20b62} https://api.kiln.io/v1',
        nonExample: 'curl -u user:$PASSWORD https://api.kiln.io/v1',
        rotate: {
          text: 'Change the password; keep it in a .netrc or a variable.',
          url: 'https://everything.curl.dev/usingcurl/netrc.html',
        },
      },
      {
        id: 'netrc-password',
        title: 'password in .netrc',
        severity: 'high',
        keywords: ['machine '],
        pattern:
          /machine [^\s]{1,200}\s{1,20}login [^\s]{1,200}\s{1,20}password (?<secret>[^\s${}<>]{6,200})/,
        judge: anyValue,
        example: 'machine api.kiln.io login deploy password {20b62}',
        nonExample: 'machine api.kiln.io login deploy password changeme',
        rotate: { text: 'Change the password.', url: 'https://everything.curl.dev/usingcurl/netrc.html' },
      },
      {
        id: 'pgpass-password',
        title: 'password in .pgpass',
        severity: 'blocker',
        keywords: [':5432:'],
        pattern:
          /(?<=(?:^|\n)[ \t]{0,40}[\w.*-]{1,200}):5432:[^:\n]{1,60}:[^:\n]{1,60}:(?<secret>[^:\s]{6,200})/,
        judge: anyValue,
        example: '\ndb.kiln.io:5432:shop:kiln:{20b62}',
        nonExample: '\ndb.kiln.io:5432:shop:kiln:changeme',
        rotate: {
          text: 'Run ALTER ROLE ... PASSWORD.',
          url: 'https://www.postgresql.org/docs/current/libpq-pgpass.html',
        },
      },
      {
        id: 'htpasswd-hash',
        title: 'password hash of .htpasswd',
        severity: 'medium',
        keywords: ['$apr1$', '$2y$'],
        pattern:
          /\$(?:apr1\$[./0-9A-Za-z]{8}\$[./0-9A-Za-z]{22}|2y\$\d\d\$[./0-9A-Za-z]{53})(?![./0-9A-Za-z])/,
        judge: (found) =>
          /(?:^|\n)[ \t]{0,40}[\w.@-]{1,60}:$/.test(
            found.text.slice(Math.max(0, found.start - 104), found.start),
          )
            ? {}
            : null,
        example: '\nkiln:$2y$10${53b62}',
        nonExample: 'const hash = "$2y$10${53b62}"',
        rotate: {
          text: 'Change the password: hashes are guessed offline.',
          url: 'https://httpd.apache.org/docs/current/programs/htpasswd.html',
        },
      },
      {
        id: 'haproxy-password',
        title: 'password in a HAProxy configuration',
        severity: 'high',
        strength: 'named',
        keywords: ['stats auth ', 'insecure-password '],
        pattern: /(?:stats auth [^\s:]{1,60}:|insecure-password )(?<secret>[^\s"'$<>{}]{8,200})/,
        judge: (candidate) => (isStockWord(candidate.value) ? null : plainRandom(candidate)),
        example: 'stats auth admin:{16b62}9',
        nonExample: 'stats auth admin:password',
        rotate: {
          text: 'Change the password; keep its hash with `password` instead of `insecure-password`.',
          url: 'https://docs.haproxy.org/dev/configuration.html#3.4-user',
        },
      },
      {
        id: 'docker-config-auth',
        title: 'registry login in a Docker config',
        severity: 'high',
        keywords: ['"auth"', '"auth\\'],
        // Quotes may be escaped: JSON inside of JSON, as programs log it.
        pattern: /"auth\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"(?<secret>[0-9A-Za-z+/]{12,800}={0,2})\\{0,3}"/,
        judge: basicCredentials,
        example: '{"auths":{"registry.kiln.io":{"auth":"{base64:deploy:<24b62>§}"}}}',
        nonExample: '{"auths":{"registry.kiln.io":{"auth":"{base64:user:password§}"}}}',
        rotate: {
          text: 'Change the registry password or revoke the token; use a credential helper.',
          url: 'https://docs.docker.com/reference/cli/docker/login/#credential-stores',
        },
      },
      {
        id: 'laravel-app-key',
        title: 'Laravel application key',
        severity: 'blocker',
        pattern: /APP_KEY[ ]?=[ ]?["']?base64:(?<secret>[0-9A-Za-z+/]{43}=)/,
        keywords: ['app_key'],
        judge: random,
        example: 'APP_KEY=base64:{43b64}=',
        nonExample: 'APP_KEY=base64:',
        rotate: {
          text: 'Run php artisan key:generate; keep the old key in APP_PREVIOUS_KEYS until data is encrypted again.',
          url: 'https://laravel.com/docs/encryption#gracefully-rotating-encryption-keys',
        },
      },
      {
        id: 'django-secret-key',
        title: 'Django secret key',
        severity: 'blocker',
        keywords: ['secret_key'],
        pattern: /SECRET_KEY[ ]?=[ ]?["'](?<secret>(?=[^"'\n]{0,60}[!@#$%^&*()=+-])[^"'\s]{40,80})["']/,
        judge: ({ value }) =>
          value.startsWith('django-insecure-')
            ? { kind: 'test', severity: 'low', detail: 'marked as insecure, for development' }
            : random({ text: '', start: 0, match: value, value, valueStart: 0, now: 0 }),
        example: 'SECRET_KEY = "{20b62}&!{20b62}(+{6b62}"',
        nonExample: 'SECRET_KEY = "{20b62}"',
        rotate: {
          text: 'Set a new key and keep the old one in SECRET_KEY_FALLBACKS for a while.',
          url: 'https://docs.djangoproject.com/en/stable/ref/settings/#secret-key-fallbacks',
        },
      },
      {
        id: 'rails-master-key',
        title: 'Rails master key',
        severity: 'blocker',
        strength: 'named',
        keywords: ['rails_master_key'],
        pattern: /RAILS_MASTER_KEY["']?[ ]{0,3}[:=][ ]{0,3}["']?(?<secret>[0-9a-f]{32})(?![0-9a-f])/,
        judge: random,
        example: 'RAILS_MASTER_KEY={32hex}',
        nonExample: 'RAILS_MASTER_KEY=${MASTER_KEY}',
        rotate: {
          text: 'Make a new key, encrypt the credentials with it, and change every secret they hold.',
          url: 'https://guides.rubyonrails.org/security.html#custom-credentials',
        },
      },
      {
        id: 'rails-secret-key-base',
        title: 'Rails secret key base',
        severity: 'blocker',
        keywords: ['secret_key_base'],
        pattern: /secret_key_base["']?[ ]{0,3}[:=][ ]{0,3}["']?(?<secret>[0-9a-f]{64,128})(?![0-9a-f])/i,
        judge: random,
        example: 'secret_key_base: {128hex}',
        nonExample: 'secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>',
        rotate: {
          text: 'Run bin/rails secret; cookies signed with the old one end.',
          url: 'https://guides.rubyonrails.org/security.html#environmental-security',
        },
      },
      {
        id: 'wordpress-salt',
        title: 'WordPress key or salt',
        severity: 'high',
        keywords: ["'auth_", "'secure_auth_", "'logged_in_", "'nonce_"],
        pattern: /'(?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)',\s{1,12}'(?<secret>[^'\n]{60,70})'/,
        judge: anyValue,
        example: "define('AUTH_KEY',         '{40b62}|{20b62}~[q');",
        nonExample: "define('AUTH_KEY',         'put your unique phrase here');",
        rotate: {
          text: 'Take new ones from the salt generator; everybody is logged out.',
          url: 'https://api.wordpress.org/secret-key/1.1/salt/',
        },
      },
    ],
  ),
];
