import { fillTemplate, type Pick } from '../../../src/protocols/secrets/example.ts';

export interface Unusual {
  readonly path: string;
  readonly text: string;
}

const pemBody =
  '{64b64}\n{64b64}\n{64b64}\n{64b64}\n{64b64}\n{64b64}\n{64b64}\n{64b64}\n{64b64}\n{64b64}\n{64b64}\n{64b64}\n{64b64}';
const pem = `-----BEGIN PRIVATE KEY-----\nMIIEvg{58b64}\n${pemBody}\n-----END PRIVATE KEY-----`;
const rsa = `-----BEGIN RSA PRIVATE KEY-----\nMIIEpA{58b64}\n${pemBody}\n-----END RSA PRIVATE KEY-----`;
const indented = (text: string, by: number): string => text.replaceAll(/^/gm, ' '.repeat(by));
const escaped = (text: string): string => text.replaceAll('\n', '\\n');
/** As inside the template syntax of `fillTemplate`: `<` and `>` stand for the braces of slots. */
const coded = (text: string): string => `{base64:${text.replaceAll('{', '<').replaceAll('}', '>')}§}`;
const stripe = 'sk_live_{24b62}';
const github = 'ghp_{30b62}{crc}';
const password = '{6b62}Kd7#{5b62}2z';

/** Secrets where people do not expect them: a path, and a text with one secret in it. */
const templates: readonly (readonly [string, string])[] = [
  ['deploy/values.yaml', `api:\n  token: >-\n    ${github}\n  replicas: 2\n`],
  ['deploy/tls.yaml', `stringData:\n  tls.key: |\n${indented(pem, 4)}\n  tls.crt: ""\n`],
  ['deploy/quoted.yaml', `key: "${escaped(rsa)}\\n"\n`],
  ['deploy/list.yaml', `env:\n  - name: STRIPE_SECRET_KEY\n    value: ${stripe}\n`],
  ['deploy/pairs.yaml', `env:\n  - name: SESSION_SECRET\n    value: "{40b62}"\n`],
  ['k8s/secret.yaml', `kind: Secret\ndata:\n  STRIPE_KEY: ${coded(stripe)}\n`],
  [
    'k8s/database.yaml',
    `kind: Secret\ndata:\n  DATABASE_URL: ${coded('postgres://shop:{18b62}@db.kiln.io:5432/shop')}\n`,
  ],
  ['k8s/tls.yaml', `kind: Secret\ndata:\n  tls.key: ${coded(rsa)}\n`],
  [
    'k8s/env.yaml',
    `kind: Secret\ndata:\n  .env: ${coded(`NODE_ENV=production\nPORT=8080\nSTRIPE_SECRET_KEY=${stripe}\n`)}\n`,
  ],
  [
    'k8s/pull.yaml',
    'data:\n  .dockerconfigjson: {base64:{"auths":{"ghcr.io":{"username":"kiln","password":"<24b62>"}}}§}\n',
  ],
  [
    'ci/google.env',
    'GOOGLE_CREDENTIALS={base64:{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\nMIIEvg<58b64>\\n<64b64>\\n<64b64>\\n-----END PRIVATE KEY-----\\n"}§}\n',
  ],
  [
    'google-key.json',
    `{\n  "type": "service_account",\n  "private_key_id": "{40hex}",\n  "private_key": "${escaped(pem)}\\n",\n  "client_email": "x@kiln.iam.gserviceaccount.com"\n}\n`,
  ],
  ['.gitmodules', `[submodule "ui"]\n\turl = https://x-access-token:${github}@github.com/kiln/ui.git\n`],
  ['git-config', `[remote "origin"]\n\turl = https://ann:{20b62}@gitlab.kiln.io/shop.git\n`],
  ['pip.conf', `[global]\nindex-url = https://reader:{20b62}@pypi.kiln.io/simple\n`],
  ['.npmrc', `registry=https://npm.kiln.io/\n//npm.kiln.io/:_authToken=npm_{30b62}{crc}\n`],
  ['web/.npmrc', `//npm.kiln.io/:_authToken={uuid}\n`],
  ['old/.npmrc', `//npm.kiln.io/:_password={24b64}\n//npm.kiln.io/:username=ann\n`],
  ['auth/.npmrc', `_auth=${coded(`ann:{16b62}`)}\nemail=ann@kiln.io\n`],
  [
    '.yarnrc.yml',
    `npmScopes:\n  kiln:\n    npmRegistryServer: "https://npm.kiln.io"\n    npmAuthToken: "{40b62}"\n`,
  ],
  ['.pypirc', `[pypi]\nusername = ann\npassword = ${password}\n`],
  ['.netrc', `machine api.kiln.io\n  login ann\n  password {16b62}x9\n`],
  ['.docker/config.json', `{"auths":{"registry.kiln.io":{"auth":"${coded('deploy:{22b62}')}"}}}\n`],
  [
    'nuget.config',
    `<packageSourceCredentials><kiln><add key="ClearTextPassword" value="{24b62}" /></kiln></packageSourceCredentials>\n`,
  ],
  [
    'settings.xml',
    `<server><id>kiln</id><username>ann</username><password>${password}</password></server>\n`,
  ],
  ['gradle.properties', `ossrhUsername=ann\nossrhPassword=${password}\n`],
  ['aws/credentials', `[default]\naws_access_key_id = AKIA{16b32}\naws_secret_access_key = {40b64}\n`],
  ['.s3cfg', `[default]\naccess_key = AKIA{16b32}\nsecret_key = {40b62}\n`],
  ['kubeconfig.yaml', `users:\n- name: admin\n  user:\n    client-key-data: ${coded(rsa)}\n`],
  [
    'kubeconfig-token.yaml',
    `users:\n- name: ci\n  user:\n    token: {jwt:{"alg":"RS256","kid":"<20url>"}§}.{jwt:{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:default:ci"}§}.{86url}\n`,
  ],
  [
    'terraform.tfstate',
    `{"resources":[{"type":"aws_db_instance","instances":[{"attributes":{"engine":"postgres","password":"${password}","port":5432}}]}]}\n`,
  ],
  [
    'state/terraform.tfstate',
    `{"resources":[{"type":"aws_iam_access_key","instances":[{"attributes":{"id":"AKIA{16b32}","secret":"{40b64}"}}]}]}\n`,
  ],
  [
    'outputs/terraform.tfstate',
    `{\n  "outputs": {\n    "db_password": {\n      "value": "{20b62}",\n      "type": "string",\n      "sensitive": true\n    }\n  }\n}\n`,
  ],
  ['prod.tfvars', `db = {\n  user     = "shop"\n  password = "${password}"\n}\n`],
  [
    'research.ipynb',
    `{"cells":[{"cell_type":"code","source":["import stripe\\n","stripe.api_key = \\"${stripe}\\"\\n"]}]}\n`,
  ],
  [
    'model.ipynb',
    `{"cells":[{"cell_type":"code","source":["os.environ['PARTNER_API_KEY'] = '{40b62}'\\n"]}]}\n`,
  ],
  ['output.ipynb', `{"cells":[{"outputs":[{"text":["using token ${github}\\n"]}]}]}\n`],
  [
    'collection.postman.json',
    `{"auth":{"type":"bearer","bearer":[{"key":"token","value":"{40b62}","type":"string"}]}}\n`,
  ],
  ['trace.har', `{"headers":[{"name":"Authorization","value":"Bearer {40b62}"}]}\n`],
  [
    'dump.sql',
    `INSERT INTO settings (name, value) VALUES ('stripe_secret_key', '${stripe}'), ('theme', 'dark');\n`,
  ],
  ['values.sql', `INSERT INTO settings VALUES (1,'smtp_password','${password}');\n`],
  ['Config.java', `private static final String PAYMENT_API_KEY = "{40b62}";\n`],
  [
    'appsettings.Production.json',
    `{"ConnectionStrings":{"Default":"Server=db.kiln.io;Database=shop;User Id=sa;Password={16b62}9x;Encrypt=true"}}\n`,
  ],
  [
    'web.config',
    `<add name="db" connectionString="Data Source=db.kiln.io;Initial Catalog=shop;User ID=shop;Password={14b62}4a" />\n`,
  ],
  ['jdbc.properties', `db.url=jdbc:postgresql://db.kiln.io/shop?user=shop&password={16b62}7q\n`],
  ['dsn.go', `db, err := sql.Open("mysql", "shop:{16b62}@tcp(db.kiln.io:3306)/shop?parseTime=true")\n`],
  ['dsn.py', `conn = psycopg.connect("host=db.kiln.io dbname=shop user=shop password={16b62}8k")\n`],
  ['wp-config.php', `define('DB_PASSWORD', '${password}');\n`],
  ['salts.php', `define( 'AUTH_KEY', '{60b62}!' );\n`],
  ['laravel.env', `APP_NAME=Kiln\nAPP_KEY=base64:{43b64}=\n`],
  ['config/master.key', `{32hex}\n`],
  [
    'azure.env',
    `AZURE_STORAGE_CONNECTION_STRING=DefaultEndpointsProtocol=https;AccountName=kiln;AccountKey={86b64}==;EndpointSuffix=core.windows.net\n`,
  ],
  [
    'link.md',
    `[backup](https://kiln.blob.core.windows.net/backup/db.bak?sv=2023-11-03&ss=b&srt=co&sp=rl&se=2031-01-01T00:00:00Z&sig={43b62}%3D)\n`,
  ],
  ['workflow.yml', `jobs:\n  a:\n    env:\n      NPM_TOKEN: npm_{30b62}{crc}\n`],
  ['start.ps1', `$env:PARTNER_API_KEY = "{40b62}"\n`],
  ['start.bat', `set PARTNER_API_KEY={40b62}\r\nnode app.js\r\n`],
  ['Makefile', `export PARTNER_API_TOKEN := {40b62}\n`],
  ['App.swift', `let partnerApiKey = "{40b62}"\n`],
  ['keys.dart', `const String partnerApiKey = '{40b62}';\n`],
  ['Keys.kt', `const val PARTNER_API_KEY = "{40b62}"\n`],
  ['prod.exs', `config :shop, ShopWeb.Endpoint,\n  secret_key_base: "{64b64}"\n`],
  ['haskell.hs', `apiSecret :: String\napiSecret = "{40b62}"\n`],
  ['Rocket.toml', `[default]\nsecret_key = "{43b64}="\n`],
  ['nginx.conf', `proxy_set_header Authorization "Basic ${coded('kiln:{16b62}')}";\n`],
  ['haproxy.cfg', `listen stats\n  stats auth admin:{14b62}9!\n`],
  ['prometheus.yml', `scrape_configs:\n- job_name: a\n  bearer_token: {40b62}\n`],
  ['alertmanager.yml', `slack_api_url: https://hooks.slack.com/services/T{8B36}/B{10B36}/{24b62}\n`],
  ['grafana.ini', `[security]\nadmin_user = admin\nadmin_password = ${password}\n`],
  ['shop.service', `[Service]\nEnvironment=PARTNER_API_KEY={40b62}\n`],
  ['quoted.service', `[Service]\nEnvironment="PARTNER_API_KEY={40b62}" "PORT=80"\n`],
  ['crontab', `0 3 * * * curl -s -H 'Authorization: Bearer {40b62}' https://api.kiln.io/backup\n`],
  ['backup.sh', `PGPASSWORD={18b62}7q pg_dump -h db.kiln.io -U shop shop > out.sql\n`],
  ['run.sh', `docker run -e STRIPE_SECRET_KEY=${stripe} kiln/shop\n`],
  ['mysql.sh', `mysql -h db.kiln.io -u shop --password='${password}' shop\n`],
  ['curl.sh', `curl -u deploy:{20b62} https://artifacts.kiln.io/upload\n`],
  ['error.log', `Error: connect ECONNREFUSED postgres://shop:{18b62}@10.0.3.7:5432/shop\n    at run\n`],
  ['access.log', `10.0.0.1 - - "GET /hook?access_token={40b62} HTTP/1.1" 200\n`],
  ['vars.xml', `<string name="api_secret">{40b62}</string>\n`],
  ['Info.plist', `<key>PartnerAPIKey</key>\n<string>{40b62}</string>\n`],
  ['config.toml', `[auth]\nclient_secret = '{40b62}'\n`],
  ['config.lua', `local api_secret = "{40b62}"\n`],
  ['hash.rb', `Stripe.api_key = '${stripe}'\nconfig.api_secret = :x\n`],
  ['rocket.rb', `{ :api_secret => '{40b62}', :port => 80 }\n`],
  ['parts.js', `const headers = { 'X-Api-Key': '{40b62}' };\n`],
  ['call.ts', `new S3Client({ credentials: { accessKeyId: 'AKIA{16b32}', secretAccessKey: '{40b64}' } });\n`],
  ['template.ts', `const key = \`${stripe}\`;\n`],
  ['default.py', `token = os.getenv("PARTNER_API_TOKEN", "{40b62}")\n`],
  ['default.sh', `TOKEN="\${PARTNER_API_TOKEN:-{40b62}}"\n`],
  ['default.yml', `POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:-{18b62}7q}\n`],
  ['html.html', `<script>window.__STATE__ = {"user":1,"apiSecret":"{40b62}"}</script>\n`],
  ['entities.html', `<div data-state="{&quot;secretKey&quot;:&quot;${stripe}&quot;}"></div>\n`],
  ['urlencoded.txt', `callback?dsn=postgres%3A%2F%2Fshop%3A{18b62}%40db.kiln.io%2Fshop\n`],
  [
    'id_ed25519',
    `-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ{28b64}\n{70b64}\n{70b64}\n-----END OPENSSH PRIVATE KEY-----\n`,
  ],
  [
    'AuthKey.p8',
    `-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQg{16b64}\n{64b64}\n{64b64}\n{8b64}\n-----END PRIVATE KEY-----\n`,
  ],
  ['one-line.env', `PRIVATE_KEY="${escaped(pem)}"\n`],
  ['crlf.pem', `${rsa.replaceAll('\n', '\r\n')}\r\n`],
];

export const unusualSecrets = (pick: Pick): readonly Unusual[] =>
  templates.map(([path, text]) => ({ path, text: fillTemplate(text, pick) }));
