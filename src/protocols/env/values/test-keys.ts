import { sharedScanner } from '../../secrets/redact.ts';

/** Forms of keys that only work against a sandbox, by their vendors' documentation. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/^(?:sk|rk)_test_/, 'a Stripe test key'],
  [/^pk_test_[A-Za-z0-9]{16,}$/, 'a publishable test key'],
  [/^rzp_test_/, 'a Razorpay test key'],
  [/^sandbox-sq0|^EAAAl/, 'a Square sandbox key'],
  [/^pdl_sdbx_|^test_[0-9a-f]{27}$/, 'a Paddle sandbox key'],
  [/^test_[A-Za-z0-9]{30}$/, 'a Mollie test key'],
  [/^(?:FLW(?:SECK|PUBK)_TEST|FLWSECK_TEST)/, 'a Flutterwave test key'],
  [/^test-[0-9a-f-]{36}$/i, 'a test key'],
  [/^access_sandbox|^[a-z]+-sandbox-[0-9a-f-]{20,}$/, 'a sandbox token'],
  [/^(?:sk|pk)_test_[A-Za-z0-9$]+$/, 'a Clerk development key'],
  [/^(?:1x|2x|3x)0{20,}[A-Z]{2}$/i, 'a Turnstile key that always answers the same'],
  [/^6Le[iI]xAcTAAAAA/, 'Google’s public reCAPTCHA test key'],
  [/^10000000-ffff-ffff-ffff-0{10}[01]$|^0x0{40}$/, 'hCaptcha’s public test key'],
  [/^AKIAIOSFODNN7EXAMPLE$|^wJalrXUtnFEMI\/K7MDENG/, 'the key of AWS’ documentation'],
  [/^shpss_test|^shppa_test/, 'a Shopify test key'],
  [/^TEST-[0-9a-f-]{36}$|^TEST-\d{10,}/, 'a Mercado Pago test key'],
];

/** Addresses and words with which services tell their sandbox apart. */
const sandboxes: readonly (readonly [RegExp, string])[] = [
  [
    /^https?:\/\/(?:[\w-]+\.)*(?:sandbox|api-m\.sandbox|test-api|staging-api)\.[\w.-]+/i,
    'the address of a sandbox',
  ],
  [/^https?:\/\/(?:[\w-]+-)?sandbox(?:-[\w-]+)?\.[\w.-]+/i, 'the address of a sandbox'],
  [
    /^https?:\/\/[\w.-]*(?:mailtrap\.io|ethereal\.email|webhook\.site|requestbin\.\w+|beeceptor\.com)\b/i,
    'the address of a test service',
  ],
  [
    /^(?:smtp\.)?(?:sandbox\.)?(?:smtp\.)?(?:mailtrap\.io|ethereal\.email)$/i,
    'a mail server that delivers to nobody',
  ],
];

/** What kind of test key or sandbox a value is; null when it is none. */
export function testKey(name: string, value: string, now = 0): string | null {
  const plain = value.trim();
  const form =
    forms.find(([pattern]) => pattern.test(plain))?.[1] ??
    sandboxes.find(([pattern]) => pattern.test(plain))?.[1];
  if (form !== undefined) return form;
  if (
    /(?:PAYPAL|PLAID|SQUARE|BRAINTREE|ADYEN|DWOLLA|PADDLE|EBAY|XERO|INTUIT|QUICKBOOKS|SALESFORCE|APNS?|PAYMENT|STRIPE)\w*_(?:ENV|ENVIRONMENT|MODE)$/i.test(
      name,
    ) &&
    /^(?:sandbox|test|testing|development|dev)$/i.test(plain)
  )
    return 'set to a sandbox';
  const found = sharedScanner()
    .scan(Buffer.from(plain.slice(0, 4_000)), { now })
    .find((match) => match.kind === 'test');
  return found === undefined || /local|loopback|password/i.test(found.rule.title)
    ? null
    : `a test value (${found.rule.title})`;
}

/** Whether a value is a key that moves real money or data: told when it stands in development. */
export const isLiveKey = (value: string): boolean =>
  /^(?:sk|rk)_live_|^rzp_live_|^pdl_live_|^live_[A-Za-z0-9]{30}$|^sq0(?:atp|csp)-|^FLWSECK-/.test(
    value.trim(),
  );
