import { createPool, type Pool } from 'mysql2/promise';

/** Tables and rows of the healthy twin: everything that is looked up has its index. */
export const shopTables: readonly string[] = [
  `create table members (id int unsigned auto_increment primary key, email varchar(190) not null unique, name varchar(100) not null,
    bio text not null, joined_at datetime not null)`,
  `create table listings (id int unsigned auto_increment primary key, slug varchar(100) not null unique, title varchar(200) not null,
    text text not null, price_cents int not null, seller_id int unsigned not null, listed_at datetime not null,
    key listings_newest (listed_at), fulltext key listings_title (title),
    constraint listings_seller foreign key (seller_id) references members (id))`,
  `create table orders (id int unsigned auto_increment primary key, member_id int unsigned not null, status varchar(20) not null,
    reference varchar(40) not null, total_cents int not null, ordered_at datetime not null,
    key orders_of_member (member_id, ordered_at), key orders_reference (reference))`,
  `insert into members (email, name, bio, joined_at)
    select concat('m', seq, '@members.example'), concat('Member ', seq), repeat('Wood and cloth. ', 4), '2026-01-01' + interval seq minute from seq_1_to_6000`,
  `insert into listings (slug, title, text, price_cents, seller_id, listed_at)
    select concat('thing-', seq), concat('Thing ', md5(seq)), repeat('From the harbour. ', 4), 500 + seq % 9000, 1 + seq % 6000, '2026-02-01' + interval seq minute from seq_1_to_6000`,
  `insert into orders (member_id, status, reference, total_cents, ordered_at)
    select 1 + seq % 600, 'paid', concat('', 100000 + seq), 900 + seq % 5000, '2026-04-01' + interval seq minute from seq_1_to_6000`,
  'analyze table members, listings, orders',
];

type Rows = readonly Readonly<Record<string, unknown>>[];

/** What a route does with the database. */
export type MysqlWork = (
  query: (sql: string, values?: readonly unknown[]) => Promise<Rows>,
  pool: Pool,
) => Promise<unknown>;

export const healthyRoutes = {
  feed: (query) =>
    query(
      'select l.id, l.title, m.name from listings l join members m on m.id = l.seller_id order by l.listed_at desc limit 20',
    ),
  search: (query) =>
    query('select slug, title from listings where match (title) against (?) limit 20', [
      '9dcb88e0137649590b755372b040afad',
    ]),
  product: (query) =>
    query('select slug, title, text, price_cents from listings where slug = ?', ['thing-77']),
  orders: (query) =>
    query('select id, total_cents from orders where member_id = ? order by ordered_at desc limit 20', [77]),
  order: (query) => query('select id, status from orders where reference = ?', ['100077']),
} as const satisfies Readonly<Record<string, MysqlWork>>;

export interface MysqlFault {
  readonly id: string;
  /** Done to a database like the healthy twin's. */
  readonly sql?: readonly string[];
  readonly route?: string;
  readonly work?: MysqlWork;
  /** Exactly these: rule and subject. */
  readonly finds: readonly (readonly [rule: string, subject: string])[];
  /** What the remedy has to say. */
  readonly remedy?: string;
  readonly isMeasured?: boolean;
}

export const mysqlFaults: readonly MysqlFault[] = [
  {
    id: 'sellers asked for one by one',
    route: 'feed',
    work: async (query) => {
      const list = await query('select id, title, seller_id from listings order by listed_at desc limit 20');
      for (const { seller_id: id } of list) await query('select name from members where id = ?', [id]);
    },
    finds: [['n-plus-one', 'members']],
  },
  {
    id: 'the session read four times',
    route: 'orders',
    work: async (query) => {
      for (let time = 0; time < 4; time += 1) await query('select name from members where id = ?', [77]);
    },
    finds: [['repeated-query', 'members']],
  },
  {
    id: 'orders without their index',
    sql: ['alter table orders drop index orders_of_member'],
    route: 'orders',
    work: healthyRoutes.orders,
    finds: [['unindexed-filter', 'orders']],
    remedy: 'alter table `orders` add index orders_member_id_ordered_at_idx (member_id, ordered_at desc)',
    isMeasured: true,
  },
  {
    id: 'the newest sorted each time',
    sql: ['alter table listings drop index listings_newest'],
    route: 'feed',
    work: (query) => query('select id, title from listings order by listed_at desc limit 20'),
    finds: [['unindexed-sort', 'listings']],
    remedy: 'add index listings_listed_at_idx (listed_at desc)',
    isMeasured: true,
  },
  {
    id: 'a search inside of texts',
    route: 'search',
    work: (query) => query('select slug, title from listings where title like ? limit 20', ['%9dcb88e013%']),
    finds: [['unindexed-filter', 'listings']],
    remedy: 'fulltext index on title',
  },
  {
    id: 'orders of a day by a function',
    route: 'day',
    work: (query) => query('select id, total_cents from orders where date(ordered_at) = ?', ['2026-03-31']),
    finds: [['cast-hides-index', 'orders']],
  },
  {
    id: 'sign-in by lower case',
    route: 'sign-in',
    work: (query) => query('select id, name from members where lower(email) = ?', ['m77@members.example']),
    finds: [['unindexed-filter', 'members']],
    remedy: '_ci knows no case',
  },
  {
    id: 'a text compared with a number',
    route: 'order',
    work: (query) => query('select id, status from orders where reference = ?', [100_077]),
    finds: [['cast-hides-index', 'orders']],
    remedy: 'reference',
  },
  {
    id: 'all orders counted each time',
    route: 'figures',
    work: (query) => query('select count(*) from orders'),
    finds: [['whole-table-read', 'orders']],
  },
  {
    id: 'every listing at once',
    route: 'all',
    work: (query) => query('select slug, title from listings where seller_id < ?', [1000]),
    finds: [['unbounded-result', 'listings']],
  },
  {
    id: 'a late page by counting',
    route: 'page',
    work: (query) => query('select slug from listings order by listed_at desc limit 20 offset 5000'),
    finds: [['deep-offset', 'listings']],
  },
  {
    id: 'texts grouped on disk',
    route: 'words',
    work: (query) => query('select bio, count(*) from members where id < 200 group by bio'),
    finds: [['spills-to-disk', 'members']],
  },
  {
    id: 'a payment inside of a transaction',
    route: 'pay',
    work: async (_query, pool) => {
      const connection = await pool.getConnection();
      await connection.query('start transaction');
      await connection.query('update orders set status = ? where id = 5', ['paying']);
      await new Promise((resolve) => setTimeout(resolve, 700));
      await connection.query('commit');
      connection.release();
    },
    finds: [['transaction-held-open', 'pay']],
  },
  {
    id: 'an index twice, and a table that locks',
    sql: [
      'alter table orders add index member_again (member_id)',
      'create table clicks (id int primary key, at datetime) engine = MyISAM',
      'insert into clicks select seq, now() from seq_1_to_200',
      'create table log (at datetime, line varchar(50))',
      "insert into log select now(), 'line' from seq_1_to_6000",
      'create table small (id tinyint unsigned auto_increment primary key, name varchar(5))',
      "insert into small (name) select 'x' from seq_1_to_220",
      'analyze table clicks, log, small',
    ],
    finds: [
      ['duplicate-index', 'member_again'],
      ['ids-run-out', 'small.id'],
      ['primary-key-missing', 'log'],
      ['table-locks', 'clicks'],
    ],
  },
];

export const poolOf = (url: string): Pool => createPool({ uri: url, connectionLimit: 3 });
