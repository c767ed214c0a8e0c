import type { ProbeContext, Sample, SamplePhases } from '../../model/monitor.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import type { Result } from '../../model/outside.ts';
import { failure } from '../../model/outside.ts';
import { unmet } from './assertions.ts';
import { brokenBy } from './broken.ts';
import { edgeEvidence } from './edge-evidence.ts';
import type { HttpOptions } from './http-options.ts';
import { probeTraceState } from '../../model/trace.ts';
import { responseEvidence } from './response-evidence.ts';
import { begin, sampleFrom } from './sample.ts';
import type { Begun, Broken } from './sample.ts';

/** Enough for a page's text; what is beyond is not looked at. */
const maxBodyBytes = 1024 * 1024;

/** One look at a page or an API, as the monitor `http` takes it. */
export async function lookAtPage(context: ProbeContext, options: HttpOptions): Promise<Sample> {
  const begun = begin(context);
  const answered = await ask(context, options);
  if (answered.ok) return judged(context, begun, { options, response: answered.value });
  const broken = brokenBy(answered.error);
  return sampleFrom(context, begun, { ...broken, outcome: 'down', evidence: [answered.error.message] });
}

function judged(
  context: ProbeContext,
  begun: Begun,
  { options, response }: { readonly options: HttpOptions; readonly response: HttpResponse },
): Sample {
  const common = {
    totalMs: response.phases.totalMs,
    phases: phasesOf(response),
    address: response.address,
    isResumed: response.tls?.isResumed ?? false,
  };
  const broken =
    options.redirectsTo === null ? unmet(response, options) : unmetRedirect(response, options.redirectsTo);
  if (broken !== null)
    return sampleFrom(context, begun, {
      ...common,
      ...broken,
      outcome: 'down',
      evidence: responseEvidence(response),
    });
  const { slowMs } = context.monitor;
  if (slowMs === null || response.phases.totalMs <= slowMs)
    return sampleFrom(context, begun, {
      ...common,
      outcome: 'up',
      message: '',
      evidence: edgeEvidence(response),
    });
  const message = `${Math.round(response.phases.totalMs)} ms, slower than ${slowMs} ms`;
  return sampleFrom(context, begun, {
    ...common,
    outcome: 'degraded',
    layer: 'http',
    code: 'slow',
    message,
    evidence: responseEvidence(response),
  });
}

/** A phase that did not happen has no figure. */
const phasesOf = ({ phases, tls, url }: HttpResponse): SamplePhases => ({
  dnsMs: phases.dnsMs,
  connectMs: phases.connectMs,
  tlsMs: tls === null && url.startsWith('http:') ? null : phases.tlsMs,
  firstByteMs: phases.firstByteMs,
  bodyMs: phases.bodyMs,
});

async function ask(context: ProbeContext, options: HttpOptions): Promise<Result<HttpResponse>> {
  let url = context.monitor.target;
  const hops = options.redirectsTo === null ? options.maxRedirects : 0;
  for (let hop = 0; ; hop += 1) {
    const result = await request(context, options, { url, isFirst: hop === 0 });
    if (!result.ok || hops === 0 || !isRedirect(result.value, options)) return result;
    if (hop >= hops)
      return failure('protocol', `${context.monitor.target} redirects more than ${hops} times`);
    const next = locationOf(result.value);
    if (next === null) return result;
    url = next;
  }
}

function request(
  context: ProbeContext,
  options: HttpOptions,
  to: { readonly url: string; readonly isFirst: boolean },
): Promise<Result<HttpResponse>> {
  const { monitor, outside, signal, traceparent } = context;
  const isOwn = to.isFirst || new URL(to.url).origin === new URL(monitor.target).origin;
  return outside.http.request({
    url: to.url,
    method: to.isFirst || options.method === 'HEAD' ? options.method : 'GET',
    // What the owner set is for the owner's address only, never for where it redirects to.
    headers: [
      ...(isOwn ? Object.entries(options.requestHeaders) : []),
      ['traceparent', traceparent],
      ['tracestate', probeTraceState],
    ],
    ...(options.body === null || !to.isFirst ? {} : { body: options.body }),
    ...(options.address === null || !to.isFirst ? {} : { address: options.address }),
    timeoutMs: monitor.timeoutMs,
    maxBodyBytes,
    isSessionReusable: context.isResumptionAllowed ?? false,
    // A look that rides on the connection of another one sees neither name nor port nor certificate.
    isConnectionReusable: false,
    isChainWanted: false,
    signal,
  });
}

const isRedirect = ({ status }: HttpResponse, options: HttpOptions): boolean =>
  [301, 302, 303, 307, 308].includes(status) && !options.status.includes(status);

function locationOf(response: HttpResponse): string | null {
  const location = response.headers.find(([name]) => name === 'location')?.[1];
  if (location === undefined || !URL.canParse(location, response.url)) return null;
  const next = new URL(location, response.url);
  return next.protocol === 'https:' || next.protocol === 'http:' ? next.href : null;
}

function unmetRedirect(response: HttpResponse, wanted: string): Broken | null {
  const found = locationOf(response);
  const target = URL.canParse(wanted, response.url) ? new URL(wanted, response.url).href : wanted;
  if (found === target && response.status >= 300 && response.status < 400) return null;
  const leads = found === null ? `answers ${response.status} without a redirect` : `leads to ${found}`;
  return { layer: 'http', code: 'redirect-unexpected', message: `It ${leads} instead of ${target}` };
}
