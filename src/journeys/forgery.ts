import { formsOf, metaContent } from './page/read-page.ts';
import type { Visitor } from './visitor.ts';

/**
 * What the form of the page before the visitor sends besides what they type: hidden fields (CSRF tokens among them), defaults.
 * The form is the one that leads to the same address; nothing when there is none.
 */
export function formDefaults(
  visitor: Visitor,
  url: string,
  method: string,
): Readonly<Record<string, string>> {
  if (visitor.page === null) return {};
  const forms = formsOf(visitor.page).filter((form) => form.method === method);
  const same =
    forms.find(({ action }) => action === url) ?? forms.find(({ action }) => path(action) === path(url));
  return same?.fields ?? {};
}

const path = (address: string): string => {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
};

/**
 * Tokens against forged requests as scripts of the usual frameworks send them: from a meta element (Rails, Laravel), or copied
 * from a cookie (Angular, Axios, Laravel: XSRF-TOKEN; Django: csrftoken).
 */
export function forgeryHeaders(visitor: Visitor, url: URL): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const { page } = visitor;
  if (page !== null && URL.canParse(page.url) && new URL(page.url).origin === url.origin) {
    const token = metaContent(page.html, 'csrf-token');
    if (token !== null && token !== '') headers['x-csrf-token'] = token;
  }
  for (const { name, value } of visitor.cookiesAt(url)) {
    if (name === 'XSRF-TOKEN') headers['x-xsrf-token'] = decoded(value);
    if (name === 'csrftoken') headers['x-csrftoken'] = value;
  }
  return headers;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
