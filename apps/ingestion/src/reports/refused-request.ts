import { TEXT_CHECK_OVERRIDES } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import type { BadVerdict } from './report-door.ts';

/** The problems that requests about reports meet, each said in one way. */

export function notFound(): Problem {
  return new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such report, or it is not for you.' });
}

export function badVerdict(verdict: BadVerdict): Problem {
  if (verdict.kind === 'refused')
    return new Problem({
      type: 'refused-content',
      status: 422,
      title: 'This is not taken here, and nothing of it was kept',
      detail: verdict.errors[0]?.detail ?? 'See errors.',
      errors: verdict.errors,
    });
  if (verdict.kind === 'personal-data')
    return new Problem({
      type: 'personal-data',
      status: 422,
      title: 'The narrative tells who somebody is',
      detail: `Nothing was taken. Take out what errors point at; where it must stand, send the report again with textCheckOverride: {"reason": …}, one of ${TEXT_CHECK_OVERRIDES.join(', ')}.`,
      errors: verdict.errors,
    });
  return new Problem({
    type: 'invalid-report',
    status: 400,
    title: 'The report is not valid',
    detail: 'Nothing was taken. See errors for each field.',
    errors: verdict.errors,
  });
}

export function clash(ids: readonly string[], withdrawn: boolean): Problem {
  const [id = ''] = ids;
  const detail =
    ids.length > 1
      ? 'The external ids stand for several reports. Send one report for each.'
      : withdrawn
        ? `An external id stands for report ${id}, which was withdrawn. If this is another observation, give it another external id.`
        : `An external id stands for report ${id}, which says something else. To revise it, PUT /v1/reports/${id}; if this is another observation, give it another external id.`;
  return new Problem({ type: 'external-id-held', status: 409, title: 'The external id is held', detail, members: { reports: ids } });
}

export function withdrawnAlready(): Problem {
  return new Problem({
    type: 'withdrawn',
    status: 409,
    title: 'The report was withdrawn',
    detail: 'A withdrawal is the last revision. Send a new report, with another external id.',
  });
}

export function revisionMismatch(): Problem {
  return new Problem({
    type: 'revision-mismatch',
    status: 412,
    title: 'The report has another revision',
    detail: 'Somebody revised it in the meantime. GET it, and send the change again with its ETag in If-Match.',
  });
}
