import type { FourP, OrganisationKind, Purpose } from '@landbridge/contracts';

/** How people say codes: the codes that any of the phrases stands for. English first, then Swedish, French, Spanish and Romanian. */
export type Sayings<C extends string> = readonly (readonly [codes: readonly C[], phrases: readonly string[]])[];

const SEXUAL: readonly Purpose[] = ['prostitution', 'other-sexual-exploitation'];

export const PURPOSE_SAYINGS: Sayings<Purpose> = [
  [
    SEXUAL,
    [
      'sexual exploitation', 'sex trafficking', 'sexual', 'sexuell exploatering', 'sexuellt utnyttjande', 'sexhandel',
      'exploitation sexuelle', 'explotación sexual', 'trata sexual', 'exploatare sexuală',
    ],
  ],
  [['prostitution'], ['prostitution', 'sex work', 'brothel', 'escort', 'pimping', 'procuring', 'koppleri', 'proxénétisme', 'prostitución', 'proxenetismo', 'prostituție', 'proxenetism']],
  [['other-sexual-exploitation'], ['pornography', 'webcam', 'sexual abuse material', 'pornografi', 'pornographie', 'pornografía', 'pornografie']],
  [
    ['forced-labour'],
    [
      'forced labour', 'forced labor', 'labour exploitation', 'labor exploitation', 'labour trafficking', 'labor trafficking', 'work exploitation',
      'labour abuse', 'labor abuse', 'wage theft', 'tvångsarbete', 'arbetskraftsexploatering', 'människoexploatering', 'travail forcé',
      'exploitation par le travail', 'exploitation au travail', 'trabajo forzoso', 'trabajo forzado', 'explotación laboral',
      'muncă forțată', 'exploatare prin muncă', 'exploatarea muncii',
    ],
  ],
  [['slavery'], ['slavery', 'slaveri', 'esclavage', 'esclavitud', 'sclavie']],
  [['slavery-like-practices'], ['debt bondage', 'bonded labour', 'bonded labor', 'serfdom', 'skuldslaveri', 'servitude pour dettes', 'servidumbre por deudas', 'robia datoriilor']],
  [['servitude'], ['servitude', 'domestic servitude', 'domestic worker', 'träldom', 'servitude domestique', 'servidumbre', 'servitute']],
  [['organ-removal'], ['organ removal', 'organ trafficking', 'organ trade', 'organ', 'organhandel', 'trafic d organes', 'prélèvement d organes', 'tráfico de órganos', 'extracción de órganos', 'trafic de organe', 'prelevare de organe']],
  [['begging'], ['begging', 'forced begging', 'beggar', 'tiggeri', 'mendicité', 'mendicité forcée', 'mendicidad', 'mendicidad forzada', 'cerșetorie']],
  [
    ['criminal-activities'],
    ['forced criminality', 'criminal exploitation', 'county line', 'forced crime', 'criminal activity', 'criminal activities', 'kriminell exploatering', 'criminalité forcée', 'criminalidad forzada', 'actividades delictivas', 'criminalitate forțată'],
  ],
  [['benefit-fraud'], ['benefit fraud', 'welfare fraud', 'bidragsbrott', 'bidragsbedrägeri', 'fraude aux prestations', 'fraude de prestaciones', 'fraudă cu ajutoare']],
  [['online-scam'], ['online scam', 'scam centre', 'scam center', 'scam compound', 'scam', 'cyber scam', 'nätbedrägeri', 'bluffcenter', 'escroquerie en ligne', 'cyberescroquerie', 'estafa en línea', 'estafa', 'înșelătorie online', 'escrocherie online']],
  [['surrogacy-exploitation'], ['surrogacy', 'surrogate mother', 'surrogatmödraskap', 'gestation pour autrui', 'mère porteuse', 'gestación subrogada', 'maternidad subrogada', 'mamă surogat']],
  [['forced-marriage'], ['forced marriage', 'child marriage', 'sham marriage', 'tvångsäktenskap', 'barnäktenskap', 'mariage forcé', 'matrimonio forzado', 'matrimonio forzoso', 'căsătorie forțată']],
  [['illegal-adoption'], ['illegal adoption', 'child trade', 'adoption', 'olaglig adoption', 'adoption illégale', 'adopción ilegal', 'adopție ilegală']],
]; // prettier-ignore

export const KIND_SAYINGS: Sayings<OrganisationKind> = [
  [['police'], ['police', 'law enforcement', 'polis', 'polisen', 'policía', 'poliție', 'poliția']],
  [['prosecution'], ['prosecutor', 'prosecution office', 'public prosecutor', 'åklagare', 'procureur', 'parquet', 'fiscalía', 'fiscal', 'procuror', 'parchet']],
  [['border'], ['border guard', 'border police', 'coast guard', 'border', 'gränspolis', 'garde frontière', 'police aux frontières', 'guardia de fronteras', 'poliția de frontieră']],
  [['labour-inspectorate'], ['labour inspectorate', 'labor inspectorate', 'labour inspector', 'labour inspection', 'work environment authority', 'arbetsmiljöverket', 'yrkesinspektion', 'inspection du travail', 'inspección de trabajo', 'inspecția muncii']],
  [['financial-intelligence'], ['financial intelligence unit', 'financial intelligence', 'fiu', 'finanspolis', 'finanspolisen', 'cellule de renseignement financier', 'inteligencia financiera', 'oficiul anti spălare']],
  [['judiciary'], ['court', 'judge', 'judiciary', 'domstol', 'tribunal', 'juge', 'juez', 'juzgado', 'judecător', 'instanță']],
  [['ngo'], ['ngo', 'shelter', 'charity', 'service provider', 'non governmental organisation', 'non governmental organization', 'civil society', 'helpline', 'frivilligorganisation', 'skyddat boende', 'kvinnojour', 'ideell organisation', 'ong', 'foyer', 'refuge', 'albergue', 'refugio', 'casa de acogida', 'adăpost']],
  [['academic'], ['university', 'academic', 'researcher', 'research institute', 'academia', 'universitet', 'forskare', 'université', 'chercheur', 'universidad', 'universitate']],
  [['bank'], ['bank', 'banque', 'banco', 'bancă']],
  [['platform'], ['platform', 'online platform', 'social network', 'job portal', 'plattform', 'plateforme', 'plataforma', 'platformă']],
  [['recruiter'], ['recruiter', 'recruitment agency', 'staffing agency', 'employment agency', 'bemanningsföretag', 'agence d intérim', 'agencia de empleo', 'agenție de recrutare']],
  [['transport'], ['transport company', 'transport', 'airline', 'bus company', 'carrier', 'transportföretag', 'flygbolag', 'transporteur', 'compagnie aérienne', 'aerolínea', 'transportista', 'companie aeriană', 'transportator']],
  [['hotel'], ['hotel', 'hostel', 'accommodation', 'hotell', 'hôtel', 'hotelero']],
  [['policy'], ['national rapporteur', 'rapporteur', 'national coordinator', 'ministry', 'nationell rapportör', 'rapporteur national', 'relator nacional', 'coordonator național', 'minister', 'ministère', 'ministerio']],
  [['international'], ['international organisation', 'international organization', 'united nations', 'iom', 'unodc', 'europol', 'internationell organisation', 'organisation internationale', 'organización internacional', 'organizație internațională']],
]; // prettier-ignore

export const ROLE_SAYINGS: Sayings<FourP> = [
  [['prevention'], ['prevention', 'prevents', 'prevent', 'awareness', 'prebyggande', 'förebyggande', 'prévention', 'prevención', 'prevenire']],
  [['protection'], ['protection', 'protects', 'protect', 'victim support', 'victim assistance', 'supports victims', 'brottsofferstöd', 'skydd', 'aide aux victimes', 'protección', 'asistencia a víctimas', 'protecție', 'asistență victimelor']],
  [['prosecution'], ['prosecution', 'prosecutes', 'prosecute', 'investigation', 'investigates', 'investigate', 'lagföring', 'utredning', 'poursuite', 'enquête', 'persecución', 'investigación', 'urmărire penală', 'anchetă']],
  [['partnership'], ['partnership', 'cooperation', 'coordination', 'partnerskap', 'samverkan', 'partenariat', 'coopération', 'cooperación', 'parteneriat', 'cooperare']],
]; // prettier-ignore

export const DUTY_PHRASES: readonly string[] = [
  '24/7', '24 hours', '24h', '24 hour', 'around the clock', 'round the clock', 'day and night', 'at night', 'on call', 'on duty', 'duty', 'any hour', 'any time',
  'hotline', 'emergency', 'dygnet runt', 'jour', 'nuit et jour', 'jour et nuit', '24 heures', 'las 24 horas', 'día y noche', '24 horas', 'non stop', 'zi și noapte',
]; // prettier-ignore

/** Names that Intl does not give. */
export const MORE_COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  GB: ['uk', 'great britain', 'britain', 'england', 'scotland', 'wales', 'northern ireland'],
  US: ['usa', 'united states of america', 'america'],
  TR: ['turkey'],
  CZ: ['czech republic'],
  NL: ['holland', 'the netherlands'],
  MK: ['macedonia'],
  BA: ['bosnia', 'herzegovina'],
  MM: ['burma'],
  CD: ['dr congo', 'democratic republic of congo'],
  CI: ['ivory coast'],
  AE: ['uae', 'emirates'],
  RU: ['russian federation'],
  KR: ['korea'],
};

/** Languages of more than two letters that people ask for, and other names. */
export const MORE_LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  rom: ['romani', 'romany'],
  prs: ['dari'],
  fil: ['filipino'],
  ckb: ['sorani'],
  sgn: ['sign language'],
  zh: ['mandarin'],
  fa: ['farsi'],
  no: ['norwegian'],
};

/** What stands between words that mean something. Left out before phrases are looked for. */
export const CONNECTIVES: readonly string[] = [
  'and', 'or', 'the', 'of', 'a', 'an', 'och', 'eller', 'et', 'ou', 'de', 'du', 'des', 'la', 'le', 'les', 'l', 'd', 'y', 'o', 'e', 'el', 'los', 'las', 'del', 'si', 'sau', 'cu',
]; // prettier-ignore

/** Words of a question that ask for nothing by themselves. */
export const FILLERS: readonly string[] = [
  'who', 'whom', 'which', 'what', 'is', 'are', 'can', 'could', 'do', 'does', 'handle', 'handling', 'deal', 'with', 'work', 'working', 'on', 'in', 'at', 'to', 'for', 'from',
  'by', 'that', 'speak', 'speaking', 'speaker', 'talk', 'language', 'know', 'about', 'cover', 'covering', 'help', 'reach', 'call', 'contact', 'find', 'me', 'i', 'we', 'us', 'need', 'any', 'anyone',
  'someone', 'somebody', 'organisation', 'organization', 'unit', 'team', 'office', 'desk', 'victim', 'trafficking', 'human', 'case', 'please', 'there', 'based', 'active',
  'vem', 'vilka', 'vilken', 'som', 'i', 'pa', 'med', 'arbetar', 'hanterar', 'talar', 'pratar', 'kan', 'och', 'for', 'ar',
  'qui', 'quel', 'quelle', 'dans', 'en', 'au', 'aux', 'avec', 'parle', 'traite', 'travaille', 'sur', 'pour', 'est',
  'quien', 'que', 'con', 'habla', 'trata', 'trabaja', 'sobre', 'para', 'se', 'ocupa', 'un', 'una',
  'cine', 'care', 'din', 'vorbeste', 'lucreaza', 'ocupa', 'pe', 'pentru', 'este',
]; // prettier-ignore
