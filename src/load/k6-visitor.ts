/**
 * The part of a k6 script that walks journeys: plain JavaScript for k6's own runtime, which has neither `URL` nor `fetch`. It does
 * what `src/journeys` does for the steps that are requests: values carried on, cookies kept (k6 gives each visitor a jar), hidden
 * fields and tokens of the page before, checks as expectations.
 */
export const k6Visitor = String.raw`
const took = new Trend('journey_duration', true);

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
const newRun = () => Array.from({ length: 10 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
const aDay = () => new Date(Date.now() + (30 + Math.floor(Math.random() * 330)) * 86400000).toISOString().slice(0, 10);

function valueOf(visitor, name) {
  if (name in visitor.values) return visitor.values[name];
  if (name === 'run') return visitor.run;
  if (name === 'day') return visitor.day;
  if (name.startsWith('env:')) return __ENV[name.slice(4)];
  const address = name === 'email' ? Object.values(inboxes)[0] : inboxes[name.replace(/^inbox\./, '')];
  return address === undefined ? undefined : address.replace('@', '+lr-' + visitor.run + '@').toLowerCase();
}

function filled(visitor, value) {
  if (typeof value === 'string')
    return value.replace(/\$\{([^}]{1,200})\}/g, (_all, name) => {
      const found = valueOf(visitor, name);
      if (found === undefined) throw new Error('no value for ' + name);
      return found;
    });
  if (Array.isArray(value)) return value.map((each) => filled(visitor, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(visitor, each)]));
}

const originOf = (url) => (/^https?:\/\/[^/?#]+/i.exec(url) || [''])[0];
const hostOf = (url) => originOf(url).replace(/^https?:\/\//i, '').replace(/:\d+$/, '').toLowerCase();
const pathOf = (url) => url.replace(/[?#].*$/, '');

function resolved(url, base) {
  if (/^https?:\/\//i.test(url)) return url;
  if (url.startsWith('//')) return originOf(base).split('//')[0] + url;
  if (url.startsWith('/')) return originOf(base) + url;
  if (url.startsWith('?')) return pathOf(base) + url;
  return url === '' ? base : pathOf(base).replace(/[^/]*$/, '') + url;
}

function addressOf(visitor, step) {
  const url = resolved(filled(visitor, step.url), origins[step.side] + '/');
  return base !== null && ours.includes(hostOf(url)) ? base + url.slice(originOf(url).length) : url;
}

const cookieAt = (url, name) => (http.cookieJar().cookiesForURL(url)[name] || [])[0];

function guards(visitor, url) {
  const headers = {};
  const page = visitor.page;
  if (page !== null && originOf(page.url) === originOf(url)) {
    const token = page.html().find('meta[name="csrf-token"]').first().attr('content');
    if (token) headers['x-csrf-token'] = token;
  }
  const copied = cookieAt(url, 'XSRF-TOKEN');
  if (copied) headers['x-xsrf-token'] = decodeURIComponent(copied);
  if (cookieAt(url, 'csrftoken')) headers['x-csrftoken'] = cookieAt(url, 'csrftoken');
  return headers;
}

function hiddenFields(visitor, url) {
  const fields = {};
  if (visitor.page === null) return fields;
  const forms = visitor.page.html().find('form').toArray();
  const form = forms.find((each) => pathOf(resolved(each.attr('action') || '', visitor.page.url)) === pathOf(url));
  if (form !== undefined)
    form.find('input[type=hidden]').toArray().forEach((each) => (fields[each.attr('name')] = each.attr('value') || ''));
  return fields;
}

function bodyOf(visitor, step, url) {
  if (step.body === null) return { type: {}, body: null };
  const value = filled(visitor, step.body.value);
  if (step.body.kind === 'json') return { type: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
  if (step.body.kind === 'text') return { type: { 'content-type': step.body.contentType }, body: value };
  const fields = Object.entries(Object.assign(hiddenFields(visitor, url), value));
  const body = fields.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return { type: { 'content-type': 'application/x-www-form-urlencoded' }, body };
}

function asked(visitor, step, id) {
  const url = addressOf(visitor, step);
  const { type, body } = bodyOf(visitor, step, url);
  const guarded = step.method === 'GET' ? {} : guards(visitor, url);
  const headers = Object.assign({}, common, guarded, type, filled(visitor, step.headers));
  const tags = { route: id, step: step.name };
  return http.request(step.method, url, body, { headers, tags, timeout: step.timeoutMs + 'ms', redirects: step.kind === 'open' ? 10 : 0 });
}

const fieldOf = (response, name) =>
  (Object.entries(response.headers).find(([each]) => each.toLowerCase() === name.toLowerCase()) || [])[1];

function jsonAt(response, path) {
  let at;
  try {
    at = JSON.parse(response.body);
  } catch (error) {
    return undefined;
  }
  for (const part of path === '' ? [] : path.replace(/\[(\d+)\]/g, '.$1').split('.'))
    at = typeof at === 'object' && at !== null ? at[part] : undefined;
  return at;
}

const sorted = (value) =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function isAsExpected(visitor, step, response) {
  const wanted = filled(visitor, step.expect);
  const body = response.body || '';
  const { status } = response;
  return (
    (wanted.status.length === 0 ? status >= 200 && status < 300 : wanted.status.includes(status)) &&
    Object.entries(wanted.headers).every(([name, part]) =>
      (fieldOf(response, name) || '').toLowerCase().includes(part.toLowerCase())) &&
    Object.entries(wanted.json).every(([path, value]) => same(jsonAt(response, path), value)) &&
    wanted.text.every((part) => body.includes(part) || response.html().text().includes(part)) &&
    !wanted.absentText.some((part) => body.includes(part)) &&
    (wanted.url === null || response.url.includes(wanted.url)) &&
    (wanted.withinMs === null || response.timings.duration <= wanted.withinMs)
  );
}

const reading = {
  json: (response, at) => {
    const found = jsonAt(response, at);
    return typeof found === 'string' || found === undefined || found === null ? found : JSON.stringify(found);
  },
  header: (response, at) => {
    const value = fieldOf(response, at);
    return at.toLowerCase() === 'location' && value ? resolved(value, response.url) : value;
  },
  cookie: (response, at) => cookieAt(response.url, at),
  query: (response, at) => {
    const found = new RegExp('[?&]' + at.replace(/[^\w-]/g, '\\$&') + '=([^&#]*)').exec(response.url);
    return found === null ? undefined : decodeURIComponent(found[1]);
  },
  text: (response, at) => {
    const found = new RegExp(at).exec(response.body || '');
    return found === null ? undefined : found[1] || found[0];
  },
  link: (response, at) => {
    const wanted = at.toLowerCase();
    const links = response.html().find('a').toArray().map((each) => ({ text: each.text(), url: each.attr('href') || '' }));
    const found =
      links.find((link) => link.text.toLowerCase().includes(wanted)) ||
      links.find((link) => link.url.toLowerCase().includes(wanted));
    return found === undefined ? undefined : resolved(found.url, response.url);
  },
  html: (response, at) => {
    const parts = /^([^]*?)(?:@([\w-]+))?$/.exec(at);
    const found = response.html().find(parts[1]).first();
    return parts[2] === undefined ? found.text().trim() : found.attr(parts[2]);
  },
};

function saved(visitor, step, response) {
  return step.save.every(({ name, from, at }) => {
    const value = reading[from](response, at);
    if (value === undefined || value === null || value === '') return false;
    visitor.values[name] = value;
    return true;
  });
}

/** One step; true when its answer was as expected and its values were there. A step that waits asks again. */
function walked(visitor, step, id) {
  const untilMs = Date.now() + step.timeoutMs;
  for (;;) {
    const response = asked(visitor, step, id);
    if (/html/.test(fieldOf(response, 'content-type') || '')) visitor.page = response;
    const isGood = isAsExpected(visitor, step, response);
    if (!isGood && step.kind === 'wait' && Date.now() + step.everyMs < untilMs) {
      sleep(step.everyMs / 1000);
      continue;
    }
    const checked = {};
    checked[id + ': ' + step.name] = () => isGood && saved(visitor, step, response);
    return check(response, checked, { route: id, step: step.name });
  }
}

function walk({ id, steps, cleanup }) {
  const visitor = { run: newRun(), day: aDay(), values: {}, page: null };
  const startMs = Date.now();
  const isGood = steps.every((step) => walked(visitor, step, id));
  if (isGood) took.add(Date.now() - startMs, { route: id });
  cleanup.forEach((step) => {
    try {
      walked(visitor, step, id);
    } catch (error) {
      // A value that an earlier step did not come to save: there is nothing to take away.
    }
  });
}
`;
