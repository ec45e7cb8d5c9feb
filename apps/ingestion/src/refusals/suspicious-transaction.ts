/**
 * Words for a report to a financial intelligence unit, in the languages of the network. To tell others that one was or will be made is
 * tipping off (Directive (EU) 2015/849, art. 39; from 2027 Regulation (EU) 2024/1624, art. 73).
 */
const TERMS = [
  'suspicious[ -](?:transaction|activity|matter)s?[ -]reports?',
  'suspicious[ -]transaction[ -]reporting',
  'report(?:ed|s|ing)? (?:it |this |them )?to (?:the |our |its )?(?:FIU|financial intelligence unit|tracfin|fincen|fintrac|UIF|sepblac|goAML)',
  'goAML',
  'déclarations? de soupçons?',
  '(?:geldwäsche-?)?verdachtsmeldung(?:en)?',
  'geldwäscheverdachts(?:meldung|anzeige)',
  'segnalazion[ei] di operazion[ei] sospett[ae]',
  'comunicaci[oó]n(?:es)? de operaci[oó]n(?:es)? sospechosas?',
  'reportes? de operaci[oó]n(?:es)? sospechosas?',
  'comunicaç(?:ão|ões) de operaç(?:ão|ões) suspeitas?',
  'melding (?:van )?ongebruikelijke transacties?',
  'zawiadomieni[ea] o podejrzan(?:ej transakcji|ych transakcjach)',
  'raport(?:ul|are)? (?:de|privind) tranzacții(?:le)? suspecte',
  'misstänkt(?:a)? transaktion(?:er)? (?:rapporterad|anmäld)(?:es|e|a)?',
  'rapport om misstänkt(?:a)? transaktion(?:er)?',
];

/** The abbreviations have other meanings (search and rescue, a currency): only where somebody files one or cites its number. */
const ABBREVIATIONS = [
  '(?:fil(?:e|ed|ing)|submit(?:ted|ting)?|lodg(?:e|ed|ing)|made|raised|sent) (?:an? |the |our |several )?(?:STR|SAR|SMR|UTR|ROS|SOS)s?',
  '(?:STR|SAR|SMR|UTR)s? (?:was |were |has been |have been |will be |is being )?(?:filed|submitted|lodged|raised|reported|pending)',
  '(?:STR|SAR|SMR|UTR)[ -]?(?:no\\.?|nr\\.?|number|ref\\.?|reference|id|#)[ :#]{0,20}\\S{0,60}\\d',
];

const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${TERMS.join('|').replaceAll(' ', '\\s+')})(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])(?:${ABBREVIATIONS.join('|').replaceAll(' ', '\\s+')})`,
  'iu',
);

/** Whether a text tells that a report of a suspicious transaction was made, or carries one. */
export function tellsOfSuspiciousTransactionReport(text: string): boolean {
  return pattern.test(text);
}
