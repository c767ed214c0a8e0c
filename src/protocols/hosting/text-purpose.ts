/** What a TXT record is for, by how it begins. Public documentation of each service. */
const purposes: readonly (readonly [start: string, sentence: string])[] = [
  ['v=spf1', 'lists the servers that may send mail for the domain (SPF)'],
  ['v=dmarc1', 'tells receivers what to do with mail that fails the proofs, and where to report (DMARC)'],
  ['v=dkim1', 'is a public key that proves mail was not changed (DKIM)'],
  ['k=rsa', 'is a public key that proves mail was not changed (DKIM)'],
  ['v=stsv1', 'tells senders to use encryption on the way to your mail server (MTA-STS)'],
  ['v=tlsrptv1', 'says where reports about failed mail encryption go (TLS-RPT)'],
  ['v=bimi1', 'points to the logo mail programs may show (BIMI)'],
  ['google-site-verification=', 'proves to Google that you own the domain'],
  ['ms=', 'proves to Microsoft 365 that you own the domain'],
  ['facebook-domain-verification=', 'proves to Meta that you own the domain'],
  ['apple-domain-verification=', 'proves to Apple that you own the domain'],
  ['apple-domain=', 'proves to Apple that you own the domain'],
  ['stripe-verification=', 'proves to Stripe that you own the domain'],
  ['atlassian-domain-verification=', 'proves to Atlassian that you own the domain'],
  ['docusign=', 'proves to DocuSign that you own the domain'],
  ['zoho-verification=', 'proves to Zoho that you own the domain'],
  ['hubspot-developer-verification=', 'proves to HubSpot that you own the domain'],
  ['openai-domain-verification=', 'proves to OpenAI that you own the domain'],
  ['anthropic-domain-verification', 'proves to Anthropic that you own the domain'],
  ['slack-domain-verification=', 'proves to Slack that you own the domain'],
  ['notion-domain-verification=', 'proves to Notion that you own the domain'],
  ['railway-verify=', 'proves to Railway that you own the domain'],
  ['replit-verify=', 'proves to Replit that you own the domain'],
  ['vc-domain-verify=', 'proves to Vercel that you own the domain'],
  ['netlify-', 'proves to Netlify that you own the domain'],
  ['have-i-been-pwned-verification=', 'proves to Have I Been Pwned that you own the domain'],
  ['protonmail-verification=', 'proves to Proton that you own the domain'],
  ['amazonses:', 'proves to Amazon SES that you own the domain'],
  ['globalsign-domain-verification=', 'proves to GlobalSign that you own the domain'],
];

/** Completes "this text ...". */
export function textPurpose(text: string): string {
  const lower = text.trim().toLowerCase();
  const known = purposes.find(([start]) => lower.startsWith(start))?.[1];
  if (known !== undefined) return known;
  if (/verif|domain-?owner|challenge/.test(lower)) return 'looks like a proof of ownership for some service';
  return 'has no purpose we recognise';
}
