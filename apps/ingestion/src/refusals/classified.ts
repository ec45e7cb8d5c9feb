/**
 * Security classifications of the EU and their national equivalents (Council Decision 2013/488/EU, Appendix B, and Council Agreement
 * 2011/C 202/05), NATO and the United Kingdom. What is unmistakable is found anywhere; what is also an ordinary word only where it
 * stands as markings do: in capitals, alone on its line.
 */

const ANYWHERE = [
  'RESTREINT UE', 'EU RESTRICTED', 'CONFIDENTIEL UE', 'EU CONFIDENTIAL', 'SECRET UE', 'EU SECRET', 'TRÈS SECRET UE', 'TRES SECRET UE', 'EU TOP SECRET',
  'R-UE/EU-R', 'C-UE/EU-C', 'S-UE/EU-S', 'TS-UE/EU-TS',
  'NATO RESTRICTED', 'NATO CONFIDENTIAL', 'NATO SECRET', 'COSMIC TOP SECRET', 'UK SECRET', 'UK TOP SECRET', 'OFFICIAL-SENSITIVE', 'OFFICIAL: SENSITIVE',
  'DIFFUSION RESTREINTE', 'BEPERKTE VERSPREIDING', 'CONFIDENTIEL DÉFENSE', 'SECRET DÉFENSE', 'TRÈS SECRET DÉFENSE',
  'ЗА СЛУЖЕБНО ПОЛЗВАНЕ', 'СТРОГО СЕКРЕТНО', 'PŘÍSNĚ TAJNÉ', 'TIL TJENESTEBRUG', 'YDERST HEMMELIGT',
  'VS-NUR FÜR DEN DIENSTGEBRAUCH', 'VS - NUR FÜR DEN DIENSTGEBRAUCH', 'VS-NFD', 'VS-VERTRAULICH', 'STRENG GEHEIM', 'TÄIESTI SALAJANE',
  'ΠΕΡΙΟΡΙΣΜΕΝΗΣ ΧΡΗΣΗΣ', 'ΑΚΡΩΣ ΑΠΟΡΡΗΤΟ', 'DIFUSIÓN LIMITADA', 'DIFUSION LIMITADA', 'VRLO TAJNO', 'RISERVATISSIMO', 'SEGRETISSIMO',
  'DIENESTA VAJADZĪBĀM', 'SEVIŠĶI SLEPENI', 'RIBOTO NAUDOJIMO', 'VISIŠKAI SLAPTAI', 'KORLÁTOZOTT TERJESZTÉSŰ', 'SZIGORÚAN TITKOS',
  'DEP. VERTROUWELIJK', 'STG. CONFIDENTIEEL', 'STG. GEHEIM', 'STG. ZEER GEHEIM', 'ŚCIŚLE TAJNE', 'MUITO SECRETO',
  'SECRET DE SERVICIU', 'STRICT SECRET DE IMPORTANȚĂ DEOSEBITĂ', 'STROGO TAJNO', 'PRÍSNE TAJNÉ', 'KÄYTTÖ RAJOITETTU', 'ERITTÄIN SALAINEN',
  'BEGRÄNSAT HEMLIG', 'KVALIFICERAT HEMLIG', 'HEMLIG/RESTRICTED', 'HEMLIG/SECRET', 'HEMLIG/TOP SECRET', 'HEMLIG/CONFIDENTIAL',
]; // prettier-ignore

const ALONE = [
  'RESTRICTED', 'CONFIDENTIAL', 'SECRET', 'TOP SECRET', 'TRÈS SECRET', 'CONFIDENTIEL', 'VERTROUWELIJK', 'GEHEIM', 'ZEER GEHEIM', 'VERTRAULICH', 'EINGESCHRÄNKT',
  'ПОВЕРИТЕЛНО', 'СЕКРЕТНО', 'VYHRAZENÉ', 'DŮVĚRNÉ', 'TAJNÉ', 'FORTROLIGT', 'HEMMELIGT', 'PIIRATUD', 'KONFIDENTSIAALNE', 'SALAJANE',
  'ΕΜΠΙΣΤΕΥΤΙΚΟ', 'ΑΠΟΡΡΗΤΟ', 'CONFIDENCIAL', 'RESERVADO', 'SECRETO', 'OGRANIČENO', 'POVJERLJIVO', 'TAJNO', 'RISERVATO', 'SEGRETO',
  'KONFIDENCIĀLI', 'SLEPENI', 'KONFIDENCIALIAI', 'SLAPTAI', 'BIZALMAS', 'TITKOS', 'ZASTRZEŻONE', 'POUFNE', 'TAJNE',
  'STRICT SECRET', 'INTERNO', 'ZAUPNO', 'VYHRADENÉ', 'DÔVERNÉ', 'LUOTTAMUKSELLINEN', 'SALAINEN', 'HEMLIG',
]; // prettier-ignore

const escaped = (marking: string) => marking.replaceAll(/[./]/g, '\\$&').replaceAll(' ', '[ \\t]+');
const anywhere = new RegExp(`(?<![\\p{L}\\p{N}])(?:${ANYWHERE.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'iu');
const alone = new RegExp(`^[ \\t/*_-]*(?:${ALONE.map(escaped).join('|')})(?:[ \\t/*_!.:-]*|[ \\t]*//.*)$`, 'mu');

/** Whether a text carries a security classification. */
export function isClassified(text: string): boolean {
  return anywhere.test(text) || alone.test(text);
}
