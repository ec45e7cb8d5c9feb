import { Problem } from '@landbridge/platform';

/** Of what is not for the caller, the same as of what is not there. */
export function noSuchTrend(): Problem {
  return new Problem({
    type: 'not-found',
    status: 404,
    title: 'No such trend',
    detail: 'There is no such trend, or it is not for you.',
  });
}
