import type { HttpResponse } from '../../model/outside-http.ts';
import type { Random } from '../../model/outside.ts';
import { cacheStatement } from '../../protocols/http/caching/cache-status.ts';
import { marksOf, personalWords, shortened } from '../../protocols/http/caching/visitor-marks.ts';
import type { VisitorMarks } from '../../protocols/http/caching/visitor-marks.ts';
import { bodyText } from '../pages/crawling/asking.ts';
import type { SignedIn } from './accounts.ts';
import type { CrossingResult } from './crossing.ts';
import { unseen } from './visiting.ts';
import type { Visitor } from './visiting.ts';

export interface SignedCrossingInput {
  readonly url: string;
  /** One or two accounts with their sessions. */
  readonly owners: readonly SignedIn[];
  /** Somebody who has never been there, anew each time. */
  readonly stranger: () => Visitor;
  readonly random: Random;
}

interface Answer {
  readonly who: string;
  readonly url: string;
  /** Lower case; what the visitor sent of their own, should the page repeat it, is no leak. */
  readonly text: string;
  readonly marks: VisitorMarks;
}
interface Mark {
  readonly what: string;
  /** Lower case. */
  readonly secret: string;
  readonly owner: string;
}

/**
 * One page as seen by accounts and strangers. What a stranger reads anyway is public; what an account sees on its own page
 * and a stranger does not is its own, and must be seen by nobody else: not at an address no cache knows, not at the plain one.
 */
export class SignedCrossing {
  private readonly input: SignedCrossingInput;
  private readonly transcript: { who: string; text: string }[] = [];
  private readonly answers: Answer[] = [];
  private failure: string | null = null;

  constructor(input: SignedCrossingInput) {
    this.input = input;
  }

  async run(): Promise<CrossingResult> {
    const { url, owners, stranger, random } = this.input;
    const baseline = await this.ask(stranger(), unseen(url, random));
    const own: Answer[][] = [];
    for (const { visitor } of owners) own.push(await this.twice(visitor));
    const marks = this.marksOf(own, baseline);
    const shared = unseen(url, random);
    for (const { visitor } of owners) await this.ask(visitor, shared);
    await this.ask(stranger(), shared);
    // The plain address last: the page of a test account may stay in a cache that keeps what it must not.
    if (this.crossed(marks).length === 0) {
      for (const { visitor } of owners) await this.ask(visitor, url);
      await this.ask(stranger(), url);
    }
    if (baseline === null || own.some((answers) => answers.length === 0))
      return { url, marks: null, crossings: [], failure: this.failure ?? 'no answer' };
    return { url, marks: marks.length, crossings: this.crossed(marks), failure: null };
  }

  private async twice(visitor: Visitor): Promise<Answer[]> {
    const { url, random } = this.input;
    const first = await this.ask(visitor, unseen(url, random));
    const second = await this.ask(visitor, unseen(url, random));
    return [first, second].filter((each) => each !== null);
  }

  private marksOf(own: readonly (readonly Answer[])[], baseline: Answer | null): readonly Mark[] {
    const isPublic = (secret: string): boolean => baseline?.text.includes(secret) ?? true;
    return this.input.owners.flatMap((owner, at) => {
      const [first, second] = own[at] ?? [];
      if (first === undefined || second === undefined) return [];
      const others = own.flatMap((answers, index) => (index === at ? [] : answers));
      const named = owner.identities
        .filter((identity) => first.text.includes(identity))
        .map((secret) => ({ what: 'what names the account', secret }));
      const words = [baseline, ...others.slice(0, 1)]
        .flatMap((each) => (each === null ? [] : [personalWords([first.marks, second.marks], each.marks)]))
        .reduce((left, right) => left.filter((word) => right.includes(word)))
        .map((word) => ({ what: 'text of the page', secret: word.toLowerCase() }));
      return [...named, ...words]
        .filter(({ secret }) => !isPublic(secret))
        .map((mark) => ({ ...mark, owner: owner.visitor.name }));
    });
  }

  private crossed(marks: readonly Mark[]): CrossingResult['crossings'] {
    const found = new Map<string, CrossingResult['crossings'][number]>();
    for (const mark of marks)
      for (const { who, url, text } of this.answers) {
        const key = `${mark.owner} ${who}`;
        if (who === mark.owner || found.has(key) || !text.includes(mark.secret)) continue;
        const proof = { who, text: `got ${mark.what} of ${mark.owner} at ${url}: ${shortened(mark.secret)}` };
        found.set(key, {
          url: this.input.url,
          what: mark.what,
          from: mark.owner,
          to: who,
          transcript: [...this.transcript, proof],
        });
      }
    return [...found.values()].slice(0, 3);
  }

  private async ask(visitor: Visitor, url: string): Promise<Answer | null> {
    const answer = await visitor.open(url);
    if (!answer.ok) {
      this.failure = answer.error.message.slice(0, 300);
      return null;
    }
    const body = bodyText(answer.value);
    const seen = {
      who: visitor.name,
      url,
      text: body.toLowerCase(),
      marks: marksOf(answer.value.headers, body),
    };
    this.answers.push(seen);
    this.transcript.push({ who: visitor.name, text: lineOf(url, answer.value, visitor) });
    return seen;
  }
}

function lineOf(url: string, response: HttpResponse, visitor: Visitor): string {
  const cookies = visitor.secretsFor(url).map((value) => `cookie ${shortened(value)}`);
  const said = cacheStatement(response.headers)?.said ?? 'no cache says anything';
  const sent = cookies.length === 0 ? 'no session' : cookies.join(' and ');
  return `GET ${url} with ${sent}: ${response.status}, ${response.body.length} bytes, ${said}`.slice(0, 400);
}
