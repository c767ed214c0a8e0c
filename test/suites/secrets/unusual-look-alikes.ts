import { fillTemplate, type Pick } from '../../../src/protocols/secrets/example.ts';
import type { Unusual } from './unusual-places.ts';

/** What stands where secrets stand and is none: references, hashes, ciphertext, public halves, generated code, words. */
const templates: readonly (readonly [string, string])[] = [
  [
    'deploy/refs.yaml',
    'env:\n  - name: SESSION_SECRET\n    valueFrom:\n      secretKeyRef:\n        name: shop-secrets-{8hex}\n        key: session-secret\n',
  ],
  [
    'deploy/names.yaml',
    'env:\n  - name: SECRET_NAME\n    value: projects/kiln/secrets/stripe-key-2/versions/3\n',
  ],
  [
    'deploy/flag.yaml',
    'env:\n  - name: TOKEN_TTL_SECONDS\n    value: "86400"\n  - name: PASSWORD_MIN\n    value: "12"\n',
  ],
  ['k8s/sealed.yaml', 'kind: SealedSecret\nspec:\n  encryptedData:\n    STRIPE_KEY: AgB{200b64}==\n'],
  [
    'k8s/external.yaml',
    'kind: ExternalSecret\nspec:\n  data:\n  - secretKey: stripe\n    remoteRef:\n      key: kiln/stripe-2024\n',
  ],
  [
    'k8s/crd.yaml',
    'caBundle: {base64:-----BEGIN CERTIFICATE-----\nMIID<60b64>\n<64b64>\n-----END CERTIFICATE-----\n§}\n',
  ],
  ['k8s/config.yaml', 'kind: ConfigMap\ndata:\n  greeting: {base64:good morning to all of you§}\n'],
  ['secrets.enc.yaml', 'stripe_key: ENC[AES256_GCM,data:{32b64}=,iv:{43b64}=,tag:{22b64}==,type:str]\n'],
  ['vault.yml', '$ANSIBLE_VAULT;1.1;AES256\n{80hex}\n{80hex}\n{80hex}\n'],
  ['config/credentials.yml.enc', '{200b64}--{16b64}--{22b64}==\n'],
  ['age.txt', '-----BEGIN AGE ENCRYPTED FILE-----\n{64b64}\n{64b64}\n-----END AGE ENCRYPTED FILE-----\n'],
  ['message.asc', '-----BEGIN PGP MESSAGE-----\n\n{64b64}\n{64b64}\n-----END PGP MESSAGE-----\n'],
  ['release.asc', '-----BEGIN PGP SIGNATURE-----\n\n{64b64}\n{64b64}\n-----END PGP SIGNATURE-----\n'],
  [
    'key.asc',
    '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{64b64}\n{64b64}\n-----END PGP PUBLIC KEY BLOCK-----\n',
  ],
  ['public.pem', '-----BEGIN PUBLIC KEY-----\nMIIB{60b64}\n{64b64}\n-----END PUBLIC KEY-----\n'],
  [
    'request.csr',
    '-----BEGIN CERTIFICATE REQUEST-----\nMIIC{60b64}\n{64b64}\n-----END CERTIFICATE REQUEST-----\n',
  ],
  ['dh.pem', '-----BEGIN DH PARAMETERS-----\nMIIB{60b64}\n{64b64}\n-----END DH PARAMETERS-----\n'],
  [
    'known_hosts',
    'github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{43b64}\n|1|{27b64}=|{27b64}= ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB{300b64}\n',
  ],
  ['authorized_keys', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB{300b64} deploy-token@kiln\n'],
  ['jwks.json', '{"keys":[{"kty":"RSA","kid":"{40hex}","use":"sig","n":"{342url}","e":"AQAB"}]}\n'],
  ['.npmrc', 'registry=https://npm.kiln.io/\n//npm.kiln.io/:_authToken=${NPM_TOKEN}\nalways-auth=true\n'],
  [
    '.yarnrc.yml',
    'npmAuthToken: "${NPM_AUTH_TOKEN-}"\nchecksumBehavior: update\nyarnPath: .yarn/releases/yarn-4.5.0.cjs\n',
  ],
  ['pip.conf', '[global]\nindex-url = https://${PIP_USER}:${PIP_PASSWORD}@pypi.kiln.io/simple\n'],
  ['nuget.config', '<add key="ClearTextPassword" value="%NUGET_TOKEN%" />\n'],
  ['settings.xml', '<server><id>kiln</id><password>${env.MAVEN_PASSWORD}</password></server>\n'],
  [
    'terraform/main.tf',
    'resource "random_password" "db" {\n  length = 32\n}\nvariable "api_token" {\n  type = string\n  sensitive = true\n}\npassword = var.db_password_2\n',
  ],
  [
    'terraform.tfstate',
    '{"serial":12,"lineage":"{uuid}","outputs":{"secret_arn":{"value":"arn:aws:secretsmanager:eu-west-1:{12d}:secret:shop-{6b62}","type":"string"}}}\n',
  ],
  ['lock/.terraform.lock.hcl', 'hashes = [\n  "h1:{43b64}=",\n  "zh:{64hex}",\n]\n'],
  [
    'state/hash.tfstate',
    '{"attributes":{"source_code_hash":"{43b64}=","etag":"{32hex}","password_length":32}}\n',
  ],
  [
    'analysis.ipynb',
    '{"cells":[{"id":"{8hex}","outputs":[{"data":{"image/png":"iVBORw0KGgoAAAANSUhEUgAA{400b64}=="}}]}],"metadata":{"vscode":{"interpreter":{"hash":"{64hex}"}}}}\n',
  ],
  ['tokens.ipynb', '{"cells":[{"source":["tokens = tokenizer.encode(text)\\n","print(tokens[:10])"]}]}\n'],
  [
    'collection.postman.json',
    '{"info":{"_postman_id":"{uuid}"},"auth":{"bearer":[{"key":"token","value":"{{api_token}}","type":"string"}]}}\n',
  ],
  [
    'page.har',
    '{"headers":[{"name":"Authorization","value":"Bearer [redacted]"},{"name":"etag","value":"W/\\"{32hex}\\""}]}\n',
  ],
  [
    'schema.sql',
    "CREATE TABLE users (id uuid PRIMARY KEY, password_hash text NOT NULL, api_token_id uuid);\nCOMMENT ON COLUMN users.password_hash IS 'argon2id';\n",
  ],
  [
    'seed.sql',
    "INSERT INTO users VALUES ('{uuid}', 'ann@kiln.io', '$argon2id$v=19$m=65536,t=3,p=4${22b64}${43b64}');\n",
  ],
  [
    'Config.java',
    'private static final String API_KEY = System.getenv("PAYMENT_API_KEY");\nprivate static final long serialVersionUID = {18d}L;\n',
  ],
  [
    'Token.java',
    'public enum TokenType { ACCESS_TOKEN, REFRESH_TOKEN }\nfinal String tokenHeader = "X-Auth-Token-Version2";\n',
  ],
  [
    'appsettings.json',
    '{"ConnectionStrings":{"Default":"Server=localhost;Database=shop;Trusted_Connection=True"},"Jwt":{"Issuer":"https://kiln.io","TokenLifetime":"01:00:00"}}\n',
  ],
  [
    'web.config',
    '<machineKey validationKey="AutoGenerate,IsolateApps" decryptionKey="AutoGenerate,IsolateApps" />\n<assemblyIdentity name="X" publicKeyToken="{16hex}" />\n',
  ],
  [
    'csproj.csproj',
    '<UserSecretsId>{uuid}</UserSecretsId>\n<AssemblyOriginatorKeyFile>key.snk</AssemblyOriginatorKeyFile>\n',
  ],
  [
    'dsn.go',
    'dsn := fmt.Sprintf("%s:%s@tcp(%s:3306)/shop", os.Getenv("DB_USER"), os.Getenv("DB_PASSWORD"), host)\n',
  ],
  ['local.go', 'db, err := sql.Open("mysql", "root:password@tcp(127.0.0.1:3306)/shop_test")\n'],
  [
    'dsn.py',
    'conn = psycopg.connect(f"host={host} password={password} dbname=shop")\nPASSWORD_VALIDATORS = ["django.contrib.auth.password_validation.MinimumLengthValidator"]\n',
  ],
  [
    'wp-config.php',
    "define('DB_PASSWORD', getenv('WORDPRESS_DB_PASSWORD'));\ndefine('AUTH_KEY', 'put your unique phrase here');\n",
  ],
  ['workflow.yml', 'env:\n  NPM_TOKEN: ${{ secrets.NPM_TOKEN }}\n  CACHE_KEY: v2-{40hex}\n'],
  ['pinned.yml', 'steps:\n  - uses: actions/checkout@{40hex} # v4.2.2\n  - uses: kiln/secret-scan@{40hex}\n'],
  [
    'Jenkinsfile',
    "withCredentials([string(credentialsId: 'npm-token-prod-2', variable: 'NPM_TOKEN')]) { sh 'npm publish' }\n",
  ],
  ['start.ps1', '$env:API_KEY = (Get-Secret -Name "partner-api-key-2024" -AsPlainText)\n'],
  ['start.bat', 'set API_KEY=%PARTNER_API_KEY%\r\n'],
  ['Makefile', 'export API_TOKEN := $(shell pass show kiln/api-token)\nDIGEST := sha256:{64hex}\n'],
  ['App.swift', 'let tokenCellReuseIdentifier = "TokenTableViewCell2"\nlet passwordField = UITextField()\n'],
  ['prod.exs', 'secret_key_base: System.fetch_env!("SECRET_KEY_BASE")\nsigning_salt: "{8b62}"\n'],
  [
    'nginx.conf',
    'proxy_set_header Authorization $http_authorization;\nssl_certificate_key /etc/ssl/private/kiln-2024.key;\nadd_header Content-Security-Policy "script-src \'sha256-{43b64}=\'";\n',
  ],
  ['prometheus.yml', 'bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token\n'],
  [
    'shop.service',
    '[Service]\nEnvironmentFile=/etc/shop/secrets.env\nLoadCredential=api-token:/etc/shop/api-token.2024\n',
  ],
  [
    'backup.sh',
    'PGPASSWORD="$(cat /run/secrets/db_password)" pg_dump shop\nread -rs -p "Password: " PASSWORD\n',
  ],
  [
    'default.sh',
    'TOKEN="${API_TOKEN:-}"\nPASSWORD="${DB_PASSWORD:-postgres}"\nSECRET="${SECRET:?set SECRET first}"\nNAME="${SECRET_NAME:-shop-production-v2}"\n',
  ],
  [
    'vars.xml',
    '<string name="password_hint">At least 12 letters and 2 digits</string>\n<string name="token_expired_message">Token2 expired</string>\n',
  ],
  [
    'Info.plist',
    '<key>CFBundleIdentifier</key>\n<string>io.kiln.shop2</string>\n<key>SecretsGroup</key>\n<string>$(TEAM_ID).io.kiln.shared</string>\n',
  ],
  [
    'package.json',
    '{"dependencies":{"jsonwebtoken":"^9.0.2","@kiln/secret-store":"https://codeload.github.com/kiln/secret-store/tar.gz/{40hex}"}}\n',
  ],
  ['pnpm-lock.yaml', 'packages:\n  /csrf-token@3.1.0:\n    resolution: {integrity: sha512-{86b64}==}\n'],
  ['bun.lock', '{ "packages": { "token": ["token@1.0.0", "", {}, "sha512-{86b64}=="] } }\n'],
  ['bun2/deno.lock', '{"version":"4","npm":{"token@1.0.3":{"integrity":"sha512-{86b64}=="}}}\n'],
  [
    'gradle/verification-metadata.xml',
    '<sha256 value="{64hex}" origin="Generated by Gradle"/>\n<trusted-key id="{40HEX}" group="io.kiln"/>\n',
  ],
  ['requirements.txt', 'itsdangerous-token==2.1.0 --hash=sha256:{64hex} --hash=sha256:{64hex}\n'],
  ['flake.lock', '{"nodes":{"nixpkgs":{"locked":{"narHash":"sha256-{43b64}=","rev":"{40hex}"}}}}\n'],
  [
    'dist/vendor.js',
    'var t=r(179),n={secret:e.secret,token:t.token||null,password:""};function o(e){return e.accessToken?e.accessToken.split(".")[1]:void 0}t.exports=o;\n',
  ],
  [
    'dist/runtime.js',
    '(self.webpackChunk=self.webpackChunk||[]).push([[842],{842:(e,t,n)=>{n.d(t,{apiKey:()=>r});const r="apiKeyHeaderName"}}]);//# sourceMappingURL=842.{20hex}.js.map\n',
  ],
  [
    'dist/manifest.json',
    '{"main.js":"main.{20hex}.js","token.css":"token.{8hex}.css","secret":"secret.{16hex}.js"}\n',
  ],
  [
    'dist/sw.js',
    'precacheAndRoute([{"revision":"{32hex}","url":"/auth/token.html"},{"revision":"{32hex}","url":"/password.html"}]);\n',
  ],
  ['dist/app.wasm.js', 'const wasmBase64="AGFzbQEAAAAB{400b64}";\n'],
  [
    'src/generated/schema.ts',
    "export type Token = { __typename: 'Token'; id: Scalars['ID']['output']; secret?: Maybe<Scalars['String']> };\n",
  ],
  [
    'src/tokens.json',
    '{"color":{"token":{"value":"#1f6feb2a"},"secret-badge":{"value":"{spacing.2} solid"}}}\n',
  ],
  [
    'src/messages.json',
    '{"auth.password.reset.v2":"We sent a link to {email}","auth.token.invalid":"This link is no longer valid (code 42)"}\n',
  ],
  ['src/regex.ts', 'export const tokenPattern = /^ghp_[A-Za-z0-9]{36}$/;\nconst secretPrefix = "whsec_";\n'],
  [
    'src/ids.ts',
    "export const ACCESS_KEY_HEADER = 'X-Kiln-Access-Key-Id-V2';\nexport const tokenKey = 'kiln:auth:token:v2';\n",
  ],
  [
    'src/abi.ts',
    'const selector = "0x{8hex}";\nexport const USDC_TOKEN = "0x{40hex}";\nconst txHash = "0x{64hex}";\n',
  ],
  [
    'src/solana.ts',
    'export const TOKEN_PROGRAM_ID = new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");\n',
  ],
  [
    'src/storybook.ts',
    "const key = `user-token-${id}-v2`;\nlocalStorage.setItem('refresh-token-2', value);\n",
  ],
  [
    'src/s3.ts',
    "const bucket = 'kiln-secrets-eu-west-1-prod-2';\nconst keyId = 'arn:aws:kms:eu-west-1:{12d}:key/{uuid}';\n",
  ],
  [
    'src/test-ids.tsx',
    '<input data-testid="password-input-2" autoComplete="new-password" id="token_{6d}" />\n',
  ],
  [
    'docs/rotate.md',
    'Set `STRIPE_SECRET_KEY` to `sk_live_…` and `DB_PASSWORD` to a random value, such as the output of `openssl rand -hex 32`.\n',
  ],
  [
    'docs/api.md',
    'curl -H "Authorization: Bearer $TOKEN" -u "$USER:$PASSWORD" https://api.kiln.io/v1/secrets/abc123\n',
  ],
  ['CHANGELOG.md', '- fix: token refresh (#1234) ([{7hex}](https://github.com/kiln/shop/commit/{40hex}))\n'],
  [
    'logs/git.log',
    'commit {40hex}\nAuthor: Ann <ann@kiln.io>\n\n    rotate the api key and the database password\n',
  ],
  ['logs/docker.log', 'Digest: sha256:{64hex}\nStatus: Downloaded newer image for kiln/secret-store:2.4.1\n'],
  [
    'logs/trace.log',
    'traceparent=00-{32hex}-{16hex}-01 password=******** token=<redacted> secret=[FILTERED]\n',
  ],
  ['data/embeddings.json', '{"token_ids":[101,2023,2003,102],"vector":"{300b64}"}\n'],
  ['data/model.csv', 'id,token,sha\n1,{8hex},{40hex}\n'],
  ['.pre-commit-config.yaml', 'repos:\n  - repo: https://github.com/kiln/secret-hook\n    rev: {40hex}\n'],
  [
    '.secrets.baseline',
    '{"results":{"src/a.py":[{"type":"Secret Keyword","hashed_secret":"{40hex}","line_number":3}]}}\n',
  ],
  ['Podfile.lock', 'SPEC CHECKSUMS:\n  TokenKit: {40hex}\n\nPODFILE CHECKSUM: {40hex}\n'],
  [
    'mail.eml',
    'DKIM-Signature: v=1; a=rsa-sha256; d=kiln.io; bh={43b64}=; b={172b64}\nMessage-ID: <{32hex}@kiln.io>\n',
  ],
  [
    'zone.txt',
    'k1._domainkey IN TXT "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB{150b64}"\n@ IN TXT "google-site-verification={43url}"\n',
  ],
  [
    'saml.xml',
    '<ds:X509Certificate>MIID{200b64}</ds:X509Certificate><ds:DigestValue>{43b64}=</ds:DigestValue>\n',
  ],
  [
    'sri.html',
    '<link rel="stylesheet" href="/token.css" integrity="sha512-{86b64}==">\n<meta name="csrf-param" content="authenticity_token">\n',
  ],
  [
    'next-data.html',
    '<script id="__NEXT_DATA__">{"buildId":"{21url}","props":{"csrfToken":"{64hex}"}}</script>\n',
  ],
];

/** Met in packages of the registry: declarations, prose, bundles. */
const met: readonly (readonly [string, string])[] = [
  ['include/uv.h', 'UV_EXTERN int uv_os_get_passwd(uv_passwd_t* pwd);\n'],
  ['locales/en.json', '"message": "Blocking weakens password managers.[Learn more](https://kiln.io/docs)"\n'],
  ['dist/bundle.mjs', '  async decrypt(passphrase, config$1 = config) {\n'],
];

export const unusualLookAlikes = (pick: Pick): readonly Unusual[] =>
  [...templates, ...met].map(([path, text]) => ({ path, text: fillTemplate(text, pick) }));
