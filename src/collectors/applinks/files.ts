import { collector } from '../../model/collector.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import type { Result } from '../../model/outside.ts';
import files from '../../facts/applinks/files.ts';
import type { AppLinks, LinkFile } from '../../facts/applinks/files.ts';
import { linkHosts } from '../../facts/applinks/reading/link-hosts.ts';
import entry from '../../facts/redirects/entry.ts';
import { answering } from '../../facts/redirects/reading/gate.ts';
import { readAndroidLinks } from '../../protocols/applinks/android.ts';
import { readAppleAssociation } from '../../protocols/applinks/apple.ts';
import { fieldValues, mediaType } from '../../protocols/http/fields.ts';
import { pageAddress } from '../../protocols/http/page-address.ts';
import { isRedirect } from '../../protocols/http/redirect-status.ts';
import { bodyText } from '../pages/crawling/asking.ts';

/** Apple reads at most 128 KiB; more is kept so that the size can be told. */
const maxBytes = 512 * 1024;

/** Asks for both files on every host links may lead to; redirects are told, not followed, as phones do it. */
export default collector({
  yields: files,
  inputs: { entry },
  limits: { timeoutMs: 30_000 },
  async collect({ inputs, target, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const known = (value: AppLinks) => ({
      state: 'known' as const,
      value,
      source: `https://${target.name}/.well-known/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    });
    if (!linkHosts(manifest).includes(target.name))
      return known({ isAsked: false, why: 'links of the product do not lead to this host' });
    if (!inputs.entry.isAsked) return known({ isAsked: false, why: inputs.entry.why });
    if (answering(inputs.entry.https) !== 'answers')
      return known({
        isAsked: false,
        why: 'https does not work on this host, which redirects/reachability judges',
      });
    const get = (name: string): Promise<Result<HttpResponse>> =>
      outside.http.request({
        url: `https://${target.name}/.well-known/${name}`,
        headers: [['accept', 'application/json,*/*;q=0.8']],
        maxBodyBytes: maxBytes,
        isCertificateRequired: false,
        signal,
      });
    const [apple, android] = await Promise.all([get('apple-app-site-association'), get('assetlinks.json')]);
    return known({
      isAsked: true,
      apple: {
        ...fileOf(apple, `https://${target.name}/.well-known/apple-app-site-association`),
        content: contentOf(apple, readAppleAssociation),
      },
      android: {
        ...fileOf(android, `https://${target.name}/.well-known/assetlinks.json`),
        content: contentOf(android, readAndroidLinks),
      },
    });
  },
});

function contentOf<T>(answer: Result<HttpResponse>, read: (text: string) => T | null): T | null {
  return answer.ok && answer.value.status === 200 ? read(bodyText(answer.value)) : null;
}

function fileOf(answer: Result<HttpResponse>, url: string): LinkFile {
  if (!answer.ok) {
    const nothing = { status: null, location: null, mediaType: '', bodyBytes: 0, isTrusted: false };
    return { url, ...nothing, error: answer.error.message };
  }
  const { status, headers, body, tls } = answer.value;
  const [location] = fieldValues(headers, 'location');
  return {
    url,
    status,
    error: null,
    location: isRedirect(status) && location !== undefined ? (pageAddress(location, url) ?? location) : null,
    mediaType: mediaType(headers),
    bodyBytes: body.length,
    isTrusted: tls?.isAuthorized === true,
  };
}
