create table orders (
  id bigint generated always as identity primary key,
  email text not null,
  status text not null default 'open',
  created_at timestamptz not null default now()
);
