import type { AskedExposure, ExposureHit } from '../../../facts/exposure/probes.ts';
import type { HttpResponse } from '../../../model/outside-http.ts';
import type { Outside } from '../../../model/outside.ts';
import {
  calibrationPath,
  classOf,
  exposureRules,
  pathClasses,
  plannedProbes,
} from '../../../protocols/exposure/all-rules.ts';
import type { PathClass, PlannedProbe } from '../../../protocols/exposure/all-rules.ts';
import type { ProbedAnswer } from '../../../protocols/exposure/rule.ts';
import { isMissing, missingAnswer } from '../../../protocols/exposure/soft-missing.ts';
import type { MissingAnswer } from '../../../protocols/exposure/soft-missing.ts';
import { fieldValues } from '../../../protocols/http/fields.ts';
import { isRedirect } from '../../../protocols/http/redirect-status.ts';
import { inTurn } from '../../redirects/walking/in-turn.ts';
import { probe, probedAnswer, randomWord } from './probing.ts';
import type { Probing, ProbeQuestion } from './probing.ts';

export interface HostProbeInput {
  readonly origin: string;
  /** Folders the site's own assets lie in, asked for a directory list. */
  readonly folders: readonly string[];
  /** A host for the back office: its start page is asked too. */
  readonly isAdmin: boolean;
}

const width = 8;
const maxFolders = 6;
/** So many silent or refusing answers in a row: somebody does not want to be asked. */
const patience = 12;
const introspection = JSON.stringify({ query: '{__schema{queryType{name}types{name}}}' });

/** Asks one host for everything that should not be there. What it answers to nonsense is asked first. */
export class HostProbe {
  private readonly probing: Probing;
  private readonly outside: Outside;
  private readonly input: HostProbeInput;
  private readonly missing = new Map<PathClass, readonly ProbedAnswer[]>();
  private readonly known: MissingAnswer[] = [];
  private asked = 0;
  private unanswered = 0;
  private silentInARow = 0;
  private stopped: string | null = null;

  constructor(outside: Outside, signal: AbortSignal, input: HostProbeInput) {
    this.outside = outside;
    this.probing = { http: outside.http, signal };
    this.input = input;
  }

  async run(): Promise<AskedExposure> {
    await this.calibrate();
    const host = new URL(this.input.origin).hostname;
    const planned = [...plannedProbes(host), ...this.furtherProbes(host)];
    const answers = await inTurn(planned, width, async (each) => this.one(each));
    return {
      isAsked: true,
      hits: told(answers.filter((hit) => hit !== null)),
      asked: this.asked,
      unanswered: this.unanswered,
      soft: pathClasses.filter((kind) => this.missing.get(kind)?.some(({ status }) => status === 200)),
      stopped: this.stopped,
    };
  }

  private async calibrate(): Promise<void> {
    await inTurn(pathClasses, width, async (kind) => {
      const path = calibrationPath(kind, randomWord(this.outside));
      const answer = await this.ask(path, {});
      if (answer === null) return;
      const probed = probedAnswer(answer);
      this.missing.set(kind, [probed]);
      this.known.push(missingAnswer(probed, path));
    });
  }

  /** The folders of the site itself, and the start page of a back office, beside the usual addresses. */
  private furtherProbes(host: string): readonly PlannedProbe[] {
    const all = plannedProbes(host);
    const usual = new Set(all.map(({ path }) => path));
    const folders = this.input.folders.filter((path) => !usual.has(path)).slice(0, maxFolders);
    const ruleOf = (id: string, paths: readonly string[]): readonly PlannedProbe[] =>
      exposureRules.filter((rule) => rule.id === id).flatMap((rule) => paths.map((path) => ({ rule, path })));
    return [...ruleOf('listing', folders), ...ruleOf('back-office', this.input.isAdmin ? ['/'] : [])];
  }

  private async one({ rule, path }: PlannedProbe): Promise<ExposureHit | null> {
    if (this.stopped !== null) return null;
    const isQuery = rule.kind === 'graphql';
    const answer = await this.ask(path, isQuery ? graphqlQuestion : questionFor(rule.kind));
    if (answer === null) return null;
    const probed = probedAnswer(answer);
    if (!isQuery && isMissing(probed, path, this.known)) return null;
    const confirmed = rule.confirm(probed);
    if (confirmed === null) return null;
    // Whatever also confirms a path nobody has is how this host answers, not a file.
    if ((this.missing.get(classOf(path)) ?? []).some((other) => rule.confirm(other) !== null)) return null;
    return {
      rule: rule.id,
      kind: rule.kind,
      title: rule.title,
      severity: confirmed.severity ?? rule.severity,
      method: isQuery ? 'POST' : 'GET',
      url: answer.url,
      status: answer.status,
      type: probed.type,
      detail: confirmed.detail,
    };
  }

  /** A redirect that only adds the final slash is followed once. */
  private async ask(path: string, question: ProbeQuestion): Promise<HttpResponse | null> {
    const answer = await this.request(new URL(path, this.input.origin).href, question);
    const location = answer === null ? undefined : fieldValues(answer.headers, 'location')[0];
    if (answer === null || location === undefined || !isRedirect(answer.status)) return answer;
    const slashed = new URL(`${path.replace(/\/$/, '')}/`, this.input.origin).href;
    const isSlash = URL.canParse(location, answer.url) && new URL(location, answer.url).href === slashed;
    return isSlash && !path.endsWith('/') ? this.request(slashed, question) : answer;
  }

  private async request(url: string, question: ProbeQuestion): Promise<HttpResponse | null> {
    this.asked += 1;
    const answer = await probe(this.probing, url, question);
    const isSilent = !answer.ok || answer.value.status === 429 || answer.value.status >= 500;
    this.silentInARow = isSilent ? this.silentInARow + 1 : 0;
    if (isSilent) this.unanswered += 1;
    if (this.silentInARow >= patience)
      this.stopped ??= `${patience} questions in a row got no usable answer${answer.ok ? ` (${answer.value.status})` : ''}`;
    return answer.ok ? answer.value : null;
  }
}

const graphqlQuestion: ProbeQuestion = {
  method: 'POST',
  headers: [['content-type', 'application/json']],
  body: introspection,
  maxBodyBytes: 256 * 1024,
};

/** Of large files the first bytes are enough (RFC 9110 section 14.2). */
const questionFor = (kind: ExposureHit['kind']): ProbeQuestion =>
  kind === 'backup'
    ? {
        headers: [
          ['range', 'bytes=0-2047'],
          ['accept-encoding', 'identity'],
        ],
        maxBodyBytes: 16 * 1024,
      }
    : {};

/** One row per rule and address; what many addresses of one rule show is one thing, its first address tells it. */
const told = (hits: readonly ExposureHit[]): ExposureHit[] => hits.slice(0, 40);
