/** Tables and rows of the healthy twin: everything that is looked up has its index, every table was analysed. */
export const shopSchema = `
create extension if not exists pg_stat_statements;
create extension if not exists hypopg;
create extension if not exists pg_trgm;
create table members (id int generated always as identity primary key, email text not null unique, name text not null,
  bio text not null, joined_at timestamptz not null);
create table sessions (token text primary key, member_id int not null references members (id), expires_at timestamptz not null);
create table listings (id int generated always as identity primary key, slug text not null unique, title text not null,
  text text not null, price_cents int not null, seller_id int not null references members (id), listed_at timestamptz not null);
create table posts (id int generated always as identity primary key, author_id int not null references members (id),
  text text not null, posted_at timestamptz not null);
create table orders (id int generated always as identity primary key, member_id int not null references members (id),
  status text not null, total_cents int not null, ordered_at timestamptz not null);
create table order_lines (order_id int not null references orders (id), listing_id int not null references listings (id),
  quantity int not null, primary key (order_id, listing_id));
create table market_figures (day date primary key, members int not null, sold_cents bigint not null);
create table waitlist (email text primary key, joined_at timestamptz not null default now());
insert into members (email, name, bio, joined_at)
  select 'm' || n || '@members.harbormarket.shop', 'Member ' || n, repeat('Wood and cloth. ', 4), timestamptz '2026-01-01' + n * interval '1 minute'
  from generate_series(1, 6000) n;
insert into sessions select 'session-' || n, n, timestamptz '2099-01-01' from generate_series(1, 6000) n;
insert into listings (slug, title, text, price_cents, seller_id, listed_at)
  select 'thing-' || n, 'Thing ' || md5(n::text), repeat('From the harbour. ', 4), 500 + n % 9000, 1 + n % 6000, timestamptz '2026-02-01' + n * interval '1 minute'
  from generate_series(1, 9000) n;
insert into posts (author_id, text, posted_at)
  select 1 + (n * 7) % 6000, 'Low tide at ' || n, timestamptz '2026-03-01' + n * interval '1 minute' from generate_series(1, 9000) n;
insert into orders (member_id, status, total_cents, ordered_at)
  select 1 + n % 600, 'paid', 900 + n % 5000, timestamptz '2026-04-01' + n * interval '1 minute' from generate_series(1, 9000) n;
insert into order_lines select n, 1 + (n * 3 + k) % 9000, 1 + k from generate_series(1, 9000) n, generate_series(0, 1) k;
create index sessions_member on sessions (member_id);
create index listings_seller on listings (seller_id);
create index listings_newest on listings (listed_at desc);
create index listings_title on listings using gin (title gin_trgm_ops);
create index posts_author on posts (author_id);
create index posts_newest on posts (posted_at desc);
create index orders_of_member on orders (member_id, ordered_at desc);
create index order_lines_listing on order_lines (listing_id);
insert into market_figures values ('2026-11-21', 6000, 30000000);
analyze;
`;

/** What the role of a product should have; given to each database, so that the server itself stays as it was installed. */
export const shopSettings = (database: string): string => `
alter database "${database}" set random_page_cost = 1.1;
alter database "${database}" set statement_timeout = '30s';
alter database "${database}" set idle_in_transaction_session_timeout = '60s';
`;
