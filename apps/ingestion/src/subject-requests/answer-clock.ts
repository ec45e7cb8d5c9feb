import type { Regime } from '@landbridge/contracts';

/** By when a data subject is to be answered. Where the law names no time, the network's own is 30 days; docs say what is the operator's to decide. */
interface AnswerTime {
  readonly months?: number;
  readonly days?: number;
  /** Months by which it may be put off once, where the request is complex; the data subject is told within the first time. */
  readonly furtherMonths?: number;
  /** Where it stands. */
  readonly source: string;
}

export const ANSWER_TIMES: Readonly<Record<Regime, AnswerTime>> = {
  gdpr: { months: 1, furtherMonths: 2, source: 'Regulation (EU) 2016/679, art. 12(3)' },
  'eu-body': { months: 1, furtherMonths: 2, source: 'Regulation (EU) 2018/1725, art. 14(3)' },
  led: { days: 30, source: 'Directive (EU) 2016/680, art. 12: without undue delay; the time is national law’s' },
  'third-country': { days: 30, source: 'the law of the organisation' },
  'international-organisation': { days: 30, source: 'the rules of the organisation' },
};

/**
 * The last day on which a request is answered in time. A month ends on the day of the same number, or on the last of a shorter month
 * (Regulation (EEC, Euratom) 1182/71, art. 3(2)(c)).
 * @param received day, YYYY-MM-DD
 * @param extended whether it was put off
 */
export function answerBy(received: string, regime: Regime, extended = false): string {
  const { months: first = 0, days = 0, furtherMonths = 0 } = ANSWER_TIMES[regime];
  const months = first + (extended ? furtherMonths : 0);
  const [year = 0, month = 1, day = 1] = received.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const due = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth) + days));
  return due.toISOString().slice(0, 10);
}
