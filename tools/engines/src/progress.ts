/** One thing that takes a while, as a person follows it. */
export interface Step {
  /** The latest line of the tool at work; shown beside the elapsed time. */
  say(line: string): void;
  done(): void;
  failed(): void;
}

export interface Progress {
  begin(title: string): Step;
}

export const silentProgress: Progress = { begin: () => ({ say: () => undefined, done: () => undefined, failed: () => undefined }) };

/** Shows work as one step, done or failed as the work is. */
export async function inStep<T>(progress: Progress, title: string, work: (step: Step) => Promise<T>): Promise<T> {
  const step = progress.begin(title);
  try {
    const result = await work(step);
    step.done();
    return result;
  } catch (error) {
    step.failed();
    throw error;
  }
}

const quietBefore = 2_000;
const plainEvery = 10_000;

/** Writes to `stream`: on a terminal one line that is kept up to date, elsewhere a plain line every ten seconds. Quick steps stay silent. */
export function streamProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return { begin: (title) => (stream.isTTY ? terminalStep(stream, title) : plainStep(stream, title)) };
}

function terminalStep(stream: NodeJS.WriteStream, title: string): Step {
  const elapsed = stopwatch();
  let line = '';
  const show = (text: string) => stream.write(`\r\u001b[2K${text}`);
  const timer = setInterval(() => elapsed.ms() > quietBefore && show(cut(`${title} · ${elapsed.text()}  ${line}`, stream.columns)), 250);
  timer.unref();
  const end = (word: string) => {
    clearInterval(timer);
    if (elapsed.ms() > quietBefore) show(`${title} · ${word} ${elapsed.text()}\n`);
  };
  return { say: (text) => (line = text), done: () => end('done after'), failed: () => end('failed after') };
}

function plainStep(stream: NodeJS.WriteStream, title: string): Step {
  const elapsed = stopwatch();
  let line = '';
  let shown = false;
  const show = (text: string) => {
    shown = true;
    stream.write(`${cut(`${title}: ${text}`, 160)}\n`);
  };
  const first = setTimeout(() => show(line || 'at work'), quietBefore);
  const timer = setInterval(() => show(`${elapsed.text()}  ${line}`), plainEvery);
  first.unref();
  timer.unref();
  const end = (word: string) => {
    clearTimeout(first);
    clearInterval(timer);
    if (shown) show(`${word} ${elapsed.text()}`);
  };
  return { say: (text) => (line = text), done: () => end('done after'), failed: () => end('failed after') };
}

function stopwatch() {
  const begun = performance.now();
  const ms = () => performance.now() - begun;
  return { ms, text: () => duration(ms()) };
}

/** 65,000 ms → `1 min 05 s` */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

function cut(text: string, width = 80): string {
  return text.length < width ? text : `${text.slice(0, Math.max(width - 2, 1))}…`;
}
