/** What a data subject asks for (GDPR art. 15 to 17, LED art. 14 and 16). */
export const SUBJECT_REQUEST_KINDS = ['access', 'rectification', 'erasure'] as const;
export type SubjectRequestKind = (typeof SUBJECT_REQUEST_KINDS)[number];

export const SUBJECT_OUTCOMES = ['answered', 'rectified', 'erased', 'refused'] as const;
export type SubjectOutcome = (typeof SUBJECT_OUTCOMES)[number];
export const SUBJECT_STATES = ['open', ...SUBJECT_OUTCOMES] as const;
export type SubjectState = (typeof SUBJECT_STATES)[number];

/** A data subject's request to one organisation. Nothing in it tells who asked: the organisation knows it by its own external id. */
export interface SubjectRequestDocument {
  readonly _id: string;
  readonly organisation: string;
  readonly kind: SubjectRequestKind;
  readonly state: SubjectState;
  /** The external id, sealed for the organisation, while the request is open. */
  readonly externalId?: Buffer;
  /** Reports of the organisation that the external id stands for, or stood for at some time since the request was opened. */
  readonly reports: readonly string[];
  /** Those of them that were not there when the request was opened. */
  readonly foundLater: readonly string[];
  /** Lines in quarantine in which the external id was found. */
  readonly quarantined: readonly string[];
  /** Lines in quarantine that cannot be read well enough to say that it is not there. */
  readonly unsure: number;
  /** When quarantine was last looked through. RFC 3339. */
  readonly searchedAt: string;
  /** Days. */
  readonly received: string;
  readonly due: string;
  /** It was put off once. */
  readonly extended?: true;
  /** RFC 3339. */
  readonly at: string;
  readonly closedAt?: string;
}
