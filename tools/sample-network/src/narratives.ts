import type { Form } from './published.ts';
import { Choice, type Random } from './random.ts';

/** Sentences of one language. Invented, and without anything that could point to a person. */
interface Sentences {
  readonly opening: Readonly<Record<Form, readonly string[]>>;
  readonly detail: readonly string[];
  readonly closing: readonly string[];
}

const SENTENCES: Readonly<Record<string, Sentences>> = {
  en: {
    opening: {
      sexual: [
        'Adverts for several flats used the same wording and the same pictures.',
        'Workers were moved between flats every few days.',
      ],
      labour: ['Workers slept in the building that they were renovating.', 'A crew worked every day of the week without a contract.'],
      other: [
        'A group was brought to the same shopping streets each morning.',
        'People were told to open accounts and hand over the cards.',
      ],
    },
    detail: [
      'Their passports were kept by the employer.',
      'The cost of the journey was taken from the wages.',
      'One person spoke for all of them.',
      'The place changed after each inspection.',
      'Nobody knew the address of the lodging.',
    ],
    closing: ['Support was offered.', 'The place was empty a week later.', 'A partner in the country of origin was told.'],
  },
  de: {
    opening: {
      sexual: ['Mehrere Wohnungen wurden mit demselben Text beworben.', 'Die Frauen wechselten alle paar Tage die Stadt.'],
      labour: ['Die Arbeiter schliefen auf der Baustelle.', 'Die Kolonne arbeitete ohne Vertrag und ohne freien Tag.'],
      other: ['Eine Gruppe wurde jeden Morgen in dieselbe Innenstadt gebracht.', 'Konten wurden auf Anweisung anderer eröffnet.'],
    },
    detail: [
      'Die Pässe lagen beim Vermittler.',
      'Die Reisekosten wurden vom Lohn abgezogen.',
      'Eine Person sprach für alle.',
      'Die Unterkunft war überbelegt und abgeschlossen.',
      'Niemand kannte die Höhe der Schulden.',
    ],
    closing: ['Eine Beratungsstelle wurde eingeschaltet.', 'Der Ort war kurz darauf verlassen.', 'Die Aufsicht wurde unterrichtet.'],
  },
  es: {
    opening: {
      sexual: ['Varios pisos se anunciaban con el mismo texto.', 'Las mujeres cambiaban de ciudad cada semana.'],
      labour: ['Los trabajadores dormían junto a los invernaderos.', 'La cuadrilla trabajaba sin contrato y sin descanso.'],
      other: ['Un grupo pedía cada día en las mismas calles.', 'Se abrieron cuentas por encargo de otros.'],
    },
    detail: [
      'Otra persona guardaba los pasaportes.',
      'El viaje se descontaba del salario.',
      'La deuda crecía cada mes.',
      'El alojamiento estaba cerrado por la noche.',
      'Una sola persona hablaba por todos.',
    ],
    closing: ['Se ofreció ayuda.', 'El lugar quedó vacío poco después.', 'Se avisó a la inspección.'],
  },
  fr: {
    opening: {
      sexual: ['Plusieurs appartements étaient annoncés avec le même texte.', 'Les femmes changeaient de ville chaque semaine.'],
      labour: ['Les ouvriers dormaient sur le chantier.', "L'équipe travaillait sans contrat et sans repos."],
      other: ['Un groupe était déposé chaque matin dans les mêmes rues.', "Des comptes étaient ouverts pour le compte d'autres."],
    },
    detail: [
      'Les passeports étaient gardés par un intermédiaire.',
      'Le prix du voyage était retenu sur le salaire.',
      'Une seule personne parlait pour toutes les autres.',
      'Le logement était fermé de dehors.',
      'La dette augmentait chaque mois.',
    ],
    closing: ['Une aide a été proposée.', 'Le lieu était vide peu après.', "L'inspection a été informée."],
  },
  ro: {
    opening: {
      sexual: ['Mai multe apartamente aveau același anunț.', 'Femeile erau mutate des dintr-un oraș în altul.'],
      labour: ['Muncitorii dormeau lângă sere.', 'Echipa lucra fără contract și fără zile libere.'],
      other: ['Un grup era dus zilnic pe aceleași străzi.', 'Conturile erau deschise la cererea altora.'],
    },
    detail: [
      'Pașapoartele erau ținute de intermediar.',
      'Drumul se plătea din salariu.',
      'O singură persoană vorbea pentru toți.',
      'Datoria creștea în fiecare lună.',
      'Locuința era încuiată noaptea.',
    ],
    closing: ['S-a oferit sprijin.', 'Locul a fost găsit gol.', 'Inspecția a fost anunțată.'],
  },
  sv: {
    opening: {
      sexual: ['Flera lägenheter hade samma annonstext.', 'Kvinnorna flyttades mellan städer varje vecka.'],
      labour: ['Arbetarna sov på byggplatsen.', 'Laget arbetade utan avtal och utan ledig dag.'],
      other: ['En grupp kördes varje morgon till samma gator.', 'Konton öppnades på uppdrag av andra.'],
    },
    detail: [
      'Passen förvarades av arbetsgivaren.',
      'Resan drogs av från lönen.',
      'En person talade för alla.',
      'Boendet var låst på natten.',
      'Skulden växte varje månad.',
    ],
    closing: ['Stöd erbjöds.', 'Platsen var tom en vecka senare.', 'Tillsynen underrättades.'],
  },
};

const LANGUAGE_OF: Readonly<Record<string, string>> = { DE: 'de', AT: 'de', ES: 'es', FR: 'fr', BE: 'fr', RO: 'ro', SE: 'sv', FI: 'sv' };
const IN_ENGLISH = 0.3;
const LENGTH = new Choice<number>([[1, 40], [2, 40], [3, 20]]); // prettier-ignore

/** A few sentences in the organisation's language or in English, and a canary that a test can look for where no narrative may be. */
export function narrativeOf(form: Form, country: string, random: Random): { narrative: string; language: string } {
  const language = random.chance(IN_ENGLISH) ? 'en' : (LANGUAGE_OF[country] ?? 'en');
  const sentences = SENTENCES[language];
  if (!sentences) throw new RangeError(`There are no sentences in ${language}.`);
  const { opening, detail, closing } = sentences;
  const told = [random.one(opening[form]), ...random.shuffled(detail).slice(0, LENGTH.pick(random)), random.one(closing)];
  return { narrative: `${told.join(' ')} ${canary('narrative', random)}`, language };
}

/** Stands in every narrative, reference and external id of the sample, and nowhere else. */
export const CANARY = /canary-(?:narrative|reference|external)-[a-p]{12}/;

export function canary(kind: 'narrative' | 'reference' | 'external', random: Random): string {
  return `canary-${kind}-${random.letters(12)}`;
}
