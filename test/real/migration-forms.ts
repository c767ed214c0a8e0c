/** Forms of statements, from the pages of ALTER TABLE, CREATE INDEX and their neighbours in PostgreSQL's documentation. */
export const statementForms: readonly string[] = `
ALTER TABLE users ADD COLUMN a int
ALTER TABLE users ADD COLUMN a int DEFAULT 5
ALTER TABLE users ADD COLUMN a text NOT NULL DEFAULT 'x'
ALTER TABLE users ADD COLUMN a timestamptz DEFAULT now()
ALTER TABLE users ADD COLUMN a timestamptz DEFAULT clock_timestamp()
ALTER TABLE users ADD COLUMN a uuid DEFAULT gen_random_uuid()
ALTER TABLE users ADD COLUMN a float DEFAULT random()
ALTER TABLE users ADD COLUMN a int DEFAULT nextval('s')
ALTER TABLE users ADD COLUMN a int DEFAULT mystable()
ALTER TABLE users ADD COLUMN a int DEFAULT myvolatile()
ALTER TABLE users ADD COLUMN a int GENERATED ALWAYS AS (age + 1) STORED
ALTER TABLE users ADD COLUMN a int GENERATED ALWAYS AS IDENTITY
ALTER TABLE users ADD COLUMN a serial
ALTER TABLE users ADD COLUMN a bigserial
ALTER TABLE users ADD COLUMN a int UNIQUE
ALTER TABLE users ADD COLUMN a int REFERENCES teams (id)
ALTER TABLE users ADD COLUMN a int DEFAULT 1 REFERENCES teams (id)
ALTER TABLE users ADD COLUMN a int CHECK (a > 0)
ALTER TABLE users ADD COLUMN a int DEFAULT 1 CHECK (a > 0)
ALTER TABLE users ADD COLUMN a posint
ALTER TABLE users ADD COLUMN a posint DEFAULT 1
ALTER TABLE users ADD COLUMN a json DEFAULT '{}'
ALTER TABLE users DROP COLUMN age
ALTER TABLE users ALTER COLUMN age TYPE bigint
ALTER TABLE users ALTER COLUMN age SET DATA TYPE smallint
ALTER TABLE users ALTER COLUMN name TYPE varchar(100)
ALTER TABLE users ALTER COLUMN name TYPE varchar
ALTER TABLE users ALTER COLUMN short TYPE varchar(50)
ALTER TABLE users ALTER COLUMN short TYPE varchar(5)
ALTER TABLE users ALTER COLUMN short TYPE text
ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C"
ALTER TABLE users ALTER COLUMN price TYPE numeric(14,2)
ALTER TABLE users ALTER COLUMN price TYPE numeric(12,4)
ALTER TABLE users ALTER COLUMN price TYPE numeric
ALTER TABLE users ALTER COLUMN made TYPE timestamptz
ALTER TABLE users ALTER COLUMN made TYPE timestamp(0)
ALTER TABLE users ALTER COLUMN data TYPE jsonb USING data::jsonb
ALTER TABLE users ALTER COLUMN age SET NOT NULL
ALTER TABLE users ALTER COLUMN age DROP NOT NULL
ALTER TABLE users ALTER COLUMN age SET DEFAULT 1
ALTER TABLE users ALTER COLUMN age DROP DEFAULT
ALTER TABLE users ALTER COLUMN age SET STATISTICS 500
ALTER TABLE users ALTER COLUMN name SET STORAGE EXTERNAL
ALTER TABLE users ALTER COLUMN name SET COMPRESSION pglz
ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0)
ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID
ALTER TABLE users VALIDATE CONSTRAINT waits
ALTER TABLE users ADD CONSTRAINT c UNIQUE (email)
ALTER TABLE users ADD CONSTRAINT c UNIQUE USING INDEX users_email_unique
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (user_id) REFERENCES users (id)
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID
ALTER TABLE orders VALIDATE CONSTRAINT waits_fk
ALTER TABLE users ADD CONSTRAINT c EXCLUDE USING btree (email WITH =)
ALTER TABLE nokey ADD PRIMARY KEY (id)
ALTER TABLE nokey ADD CONSTRAINT pk PRIMARY KEY USING INDEX nokey_id
ALTER TABLE users DROP CONSTRAINT waits
ALTER TABLE users RENAME TO people
ALTER TABLE users RENAME COLUMN age TO years
ALTER TABLE users RENAME CONSTRAINT waits TO waited
ALTER TABLE users SET SCHEMA archive
ALTER TABLE users SET (fillfactor = 70)
ALTER TABLE users RESET (fillfactor)
ALTER TABLE nokey SET UNLOGGED
ALTER TABLE users CLUSTER ON users_name_index
ALTER TABLE users REPLICA IDENTITY FULL
ALTER TABLE users ENABLE ROW LEVEL SECURITY
ALTER TABLE users DISABLE TRIGGER ALL
ALTER TABLE users OWNER TO current_user
ALTER TABLE users INHERIT parent
ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM (0) TO (10)
ALTER TABLE events DETACH PARTITION events_first
CREATE INDEX i ON users (age)
CREATE UNIQUE INDEX i ON users (email)
CREATE INDEX i ON events (id)
CREATE INDEX i ON ONLY events (id)
DROP INDEX users_name_index
ALTER INDEX users_name_index RENAME TO n2
ALTER INDEX users_name_index SET (fillfactor = 70)
REINDEX TABLE users
REINDEX INDEX users_name_index
CLUSTER users USING users_name_index
CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION trg()
CREATE RULE r AS ON INSERT TO users DO NOTHING
CREATE POLICY p ON users USING (true)
CREATE STATISTICS st ON age, name FROM users
REFRESH MATERIALIZED VIEW user_totals
REFRESH MATERIALIZED VIEW CONCURRENTLY user_totals
CREATE MATERIALIZED VIEW m AS SELECT * FROM users
CREATE TABLE copy AS SELECT * FROM users
CREATE TABLE child () INHERITS (users)
CREATE TABLE part PARTITION OF events FOR VALUES FROM (40) TO (50)
CREATE TABLE dflt PARTITION OF events DEFAULT
COMMENT ON TABLE users IS 'x'
ANALYZE users
TRUNCATE orders
LOCK TABLE users IN SHARE MODE
DELETE FROM orders
UPDATE users SET age = 1
UPDATE users SET age = 1 WHERE true
DELETE FROM orders WHERE total > 0
ALTER TYPE mood ADD VALUE 'ok'
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'
ALTER DOMAIN posint ADD CONSTRAINT c CHECK (VALUE < 1000)
ALTER DOMAIN posint SET NOT NULL
ALTER TABLE users ALTER COLUMN grade TYPE int
DROP TABLE nokey
DROP VIEW depends_on_it
ALTER TABLE users ADD COLUMN a int, ADD COLUMN b text DEFAULT 'x', ALTER COLUMN age TYPE bigint
ALTER TABLE users ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY
ALTER SEQUENCE s RESTART WITH 1
`
  .trim()
  .split('\n');

/** Everything the forms above need, with 200 rows where rows matter. */
export const formsSetup = `
create table teams (id int primary key); create sequence s;
create domain posint as int check (value > 0);
create function mystable() returns int language sql stable as 'select 1'; create function myvolatile() returns int language sql volatile as 'select 1';
create function trg() returns trigger language plpgsql as $$ begin return new; end $$;
create table users (id int primary key, email text, name text, age int, team_id int, short varchar(20), price numeric(10,2), made timestamp, data text, grade posint);
create table orders (id int primary key, user_id int, total int);
create index users_name_index on users (name); create unique index users_email_unique on users (email);
create view user_names as select team_id from users; create view depends_on_it as select team_id from user_names;
create schema archive; create table parent (id int not null);
create table nokey (id int not null); create unique index nokey_id on nokey(id);
create materialized view user_totals as select user_id, sum(total) as total from orders group by user_id; create unique index user_totals_key on user_totals (user_id);
create type mood as enum ('happy', 'sad');
create table events (id int not null) partition by range (id); create table events_first partition of events for values from (20) to (30); create table events_old (id int not null);
insert into teams values (1); insert into nokey select generate_series(1,200); insert into events select 25 from generate_series(1,200); insert into events_old select 5 from generate_series(1,200);
insert into users select n, 'u' || n, 'n', n, 1, 's', 1, now(), '{}', 5 from generate_series(1, 200) n; insert into orders select n, n, n from generate_series(1, 200) n;
alter table users add constraint waits check (age > -1) not valid; alter table orders add constraint waits_fk foreign key (user_id) references users(id) not valid;`;
