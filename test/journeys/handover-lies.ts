/** One thing a pack may say wrongly about Harbor Market: what is true there, and the command that shows it. */
export interface HandoverLie {
  readonly kind: string;
  /** Of the line. */
  readonly id: string;
  readonly truth: string;
  readonly lie: string;
  readonly command: string;
}

const shop = 'harbormarket.shop';
const lie = (
  kind: string,
  id: string,
  [truth, told, command]: readonly [string, string, string],
): HandoverLie => ({
  kind,
  id,
  truth,
  lie: told,
  command,
});
const audit = (theme: string): string => `launch-ready audit ${shop} --only ${theme}`;
const said = 'less launch.yaml';
const asked = 'launch-ready handover ask';

/** `paidUntil`: the day until which the domain is paid, which moves with the day of the test. */
export const handoverLies = (paidUntil: string): readonly HandoverLie[] => [
  lie('registrar', `registration ${shop}`, [
    'Tideline Registrar Ltd.',
    'Bargain Names Inc.',
    audit('domain'),
  ]),
  lie('paid until', `record ${shop} registration ${paidUntil}`, [paidUntil, '2036-09-13', `whois ${shop}`]),
  lie('name server', `record ${shop} NS ns1.${shop}`, [
    'records are changed there',
    'it answers nothing',
    'dig ',
  ]),
  lie('address', `record ${shop} A 89.187.162.20`, ['89.187.162.20', '192.0.2.7', 'dig ']),
  lie('IPv6 address', `record ${shop} AAAA 2a02:6ea0:c700::20`, [
    '2a02:6ea0:c700::20',
    '2001:db8::7',
    'dig ',
  ]),
  lie('address of a host', `record admin.${shop} A 65.109.84.11`, ['Hetzner', 'Vercel', 'dig ']),
  lie('mail exchanger', `record ${shop} MX 10 mx1.paperboatmail.com.`, [
    'mx1.paperboatmail.com',
    'mx.old-host.test',
    'dig ',
  ]),
  lie('SPF record', `record ${shop} TXT v=spf1 include:_spf.paperboatmail.com -all`, [
    '-all',
    '+all',
    'dig ',
  ]),
  lie(
    'DMARC record',
    `record _dmarc.${shop} TXT v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:…@${shop}`,
    ['p=reject;', 'p=none;', 'dig '],
  ),
  lie('CAA record', `record ${shop} CAA 0 issue "letsencrypt.org"`, ['letsencrypt.org', 'pki.goog', 'dig ']),
  lie('owner of a host', `host admin.${shop}`, ['Tom Avery', 'Ines Falk', audit('domain')]),
  lie('purpose of a host', `host checkout.${shop}`, ['Where orders are paid', 'The blog', audit('domain')]),
  lie('the zone judged', `zone ${shop}`, ['checks pass', 'checks pass; DNSSEC is off', audit('domain')]),
  lie('redirect', `redirect http://www.${shop}/`, [`https://${shop}/`, `https://shop.test/`, 'curl ']),
  lie('redirects judged', `redirects ${shop}`, ['checks pass', 'loops', audit('redirects')]),
  lie('who signed', `tls ${shop}`, ["Let's Encrypt", 'Example CA', audit('tls')]),
  lie('renewal', "renewal Let's Encrypt automatic", ['a program', 'a person', audit('tls/renewal-path')]),
  lie('headers judged', `headers ${shop}`, ['checks pass', 'cookies are open', audit('headers')]),
  lie('caching judged', `cache ${shop}`, ['not known', 'known good', audit('cache')]),
  lie('pages judged', `pages mta-sts.${shop}`, ['checks pass', 'a folder is open', audit('pages')]),
  lie('SPF judged', `mail ${shop} SPF: who may send`, ['checks pass', 'anybody may send', audit('mail')]),
  lie('DKIM judged', `mail ${shop} DKIM: signatures`, ['checks pass', 'nothing is signed', audit('mail')]),
  lie('mail transport judged', `mail ${shop} Receiving: MX and transport security`, [
    'checks pass',
    'in clear',
    audit('mail'),
  ]),
  lie('sender', `sender Paperboat Mail ${shop}`, ['Everything the shop sends', 'Newsletters only', said]),
  lie('account', 'account payment', ['Ines Falk', 'Mo Lindt', said]),
  lie('person', 'person tom', ['engineer', 'owner', said]),
  lie('whom to ring', 'ring ines', ['Ines Falk', 'Tom Avery', said]),
  lie('release command', 'deploy command', ['npm run release', 'npm run ship', said]),
  lie('rollback command', 'deploy rollback', ['npm run rollback', 'git revert', said]),
  lie('backup', 'store main', ['daily at 03:00', 'hourly', said]),
  lie('alert route', 'alert team-chat', ['slack', 'sms', said]),
  lie('mail fallback', 'mail fallback', ['Mails wait in the outbox', 'Another sender takes over', said]),
  lie('token', 'token edge', ['not proven yet', 'the token answers 401', 'launch-ready handover close']),
  lie('an answer nobody gave', 'launch-day.first', ['not answered yet', 'Ines, any hour', asked]),
  lie('an open risk', `unknown edge/flood-protection host:${shop}`, [
    'Something in front',
    'Nothing in front',
    audit('edge'),
  ]),
];
