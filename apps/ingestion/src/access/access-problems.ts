import { Problem } from '@landbridge/platform';

/** The problems that requests for access meet. */

export function noSuchRequest(): Problem {
  return new Problem({
    type: 'not-found',
    status: 404,
    title: 'Nothing here',
    detail: 'There is no such request, or you have no part in it.',
  });
}

export function nothingToAsk(): Problem {
  return new Problem({
    type: 'nothing-to-ask',
    status: 409,
    title: 'You see all of it',
    detail: 'For this purpose you may read the whole report: GET it. Its words stay with the owner; turn to it for more.',
  });
}

export function takenBack(): Problem {
  return new Problem({
    type: 'withdrawn',
    status: 409,
    title: 'The report was taken back',
    detail: 'It was withdrawn, from everybody or from you. What you had of it must go.',
  });
}

export function byNameOnly(): Problem {
  return new Problem({
    type: 'by-name-only',
    status: 409,
    title: 'TLP:RED is opened to nobody on request',
    detail: 'The owner revises the marking: it names the people who may read it, or chooses AMBER+STRICT.',
  });
}

export function decidedAlready(state: string): Problem {
  return new Problem({
    type: 'decided-already',
    status: 409,
    title: 'The request stands differently',
    detail: `It is ${state}. An open request is granted or refused; a granted one is revoked or taken back. For anything else the requester asks again.`,
  });
}
