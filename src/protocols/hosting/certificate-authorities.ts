interface CertificateAuthority {
  /** Part of the issuer's name in its certificates, lower case. */
  readonly sign: string;
  /** Names it accepts in CAA records, the usual one first. From its practice statement. */
  readonly domains: readonly string[];
}

/** Public authorities and their CAA names, as their practice statements and the CCADB listed them in 2025. */
const authorities: readonly CertificateAuthority[] = [
  { sign: "let's encrypt", domains: ['letsencrypt.org'] },
  { sign: 'google trust services', domains: ['pki.goog', 'google.com'] },
  { sign: 'zerossl', domains: ['sectigo.com', 'comodoca.com', 'usertrust.com', 'trust-provider.com'] },
  { sign: 'sectigo', domains: ['sectigo.com', 'comodoca.com', 'usertrust.com', 'trust-provider.com', 'comodo.com'] },
  { sign: 'comodo', domains: ['sectigo.com', 'comodoca.com', 'usertrust.com', 'trust-provider.com', 'comodo.com'] },
  { sign: 'digicert', domains: ['digicert.com', 'digicert.ne.jp', 'cybertrust.ne.jp', 'symantec.com', 'thawte.com', 'geotrust.com', 'rapidssl.com', 'www.digicert.com'] },
  { sign: 'geotrust', domains: ['digicert.com', 'geotrust.com', 'rapidssl.com'] },
  { sign: 'thawte', domains: ['digicert.com', 'thawte.com'] },
  { sign: 'rapidssl', domains: ['digicert.com', 'rapidssl.com'] },
  { sign: 'amazon', domains: ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'] },
  { sign: 'globalsign', domains: ['globalsign.com'] },
  { sign: 'godaddy', domains: ['godaddy.com', 'starfieldtech.com'] },
  { sign: 'starfield', domains: ['starfieldtech.com', 'godaddy.com'] },
  { sign: 'entrust', domains: ['entrust.net', 'affirmtrust.com'] },
  { sign: 'ssl corporation', domains: ['ssl.com'] },
  { sign: 'ssl.com', domains: ['ssl.com'] },
  { sign: 'buypass', domains: ['buypass.com', 'buypass.no'] },
  { sign: 'certum', domains: ['certum.pl', 'certum.eu', 'yandex.ru'] },
  { sign: 'asseco', domains: ['certum.pl', 'certum.eu'] },
  { sign: 'actalis', domains: ['actalis.it'] },
  { sign: 'microsoft', domains: ['microsoft.com'] },
  { sign: 'apple', domains: ['pki.apple.com'] },
  { sign: 'identrust', domains: ['identrust.com'] },
  { sign: 'hellenic academic', domains: ['harica.gr'] },
  { sign: 'swisssign', domains: ['swisssign.com', 'swisssign.net', 'swissign.com', 'swisssign.ch'] },
  { sign: 'd-trust', domains: ['d-trust.net', 'dtrust.de', 'd-trust.de', 'dtrust.net'] },
  { sign: 'telekom', domains: ['telesec.de'] },
  { sign: 'trustasia', domains: ['trustasia.com'] },
  { sign: 'gandi', domains: ['sectigo.com', 'comodoca.com'] },
  { sign: 'cloudflare', domains: ['digicert.com', 'ssl.com', 'sectigo.com', 'comodoca.com'] },
]; // prettier-ignore

/** The CAA names of an authority, by the issuer's distinguished name; empty when it is not in the table. */
export function caaDomainsOf(issuer: string): readonly string[] {
  const text = issuer.toLowerCase().replaceAll('’', "'");
  return authorities.find((each) => text.includes(each.sign))?.domains ?? [];
}
