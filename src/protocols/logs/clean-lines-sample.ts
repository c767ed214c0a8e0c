/** Log lines as common programs write them, with fresh numbers and no personal data in them; the same for the same count. */
export function cleanLines(count: number): readonly string[] {
  const dice = seeded(20_261_122);
  return Array.from({ length: count }, (_, at) => (forms[at % forms.length] ?? forms[0])(dice));
}

type Dice = (limit: number) => number;

/** Mulberry32. */
function seeded(seed: number): Dice {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

const digits = (dice: Dice, count: number): string =>
  Array.from({ length: count }, (_, at) => (at === 0 ? 1 + dice(9) : dice(10))).join('');
const hex = (dice: Dice, count: number): string =>
  Array.from({ length: count }, () => dice(16).toString(16)).join('');
const two = (dice: Dice, limit: number): string => String(1 + dice(limit)).padStart(2, '0');
const uuid = (dice: Dice): string => [8, 4, 4, 4, 12].map((length) => hex(dice, length)).join('-');
const ip = (dice: Dice): string => [dice(223) + 1, dice(256), dice(256), dice(256)].join('.');
const day = (dice: Dice): string => `2026-${two(dice, 12)}-${two(dice, 28)}`;
const time = (dice: Dice): string => `${two(dice, 23)}:${two(dice, 59)}:${two(dice, 59)}`;

type Form = (dice: Dice) => string;
const forms: readonly [Form, ...Form[]] = [
  (d) =>
    `${ip(d)} - - [${two(d, 28)}/Nov/2026:${time(d)} +0000] "GET /api/items/${digits(d, 6)}?page=${d(9)} HTTP/1.1" 200 ${digits(d, 4)} "-" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.${digits(d, 4)}.${d(200)} Safari/537.36"`,
  (d) =>
    `${day(d)}T${time(d)}.${digits(d, 3)}Z INFO  [req-${uuid(d)}] order ${digits(d, 8)} stored in ${d(900)} ms`,
  (d) =>
    `${day(d)} ${time(d)}.${digits(d, 3)} UTC [${digits(d, 5)}] LOG:  checkpoint complete: wrote ${digits(d, 4)} buffers (${d(90)}.${d(9)}%); write=${d(99)}.${digits(d, 3)} s, sync=0.${digits(d, 3)} s`,
  (d) =>
    `Nov ${two(d, 28)} ${time(d)} vm kernel: [${digits(d, 6)}.${digits(d, 6)}] eth0: link up, ${digits(d, 4)} Mbps, mac 0x${hex(d, 12)}`,
  (d) =>
    `{"level":30,"time":17953${digits(d, 8)},"pid":${digits(d, 5)},"hostname":"vm","reqId":"${uuid(d)}","res":{"statusCode":200},"responseTime":${d(900)}.${digits(d, 13)},"msg":"request completed"}`,
  (d) =>
    `level=info ts=${day(d)}T${time(d)}.${digits(d, 6)}Z caller=main.go:${d(900)} traceID=${hex(d, 32)} spanID=${hex(d, 16)} msg="flushed" bytes=${digits(d, 9)} offset=${digits(d, 10)}`,
  (d) =>
    `[${digits(d, 10)}.${digits(d, 6)}] worker ${d(16)} took job ${digits(d, 12)} from queue mails, attempt ${1 + d(3)} of 5`,
  (d) =>
    `E${digits(d, 4)} ${time(d)}.${digits(d, 6)} ${digits(d, 7)} controller.go:${d(900)}] sync failed: revision ${digits(d, 9)}`,
  (d) =>
    `npm info run esbuild@0.25.${d(12)} postinstall node_modules/esbuild node install.js sha512-${hex(d, 40)}`,
  (d) =>
    `${day(d)} ${time(d)},${digits(d, 3)} DEBUG pool-${d(9)}-thread-${d(99)} c.e.shop.Cache - hit 0x${hex(d, 8)} size ${digits(d, 7)} ${digits(d, 3)} ${digits(d, 4)} ${digits(d, 3)}`,
  (d) =>
    `Started Session ${digits(d, 4)} of user@1000.service, unit getty@tty${d(9)}.service, image logo@2x.png`,
  (d) =>
    `upstream timed out (110: Connection timed out) while reading response header, client: ${ip(d)}, server: _, upstream: "http://${ip(d)}:80${two(d, 90)}/v1/${digits(d, 5)}"`,
  (d) =>
    `metrics nanos=17953${digits(d, 14)} p50=${d(90)}.${digits(d, 4)} p95=${d(900)}.${digits(d, 4)} n=${digits(d, 7)} build ${d(9)}.${d(99)}.${d(999)}-${hex(d, 7)}`,
  (d) =>
    `to=<orders>, relay=${ip(d)}[${ip(d)}]:25, delay=${d(9)}.${digits(d, 2)}, delays=0.01/0/${d(2)}.${d(9)}/0.2, dsn=2.0.0, message-id=<${digits(d, 14)}.${hex(d, 10)}@mail.shop.example>`,
  (d) =>
    `call ${digits(d, 8)} to service billing returned 200 in ${d(900)} ms, number of retries ${d(3)}, rows ${digits(d, 7)}`,
];
