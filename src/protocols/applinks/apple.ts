/** What `apple-app-site-association` says, and what is wrong with it. Apple: "Supporting associated domains". */
export interface AppleAssociation {
  /** `TEAMID12345.com.example.app`, those that may open links. */
  readonly appIds: readonly string[];
  /** How many path rules there are for links. */
  readonly rules: number;
  readonly problems: readonly string[];
}

const maxIds = 50;
const maxProblems = 20;
/** Team ids are ten letters and digits (older ones are any bundle seed id), then the bundle id. */
const appIdPattern = /^[A-Z0-9]{10}\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

/** Reads the file's JSON text; never throws. `null`: no JSON at all. */
export function readAppleAssociation(text: string): AppleAssociation | null {
  const value = parsed(text);
  if (value === undefined) return null;
  const reader = new Reader();
  reader.read(value);
  return {
    appIds: [...new Set(reader.appIds)].slice(0, maxIds),
    rules: reader.rules,
    problems: reader.problems.slice(0, maxProblems),
  };
}

class Reader {
  readonly appIds: string[] = [];
  readonly problems: string[] = [];
  rules = 0;

  read(value: unknown): void {
    const links = fieldOf(value, 'applinks');
    if (links === undefined) {
      this.problems.push('there is no "applinks": the file opens no links');
      return;
    }
    const details = fieldOf(links, 'details');
    if (Array.isArray(details)) for (const each of details.slice(0, maxIds)) this.detail(each, null);
    // The form before iOS 13 also took an object of app ids.
    else if (typeof details === 'object' && details !== null)
      for (const [id, each] of Object.entries(details).slice(0, maxIds)) this.detail(each, id);
    else this.problems.push('"applinks.details" is missing');
    if (this.appIds.length === 0 && details !== undefined) this.problems.push('no app is named in "details"');
  }

  private detail(value: unknown, named: string | null): void {
    const one = fieldOf(value, 'appID') ?? named ?? undefined;
    const many = fieldOf(value, 'appIDs');
    const ids = [...(one === undefined ? [] : [one]), ...(Array.isArray(many) ? many : [])];
    for (const id of ids) this.appId(id);
    const components = fieldOf(value, 'components');
    const paths = fieldOf(value, 'paths');
    const rules = [...asList(components), ...asList(paths)];
    this.rules += rules.length;
    if (ids.length > 0 && rules.length === 0)
      this.problems.push(`${textOf(ids[0])} has neither "components" nor "paths": it opens no link`);
    for (const component of asList(components))
      if (typeof component !== 'object' || component === null)
        this.problems.push('an entry of "components" is no object');
    for (const path of asList(paths))
      if (typeof path !== 'string' || !/^(?:NOT )?[/*]/.test(path))
        this.problems.push(`the path ${textOf(path)} does not begin with a slash`);
  }

  private appId(id: unknown): void {
    if (typeof id === 'string' && appIdPattern.test(id)) this.appIds.push(id);
    else this.problems.push(`${textOf(id)} is no app id: ten letters of the team, a dot, the bundle id`);
  }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
export const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, 500) : [];
export const textOf = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 100);
