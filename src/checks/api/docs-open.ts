import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { curlOf, judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'API documentation is public only on purpose',
  failingTitle: 'The description of the API is public, and nobody said it should be',
  requirements: ['OWASP-1', 'EDGE-8'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'It lists every address of the API, also those nobody is meant to call.',
  sources: [
    page(
      'OWASP API9: improper inventory management',
      'https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/',
    ),
  ],
  needs: { probes },
  fix: 'Switch it off in production or put it behind a login; if it is meant to be read, declare its address under `pages`.',
  effortMinutes: 15,
  reproduce: curlOf('/openapi.json'),
  judge: ({ probes: seen }, { manifest, target }) => {
    const isDocsHost = manifest.hosts.some(({ name, role }) => name === target.name && role === 'docs');
    const { domain, canonicalHost } = manifest.product;
    const home = `https://${canonicalHost ?? domain}/`;
    const declared = [...manifest.pages, ...manifest.routes].flatMap(({ url }) =>
      URL.canParse(url, home) ? [new URL(url, home).pathname] : [],
    );
    return judgeHits(seen, ['docs'], {
      accepts: ({ url }) => isDocsHost || declared.includes(new URL(url).pathname),
    });
  },
});
