import type { HttpResponse } from '../../model/outside-http.ts';
import type { Random } from '../../model/outside.ts';
import type { Visitors } from '../../facts/cache/visitors.ts';
import { cacheStatement } from '../../protocols/http/caching/cache-status.ts';
import {
  marksOf,
  personalCookies,
  personalWords,
  shortened,
} from '../../protocols/http/caching/visitor-marks.ts';
import type { VisitorMarks } from '../../protocols/http/caching/visitor-marks.ts';
import { bodyText } from '../pages/crawling/asking.ts';
import { unseen } from './visiting.ts';
import type { Visitor } from './visiting.ts';

type Found = Extract<Visitors, { isAsked: true }>['crossings'][number];
export interface CrossingResult {
  readonly url: string;
  /** null: the page could not be asked. */
  readonly marks: number | null;
  readonly crossings: Found[];
  readonly failure: string | null;
}

export interface CrossingInput {
  readonly url: string;
  /** A page that hands out cookies, opened first; null when `url` does so itself. */
  readonly welcome: string | null;
  readonly first: Visitor;
  readonly second: Visitor;
  readonly stranger: Visitor;
  /** Two that have never been there. */
  readonly newcomers: readonly [Visitor, Visitor];
  readonly random: Random;
}

interface Mark {
  readonly what: string;
  readonly secret: string;
  readonly owner: string;
}
interface Seen {
  readonly who: string;
  readonly marks: VisitorMarks;
}

/**
 * The test of one page. First with addresses no cache knows, to learn what is personal; then one address for two visitors
 * with their cookies and a stranger; then the plain address for two newcomers, who must not be given the same identity.
 */
export class Crossing {
  private readonly input: CrossingInput;
  private readonly transcript: Found['transcript'] = [];
  private failure: string | null = null;
  /** Cookies everybody gets with a value of their own. */
  private personal: readonly string[] = [];

  constructor(input: CrossingInput) {
    this.input = input;
  }

  async run(): Promise<CrossingResult> {
    const { url, welcome, first, second, stranger, newcomers, random } = this.input;
    if (welcome !== null) for (const visitor of [first, second]) await visitor.open(unseen(welcome, random));
    const learned = await this.marksPastCaches();
    const shared = [
      ...(await this.inOrder([first, second, stranger], unseen(url, random))),
      ...(await this.inOrder(newcomers, url)),
    ];
    if (learned === null || shared.length < 5)
      return { url, marks: null, crossings: [], failure: this.failure ?? 'no answer' };
    const marks = [...learned, ...this.freshCookies(shared)];
    return { url, marks: marks.length, crossings: this.crossed(marks, shared), failure: null };
  }

  private async inOrder(visitors: readonly Visitor[], url: string): Promise<readonly Seen[]> {
    const seen: Seen[] = [];
    for (const visitor of visitors) {
      const marks = await this.ask(visitor, url);
      if (marks !== null) seen.push({ who: visitor.name, marks });
    }
    return seen;
  }

  private async marksPastCaches(): Promise<readonly Mark[] | null> {
    const { url, first, second, random } = this.input;
    const mine = await this.ask(first, unseen(url, random));
    const again = await this.ask(first, unseen(url, random));
    const theirs = await this.ask(second, unseen(url, random));
    const theirsAgain = await this.ask(second, unseen(url, random));
    if (mine === null || again === null || theirs === null || theirsAgain === null) return null;
    this.personal = personalCookies(mine, theirs).map(([name]) => name);
    const words = (
      owner: Visitor,
      own: readonly [VisitorMarks, VisitorMarks],
      other: VisitorMarks,
    ): readonly Mark[] =>
      personalWords(own, other).map((secret) => ({ what: 'text of the page', secret, owner: owner.name }));
    const cookies = [
      ...personalCookies(mine, theirs).map(([name, secret]) => ({ name, secret, owner: first.name })),
      ...personalCookies(theirs, mine).map(([name, secret]) => ({ name, secret, owner: second.name })),
    ];
    return [
      ...words(first, [mine, again], theirs),
      ...words(second, [theirs, theirsAgain], mine),
      ...cookies.map(({ name, secret, owner }) => ({ what: `cookie ${name}`, secret, owner })),
    ];
  }

  /** A cookie that is new for everybody past the caches, handed to somebody on the shared address. */
  private freshCookies(shared: readonly Seen[]): readonly Mark[] {
    return shared.flatMap(({ who, marks }) =>
      [...marks.cookies]
        .filter(([name]) => this.personal.includes(name))
        .map(([name, secret]) => ({ what: `cookie ${name}`, secret, owner: who })),
    );
  }

  private crossed(marks: readonly Mark[], shared: readonly Seen[]): Found[] {
    const found = new Map<string, Found>();
    for (const mark of marks)
      for (const { who, marks: seen } of shared) {
        const isThere = seen.words.has(mark.secret) || [...seen.cookies.values()].includes(mark.secret);
        const key = `${mark.what} ${[mark.owner, who].toSorted().join()}`;
        if (who === mark.owner || !isThere || found.has(key)) continue;
        const { url } = this.input;
        const proof = { who, text: `got ${mark.what} of ${mark.owner}: ${shortened(mark.secret)}` };
        found.set(key, {
          url,
          what: mark.what,
          from: mark.owner,
          to: who,
          transcript: [...this.transcript, proof],
        });
      }
    return [...found.values()].slice(0, 3);
  }

  private async ask(visitor: Visitor, url: string): Promise<VisitorMarks | null> {
    const answer = await visitor.open(url);
    if (!answer.ok) {
      this.failure = answer.error.message.slice(0, 300);
      return null;
    }
    const marks = marksOf(answer.value.headers, bodyText(answer.value));
    this.transcript.push({ who: visitor.name, text: lineOf(url, answer.value, marks) });
    return marks;
  }
}

function lineOf(url: string, response: HttpResponse, marks: VisitorMarks): string {
  const cookies = [...marks.cookies].map(([name, value]) => `sets ${name}=${shortened(value)}`);
  const said = cacheStatement(response.headers)?.said ?? 'no cache says anything';
  return [`GET ${url}: ${response.status}`, said, ...cookies].join(', ').slice(0, 400);
}
