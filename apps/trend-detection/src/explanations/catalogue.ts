import type {
  Artefact,
  DetectionMethod,
  FinancialIndicator,
  IsicSection,
  Lure,
  Means,
  Measure,
  PlatformType,
  Purpose,
  RecruitmentMethod,
  Subsector,
  Tier,
} from '@landbridge/contracts';
import { en } from './catalogues/en.ts';
import { enCodes } from './catalogues/en.codes.ts';
import { es } from './catalogues/es.ts';
import { esCodes } from './catalogues/es.codes.ts';
import { fr } from './catalogues/fr.ts';
import { frCodes } from './catalogues/fr.codes.ts';
import { ro } from './catalogues/ro.ts';
import { roCodes } from './catalogues/ro.codes.ts';
import { sv } from './catalogues/sv.ts';
import { svCodes } from './catalogues/sv.codes.ts';

/** BCP 47 tags of the languages that a trend is explained in. */
export const LANGUAGES = ['en', 'sv', 'fr', 'es', 'ro'] as const;
export type Language = (typeof LANGUAGES)[number];

export type MessageId = keyof typeof en;
export type Messages = Readonly<Record<MessageId, string>>;

/** Names of all codes that a trend can be about, by dimension, and of those that it is told with. */
export interface CodeNames {
  readonly measure: Readonly<Record<Measure, string>>;
  readonly purpose: Readonly<Record<Purpose, string>>;
  readonly means: Readonly<Record<Means, string>>;
  readonly sector: Readonly<Record<IsicSection, string>>;
  readonly subsector: Readonly<Record<Subsector, string>>;
  readonly 'recruitment-method': Readonly<Record<RecruitmentMethod, string>>;
  readonly platform: Readonly<Record<PlatformType, string>>;
  readonly lure: Readonly<Record<Lure, string>>;
  readonly 'financial-indicator': Readonly<Record<FinancialIndicator, string>>;
  readonly tier: Readonly<Record<Tier, string>>;
  readonly artefact: Readonly<Record<Artefact, string>>;
  readonly method: Readonly<Record<DetectionMethod, string>>;
}
export type CodeList = keyof CodeNames;

export interface Catalogue {
  readonly messages: Messages;
  readonly codes: CodeNames;
}

export const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: { messages: en, codes: enCodes },
  sv: { messages: sv, codes: svCodes },
  fr: { messages: fr, codes: frCodes },
  es: { messages: es, codes: esCodes },
  ro: { messages: ro, codes: roCodes },
};
