import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPlan } from '../../src/engine/fix/apply/apply-plan.ts';
import type { Outcome } from '../../src/engine/fix/apply/job.ts';
import { stepsOf } from '../../src/engine/fix/apply/steps.ts';
import { Journal } from '../../src/engine/fix/apply/journal.ts';
import { inverseOf } from '../../src/engine/fix/plan/make-plan.ts';
import { sealed } from '../../src/engine/fix/plan/seal.ts';
import { probesOf } from '../../src/engine/fix/plan/proofs.ts';
import { withoutChallenges } from '../../src/engine/fix/plan/watched.ts';
import { nothingKnown } from '../../src/engine/fix/dangers/known.ts';
import { takeBaseline } from '../../src/engine/fix/verify/baseline.ts';
import type { Baseline } from '../../src/engine/fix/verify/baseline.ts';
import { verifierFor } from '../../src/engine/fix/verify/verifier.ts';
import type { CheckPlugin } from '../../src/engine/judge.ts';
import { loadChecks } from '../../src/cli/audit/plugins.ts';
import { manifestOf, profileFor } from '../../src/cli/audit/subject.ts';
import { collectWith, judgeFile, restricted } from '../../src/cli/fix/looking.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { unixMs } from '../../src/model/brand.ts';
import type { Plan, PlannedChange, Provider } from '../../src/model/fix.ts';
import type { Json } from '../../src/model/json.ts';
import type { Outside } from '../../src/model/outside.ts';
import { difference, fingerprintOf, snapshotOf } from '../../src/protocols/edge/state.ts';
import type { Resources } from '../../src/protocols/edge/state.ts';
import { parseZone } from '../../src/protocols/zone/file/parse.ts';
import { recordSets } from '../../src/protocols/zone/records/record-set.ts';
import { setResources } from '../../src/protocols/zone/records/resources.ts';
import { cloudflareProvider } from '../../src/providers/cloudflare/provider.ts';
import type { AddressPlan } from '../../src/world/plan.ts';
import { createWorld } from '../../src/world/world.ts';
import type { World } from '../../src/world/world.ts';

const domain = 'harbormarket.shop';
const signal = new AbortController().signal;

interface Wrong {
  readonly title: string;
  readonly lines?: readonly string[];
  readonly gone?: readonly string[];
  readonly edge?: Readonly<Record<string, Json>>;
}

const redirect = (hosts: readonly string[], host: string, path = 'same'): Json => ({
  title: 'wrong',
  isEnabled: true,
  match: { hosts },
  to: { host, path },
  status: 301,
  keepsQuery: true,
});
const headers = (
  hosts: readonly string[],
  set: Readonly<Record<string, string>>,
  remove: readonly string[] = [],
): Json => ({
  title: 'wrong',
  isEnabled: true,
  match: { hosts },
  set,
  remove,
});
const spf = '@ TXT "v=spf1 include:_spf.paperboatmail.com -all"';

/** What a hurried person does on the evening before the launch. Every one is accepted by the provider. */
const wrongs: readonly Wrong[] = [
  {
    title: 'the checkout leads to a server without its certificate',
    lines: ['checkout A 139.162.130.9'],
    gone: ['checkout/AAAA'],
  },
  {
    title: 'the api leads to a host where nobody listens',
    lines: ['api A 91.198.174.192'],
    gone: ['api/AAAA'],
  },
  { title: 'the apex leads to the back office', lines: ['@ A 65.109.84.11'], gone: ['@/AAAA'] },
  { title: 'the apex loses its addresses', gone: ['@/A', '@/AAAA'] },
  { title: 'the checkout goes', gone: ['checkout/A', 'checkout/AAAA'] },
  {
    title: 'www becomes an alias of nothing',
    lines: ['www CNAME nothing.example-nowhere.net.'],
    gone: ['www/A', 'www/AAAA'],
  },
  {
    title: 'www becomes an alias of somebody else',
    lines: ['www CNAME api.pennyworthpay.com.'],
    gone: ['www/A', 'www/AAAA'],
  },
  { title: 'IPv6 of the api leads elsewhere', lines: ['api AAAA 2a01:4f9:c010::99'] },
  { title: 'MX goes', gone: ['@/MX'] },
  { title: 'mail leads to a name without address', lines: ['@ MX 10 nomail.harbormarket.shop.'] },
  { title: 'a second SPF record', lines: [spf, '@ TXT "v=spf1 include:spf.mtasv.net -all"'] },
  { title: 'SPF without the sender', lines: ['@ TXT "v=spf1 -all"'] },
  { title: 'SPF with a typing mistake', lines: ['@ TXT "v=spf1 inclde:_spf.paperboatmail.com -all"'] },
  { title: 'SPF for everybody', lines: ['@ TXT "v=spf1 include:_spf.paperboatmail.com +all"'] },
  {
    title: 'SPF includes a domain without SPF',
    lines: ['@ TXT "v=spf1 include:_spf.paperboatmail.com include:seedpost.net -all"'],
  },
  { title: 'the DKIM key goes', gone: ['pb1._domainkey/CNAME'] },
  {
    title: 'two DMARC records',
    lines: [
      '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@harbormarket.shop"',
      '_dmarc TXT "v=DMARC1; p=none"',
    ],
  },
  { title: 'DMARC goes', gone: ['_dmarc/TXT'] },
  { title: 'CAA forbids the live authority', lines: ['@ CAA 0 issue "sectigo.com"'] },
  { title: 'a redirect of the apex to itself', edge: { 'rule:redirect/wrong': redirect([domain], domain) } },
  {
    title: 'apex and www send each other round',
    edge: { 'rule:redirect/wrong': redirect([domain], `www.${domain}`) },
  },
  {
    title: 'the checkout forwards to the start page',
    edge: { 'rule:redirect/wrong': redirect([`checkout.${domain}`], domain, '/') },
  },
  {
    title: 'the api forwards to the pages',
    edge: { 'rule:redirect/wrong': redirect([`api.${domain}`], domain) },
  },
  {
    title: 'the content policy is taken away',
    edge: { 'rule:response-headers/wrong': headers([domain], {}, ['content-security-policy']) },
  },
  {
    title: 'HSTS is taken away',
    edge: { 'rule:response-headers/wrong': headers([domain], {}, ['strict-transport-security']) },
  },
  {
    title: 'any site may read the api with cookies',
    edge: {
      'rule:response-headers/wrong': headers(
        [`api.${domain}`],
        { 'access-control-allow-origin': 'null', 'access-control-allow-credentials': 'true' },
        ['x-content-type-options'],
      ),
    },
  },
];

let world: World;
let outside: Outside & AsyncDisposable;
let provider: Provider;
let baseline: Baseline;
let checks: readonly CheckPlugin[];

const subject = (): {
  readonly manifest: ReturnType<typeof manifestOf>;
  readonly profile: ReturnType<typeof profileFor>;
} => {
  const manifest = manifestOf(world.manifestText, 'launch.yaml');
  return { manifest, profile: profileFor(manifest) };
};
const open = (): Promise<Outside & AsyncDisposable> =>
  openRealOutside({ hintsText: world.rootHints, extraCaPem: [world.caPem], maps: world.maps });

/** Mail and records only: what visitors meet is compared page by page. */
const look = async (door: Outside): Promise<Baseline['looked']> => {
  const request = { subject: subject(), checks, timeoutMs: 20_000, tool: 'test', signal };
  return restricted(judgeFile(await collectWith(door, request), request.subject, checks), checks);
};

beforeAll(async () => {
  // Elsewhere these addresses answer for every host: here each serves its own only, as servers do.
  const own = (...only: readonly string[]): AddressPlan => ({
    http: 'open',
    https: 'open',
    only,
    versions: {},
  });
  world = await createWorld({
    change: (plan) => ({
      ...plan,
      addresses: {
        ...plan.addresses,
        '65.109.84.11': own(`admin.${domain}`),
        '139.162.130.9': own(
          'api.pennyworthpay.com',
          'api.breakwater-edge.net',
          'data.iana.org',
          'rdap.gmoregistry.net',
          'pki.beacon-pki.net',
        ),
      },
    }),
  });
  outside = await open();
  const all = await loadChecks(outside.files);
  checks = all.filter(({ id }) =>
    /^mail\/(?:spf|dmarc-(?:presence|single)|dkim-(?:selectors|presence)|mx-presence|mx-reach)|^domain\/(?:caa-issuer|mx-)/.test(
      id,
    ),
  );
  const { manifest } = subject();
  provider = openVendor();
  const plan = await wrongPlan({ title: 'nothing' });
  baseline = await takeBaseline({ plan, manifest, looked: await look(outside) }, outside);
}, 240_000);

afterAll(async () => {
  await outside[Symbol.asyncDispose]();
  await world.close();
});

/** Settings are not touched here, and reading them all takes twenty requests; a new client has its budget of requests whole. */
const openVendor = (): Provider =>
  cloudflareProvider(
    { zone: domain, token: world.vendor.token, baseUrl: world.vendor.url, parts: ['records', 'rules'] },
    outside,
  );

async function readState(): Promise<Resources> {
  const read = await provider.read(signal);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.resources;
}

/** As a planner without judgement would make it: no danger rules, no preflights. */
async function wrongPlan(wrong: Wrong): Promise<Plan> {
  const state = await readState();
  const parsed = parseZone(['$TTL 300', ...(wrong.lines ?? [])].join('\n'), domain);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const gone = (wrong.gone ?? []).map(
    (set) =>
      `rrset:${set.startsWith('@/') ? domain : `${set.split('/')[0]}.${domain}`}./${set.split('/')[1]}`,
  );
  const kept = Object.entries(state).filter(([resource]) => !gone.includes(resource));
  const after: Resources = {
    ...Object.fromEntries(kept),
    ...setResources(recordSets(parsed.records)),
    ...wrong.edge,
  };
  const manifest = manifestOf(world.manifestText, 'launch.yaml');
  const context = { zone: domain, before: state, after, manifest, known: nothingKnown };
  const changes = difference(state, after)
    // What makes room goes first, as in every plan.
    .toSorted((a, b) => Number(a.after !== null) - Number(b.after !== null))
    .map((change, index): PlannedChange => ({
      id: `c${index + 1}`,
      provider: provider.id,
      ...change,
      kind: 'update',
      risk: 'ask',
      why: wrong.title,
      cures: [],
      reasons: [],
      dangers: [],
      blast: { hosts: [], journeys: [], mails: [] },
      preflights: [],
      probes: probesOf(change, context),
    }));
  return sealed({
    schema: 'launch-ready/plan@1',
    tool: 'test',
    domain,
    zone: domain,
    provider: provider.id,
    madeAt: outside.clock.now(),
    expiresAt: unixMs(outside.clock.now() + 3_600_000),
    manifest: '',
    before: fingerprintOf(withoutChallenges(state)),
    changes,
    stages: [{ title: 'Change', changes: changes.map(({ id }) => id), waitSeconds: 0, why: '' }],
    soakSeconds: 0,
    refused: [],
    byHand: [],
    unmanaged: [],
    notes: [],
    rehearsal: null,
    inverse: inverseOf(changes),
  });
}

async function applyWrong(wrong: Wrong): Promise<Outcome> {
  provider = openVendor();
  await using folder = await outside.files.temporaryFolder('launch-ready-wrong-');
  const plan = await wrongPlan(wrong);
  expect(plan.changes.length, 'it changes something').toBeGreaterThan(0);
  const journal = await Journal.open(outside.files, `${folder.path}/journal.jsonl`);
  if (!journal.ok) throw new Error(journal.error.message);
  const { manifest } = subject();
  return await applyPlan({
    plan,
    steps: stepsOf(plan, provider),
    journal: journal.value,
    deps: {
      provider,
      outside,
      signal,
      preflight: async () => [],
      verify: verifierFor({
        baseline,
        manifest,
        openFresh: open,
        look,
        clock: outside.clock,
        signal,
        patienceMs: 0,
        onEffect: () => undefined,
      }),
      onStep: () => undefined,
      renew: async () => undefined,
      maxWaitMs: 0,
    },
  });
}

describe('FIX-2: a wrong apply is noticed from outside and taken back', () => {
  it.each(wrongs.map((wrong) => [wrong.title, wrong] as const))(
    '%s',
    async (_title, wrong) => {
      const before = snapshotOf(await readState());
      const ended = await applyWrong(wrong);
      expect([ended.state, ended.failures.length > 0], ended.says).toEqual(['rolled-back', true]);
      expect(snapshotOf(await readState()), 'as before, to the byte').toBe(before);
    },
    180_000,
  );

  it('a right apply is not taken back: proof that the proof can be passed', async () => {
    const ended = await applyWrong({
      title: 'a new text',
      lines: ['_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@harbormarket.shop"'],
    });
    expect([ended.state, ended.failures]).toEqual(['done', []]);
  }, 180_000);
});
