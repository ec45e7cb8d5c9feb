import type { Random } from './random.ts';

/** The language and words of a text. */
export interface Told {
  readonly narrative: string;
  readonly language: string;
}

/** An invented advert that recruiters copy, and what they change in it. */
const ADVERTS = [
  {
    language: 'en',
    text:
      'The advert reads: Packers wanted for a flower hall abroad, no experience and no language needed, start within {days} days. ' +
      'We arrange the bus, the room and the papers, you pay nothing now, the cost is taken from your first wages. ' +
      'Work is six days a week, evenings are free, couples are welcome and can share a room. ' +
      'Bring your passport for the contract, our driver keeps it safe until you arrive at the {site}. ' +
      'Women and men of all ages are taken, also without papers, and whoever brings a friend is paid a bonus in the second month. ' +
      'Write only by message, places are few.',
    sites: ['hall', 'farm', 'site'],
  },
  {
    language: 'es',
    text:
      'El anuncio dice: Se buscan empacadores para una nave de flores en el extranjero, sin experiencia ni idiomas, salida en {days} días. ' +
      'Nosotros ponemos el autobús, la habitación y los papeles, ahora no se paga nada, el coste se descuenta del primer sueldo. ' +
      'Se trabaja seis días a la semana, las tardes son libres, las parejas son bienvenidas y pueden compartir habitación. ' +
      'Traiga el pasaporte para el contrato, el conductor lo guarda hasta llegar a la {site}. ' +
      'Se admiten mujeres y hombres de cualquier edad, también sin papeles, y quien traiga a un amigo cobra una prima el segundo mes. ' +
      'Escriba solo por mensaje, quedan pocas plazas.',
    sites: ['nave', 'finca', 'obra'],
  },
] as const;

/** A near-duplicate of one advert: most of its word 3-shingles are those of every other one in the language. @param nth turns the languages */
export function advert(nth: number, random: Random): Told {
  const { language, text, sites } = ADVERTS[nth % 2 === 0 ? 0 : 1];
  return { language, narrative: text.replace('{days}', String(random.whole(3, 9))).replace('{site}', random.one(sites)) };
}
