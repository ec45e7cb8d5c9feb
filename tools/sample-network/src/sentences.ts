import type { Form } from './published.ts';

/**
 * Sentences of one language, invented, and without anything that could point to a person. `{n}` stands for a number from 3 to 19, `{place}`
 * and `{day}` for one of the list. Each sentence has such gaps close together, so that two narratives of the sample are never near-duplicates
 * of each other by their word 3-shingles; only a planted script is.
 */
export interface Sentences {
  readonly opening: Readonly<Record<Form, readonly string[]>>;
  readonly detail: readonly string[];
  readonly closing: readonly string[];
  /** As they stand behind the word for "near". */
  readonly places: readonly string[];
  readonly days: readonly string[];
}

export const SENTENCES: Readonly<Record<string, Sentences>> = {
  en: {
    opening: {
      sexual: [
        'Adverts for {n} flats near {place} used the same {n} pictures until {day}.',
        'From {day} on, {n} workers were moved between {n} flats near {place}.',
        'For {n} weeks {n} women were driven from {place} to {place} each {day}.',
      ],
      labour: [
        'On {day}, {n} workers slept in {n} rooms near {place} that {n} others were renovating.',
        'Since {day} some {n} pickers lived in {n} caravans near {place}.',
        'A crew of {n} worked {n} weeks near {place} without a contract.',
      ],
      other: [
        'A group of {n} was brought to the streets near {place} each {day} for {n} weeks.',
        'On {day}, {n} people opened {n} accounts near {place} and handed over {n} cards.',
        'For {n} days {n} children sold flowers near {place} until {day}.',
      ],
    },
    detail: [
      'Since {day}, {n} passports were kept in a drawer near {place}.',
      'The journey cost {n} weeks of wages and ended near {place} on {day}.',
      'One person spoke for all {n} on {day} near {place}.',
      'The place changed {n} times, each {day}, always near {place}.',
      'Of the {n} nobody knew the lodging near {place} before {day}.',
      'About {n} shared one room near {place}, and {n} more came on {day}.',
      'Wages of {n} weeks were owed on {day}, and {n} tools were paid for.',
      'A minibus with {n} seats took {n} of them to {place} before {day}.',
      'Each paid for {n} nights near {place}, then for {n} more from {day}.',
      'On {day} a phone with {n} contacts was left near {place}.',
    ],
    closing: [
      'Support was offered to {n} near {place} on {day}.',
      'The place near {place} was empty {n} days later, on {day}.',
      'A partner abroad was told on {day} of {n} near {place}.',
      'By {day} some {n} had left {place} for {place}.',
    ],
    places: [
      'the station',
      'the market',
      'the harbour',
      'the church',
      'a car park',
      'the old mill',
      'a school',
      'the motorway',
      'a bakery',
      'the river',
      'a warehouse',
      'the stadium',
      'a petrol station',
      'the hospital',
      'a bridge',
      'the airport',
    ],
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  },
  de: {
    opening: {
      sexual: [
        'Bis {day} wurden {n} Wohnungen nahe {place} mit denselben {n} Bildern beworben.',
        'Seit {day} wechselten {n} Frauen alle {n} Tage die Wohnung nahe {place}.',
      ],
      labour: [
        'Am {day} schliefen {n} Arbeiter auf der Baustelle nahe {place}.',
        'Eine Kolonne von {n} arbeitete {n} Wochen nahe {place} ohne Vertrag.',
      ],
      other: [
        'Eine Gruppe von {n} wurde {n} Wochen lang jeden {day} nahe {place} abgesetzt.',
        'Am {day} wurden {n} Konten nahe {place} auf Anweisung anderer eröffnet.',
      ],
    },
    detail: [
      'Seit {day} lagen {n} Pässe beim Vermittler nahe {place}.',
      'Die Reise kostete {n} Wochen Lohn und endete am {day} nahe {place}.',
      'Eine Person sprach am {day} für alle {n} nahe {place}.',
      'Die Unterkunft nahe {place} war mit {n} überbelegt und ab {day} abgeschlossen.',
      'Die Schulden von {n} Leuten wuchsen jeden {day} um {n} Prozent.',
      'Nach {n} Tagen kamen am {day} weitere {n} nahe {place} an.',
    ],
    closing: [
      'Eine Beratungsstelle nahe {place} wurde am {day} für {n} eingeschaltet.',
      'Der Ort nahe {place} war {n} Tage später, am {day}, verlassen.',
      'Die Aufsicht wurde am {day} über {n} nahe {place} unterrichtet.',
    ],
    places: ['dem Bahnhof', 'dem Hafen', 'der Kirche', 'dem Markt', 'der Autobahn', 'der Schule', 'dem Stadion', 'der Mühle'],
    days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  },
  es: {
    opening: {
      sexual: [
        'Hasta el {day} se anunciaban {n} pisos junto a {place} con las mismas {n} fotos.',
        'Desde el {day} unas {n} mujeres cambiaban cada {n} días de piso junto a {place}.',
      ],
      labour: [
        'El {day} dormían {n} trabajadores en la obra junto a {place}.',
        'Una cuadrilla de {n} trabajó {n} semanas junto a {place} sin contrato.',
      ],
      other: [
        'Un grupo de {n} pedía cada {day} junto a {place} desde hacía {n} semanas.',
        'El {day} se abrieron {n} cuentas junto a {place} por encargo de otros.',
      ],
    },
    detail: [
      'Desde el {day} otra persona guardaba {n} pasaportes junto a {place}.',
      'El viaje costó {n} semanas de salario y acabó el {day} junto a {place}.',
      'La deuda de {n} personas crecía cada {day} un {n} por ciento.',
      'El alojamiento junto a {place} para {n} estaba cerrado desde el {day}.',
      'Una sola persona hablaba el {day} por los {n} junto a {place}.',
      'Tras {n} días llegaron el {day} otros {n} junto a {place}.',
    ],
    closing: [
      'El {day} se ofreció ayuda a {n} junto a {place}.',
      'El lugar junto a {place} quedó vacío {n} días después, un {day}.',
      'Se avisó a la inspección el {day} de {n} junto a {place}.',
    ],
    places: ['la estación', 'la iglesia', 'la gasolinera', 'la plaza', 'la fábrica', 'la piscina', 'la escuela', 'la autopista'],
    days: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  },
  fr: {
    opening: {
      sexual: [
        "Jusqu'à {day}, {n} appartements près de {place} étaient annoncés avec les mêmes {n} photos.",
        'Depuis {day}, {n} femmes changeaient tous les {n} jours de logement près de {place}.',
      ],
      labour: [
        'Ce {day}, {n} ouvriers dormaient sur le chantier près de {place}.',
        'Une équipe de {n} a travaillé {n} semaines près de {place} sans contrat.',
      ],
      other: [
        'Un groupe de {n} était déposé chaque {day} près de {place} depuis {n} semaines.',
        "Ce {day}, {n} comptes ont été ouverts près de {place} pour le compte d'autres.",
      ],
    },
    detail: [
      'Depuis {day}, {n} passeports étaient gardés près de {place}.',
      'Le voyage a coûté {n} semaines de salaire et a fini {day} près de {place}.',
      'Une seule personne parlait {day} pour les {n} près de {place}.',
      'Le logement de {n} près de {place} était fermé de dehors dès {day}.',
      'La dette de {n} personnes augmentait chaque {day} de {n} pour cent.',
      'Après {n} jours, {n} autres sont arrivés {day} près de {place}.',
    ],
    closing: [
      'Une aide a été proposée {day} à {n} près de {place}.',
      'Le lieu près de {place} était vide {n} jours après, un {day}.',
      "L'inspection a été informée {day} de {n} près de {place}.",
    ],
    places: ['la gare', 'la mairie', 'la plage', 'la piscine', 'la fontaine', 'la rocade', 'la poste', 'la sortie'],
    days: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  },
  ro: {
    opening: {
      sexual: [
        'Până {day}, {n} apartamente lângă {place} aveau aceleași {n} poze în anunț.',
        'De {day}, {n} femei erau mutate la {n} zile în altă locuință lângă {place}.',
      ],
      labour: [
        'Într-o zi de {day}, {n} muncitori dormeau pe șantierul de lângă {place}.',
        'O echipă de {n} a lucrat {n} săptămâni lângă {place} fără contract.',
      ],
      other: [
        'Un grup de {n} era dus în fiecare {day} lângă {place} de {n} săptămâni.',
        'Într-o zi de {day} s-au deschis {n} conturi lângă {place} la cererea altora.',
      ],
    },
    detail: [
      'De {day}, {n} pașapoarte erau ținute de intermediar lângă {place}.',
      'Drumul a costat {n} săptămâni de salariu și s-a încheiat {day} lângă {place}.',
      'O singură persoană vorbea {day} pentru toți cei {n} lângă {place}.',
      'Datoria celor {n} creștea în fiecare {day} cu {n} la sută.',
      'Locuința celor {n} de lângă {place} era încuiată de {day}.',
      'După {n} zile au venit {day} alți {n} lângă {place}.',
    ],
    closing: [
      'S-a oferit sprijin {day} pentru {n} lângă {place}.',
      'Locul de lângă {place} a fost găsit gol după {n} zile, {day}.',
      'Inspecția a fost anunțată {day} despre {n} lângă {place}.',
    ],
    places: ['gară', 'piață', 'biserică', 'fabrică', 'autogară', 'școală', 'parc', 'benzinărie'],
    days: ['luni', 'marți', 'miercuri', 'joi', 'vineri', 'sâmbătă', 'duminică'],
  },
  sv: {
    opening: {
      sexual: [
        'Till i {day} hade {n} lägenheter nära {place} samma {n} bilder i annonsen.',
        'Sedan i {day} flyttades {n} kvinnor var {n} dag mellan lägenheter nära {place}.',
      ],
      labour: ['I {day} sov {n} arbetare på bygget nära {place}.', 'Ett lag på {n} arbetade {n} veckor nära {place} utan avtal.'],
      other: [
        'En grupp på {n} kördes varje {day} till gatorna nära {place} i {n} veckor.',
        'I {day} öppnades {n} konton nära {place} på uppdrag av andra.',
      ],
    },
    detail: [
      'Sedan i {day} förvarades {n} pass av arbetsgivaren nära {place}.',
      'Resan kostade {n} veckors lön och slutade en {day} nära {place}.',
      'En person talade i {day} för alla {n} nära {place}.',
      'Boendet för {n} nära {place} var låst från och med {day}.',
      'Skulden för {n} växte varje {day} med {n} procent.',
      'Efter {n} dagar kom en {day} ytterligare {n} nära {place}.',
    ],
    closing: [
      'Stöd erbjöds i {day} till {n} nära {place}.',
      'Platsen nära {place} var tom {n} dagar senare, en {day}.',
      'Tillsynen underrättades i {day} om {n} nära {place}.',
    ],
    places: ['stationen', 'torget', 'kyrkan', 'hamnen', 'skolan', 'macken', 'fabriken', 'parken'],
    days: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'],
  },
};
