import cliProgress from 'cli-progress';

const options = { barCompleteString: '█'.repeat(24), barIncompleteString: '░'.repeat(24), barsize: 24, barGlue: '' };

/** `████░░░░  33%  2,000 of 6,000` */
export function progressBar(done: number, total: number, what = ''): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const percent = `${String(Math.floor(share * 100)).padStart(3)}%`;
  return `${cliProgress.Format.BarFormat(share, options)} ${percent}  ${count(done)} of ${count(total)}${what && ` ${what}`}`;
}

/** `12,000` */
export const count = (number: number) => number.toLocaleString('en-GB');

/** `1 chunk`, `1,200 chunks` */
export const several = (number: number, one: string, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;
