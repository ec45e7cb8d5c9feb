import type { Messages } from '../catalogue.ts';

/** With no-break spaces where French wants a space before a sign. */
export const fr: Messages = {
  separator: ' ; ',
  part: '{label} : {name}',
  quoted: '« {text} »',
  more: '{count, plural, one {# autre} other {# autres}}',
  sector: '{name} (CITI {code})',
  route: '{from} → {to}',
  online: 'en ligne',

  'label.measure': 'unité comptée',
  'label.purpose': 'finalité',
  'label.sector': 'secteur',
  'label.subsector': 'domaine d’activité',
  'label.means': 'moyen',
  'label.recruitment-method': 'mode de recrutement',
  'label.platform': 'type de plateforme',
  'label.lure': 'appât',
  'label.modus-operandi': 'mode opératoire',
  'label.financial-indicator': 'indicateur financier',
  'label.citizenship': 'nationalité',
  'label.origin': 'pays d’origine',
  'label.transit': 'pays de transit',
  'label.exploitation': 'pays d’exploitation',
  'label.domestic': 'à l’intérieur d’un même pays',
  'label.route': 'itinéraire',
  'label.routes': 'itinéraires voisins',
  'label.script': 'groupe de récits',
  'label.total': 'ensemble des signalements',

  duration:
    '{grain, select, week {{count, plural, one {# semaine} other {# semaines}}} month {{count, plural, one {# mois} other {# mois}}} quarter {{count, plural, one {# trimestre} other {# trimestres}}} other {{count, plural, one {# an} other {# ans}}}}',
  when: '{grain, select, week {la semaine du {day}} month {en {month}} quarter {au {quarter, select, 1 {premier} 2 {deuxième} 3 {troisième} other {quatrième}} trimestre {year}} other {en {year}}}',
  span: '{when} et auparavant, {duration} en tout',

  'what.rise': 'Évolution des signalements reçus : plus que prévu',
  'what.fall': 'Évolution des signalements reçus : moins que prévu',
  'what.displacement': 'Évolution des signalements reçus : déplacement possible, moins pour {from} et en même temps plus pour {to}',
  'what.new-code': 'Évolution des signalements reçus : un code jamais ou presque jamais rencontré auparavant',
  'what.new-combination':
    'Évolution des signalements reçus : une combinaison nouvelle, plus fréquente que ses éléments ne le laisseraient prévoir',
  'what.spreading-script':
    'Évolution des signalements reçus : des récits presque identiques{organisations, plural, =0 {} one {} other { provenant d’au moins # organisations}}',
  'what.retracted': 'Une évolution des signalements reçus est retirée',

  'where.everywhere': 'Tous lieux confondus.',
  'where.public': 'Le compte porte sur les signalements publics.',
  'where.community': 'Le compte porte sur les signalements que tous les membres de la communauté {community} peuvent voir.',

  'since.once': 'Elle ressort {when}.',
  'since.until': 'Elle a commencé {first} et est ressortie pour la dernière fois {when}.',

  'count.reports': '{count, plural, one {# signalement} other {# signalements}}',
  'count.report': '{count, plural, one {# signalement fait aux expéditeurs} other {# signalements faits aux expéditeurs}}, selon eux',
  'count.event': '{count, plural, one {# événement mentionné} other {# événements mentionnés}} dans les signalements',
  'count.victim': '{count, plural, one {# victime mentionnée} other {# victimes mentionnées}} dans les signalements',
  'count.perpetrator':
    '{count, plural, one {# auteur d’infraction mentionné} other {# auteurs d’infractions mentionnés}} dans les signalements',
  'count.offence': '{count, plural, one {# infraction mentionnée} other {# infractions mentionnées}} dans les signalements',
  'size.high': '{span} : {count}. Nombre attendu : {expected} ; jusqu’à {bound}, rien d’inhabituel.',
  'size.low': '{span} : {count}. Nombre attendu : {expected} ; à partir de {bound}, rien d’inhabituel.',

  'sure.once':
    'Le signal est {strength, select, weak {faible} moderate {modéré} other {fort}} : par le seul hasard, un écart au moins aussi grand apparaîtrait environ une fois en {duration} dans une telle série. Beaucoup de séries sont surveillées, et certaines ressortent donc par hasard.',
  'sure.rarer':
    'Le signal est {strength, select, weak {faible} moderate {modéré} other {fort}} : par le seul hasard, un écart au moins aussi grand apparaîtrait moins d’une fois en {duration} dans une telle série. Beaucoup de séries sont surveillées, et certaines ressortent donc par hasard.',
  'sure.often': 'Le signal est faible : par le seul hasard, un écart au moins aussi grand apparaîtrait souvent.',
  'sure.unknown': 'La fréquence à laquelle un tel écart apparaîtrait par le seul hasard n’a pas été calculée.',
  'sure.method': 'Méthode : {method}.',

  'shares.all': 'La même évolution se voit dans {list}.',
  'shares.most': 'La même évolution se voit dans {count, plural, one {# autre série} other {# autres séries}}, surtout dans {list}.',
  'shares.none': 'Aucune autre série où se voie la même évolution n’a été trouvée.',

  contributors:
    'Au moins {organisations, plural, one {# organisation} other {# organisations}}{countries, plural, =0 {} one { dans au moins # pays} other { dans au moins # pays}} {organisations, plural, one {y a contribué} other {y ont contribué}}.',
  'contributors.none': 'Aucun signalement n’est à compter dans cette période.',
  'without-one.stays': 'L’évolution subsiste si l’on écarte n’importe laquelle des organisations.',
  'without-one.goes': 'Sans l’une des organisations, elle ne ressortirait pas.',

  'otherwise.new-contributor': 'Une organisation qui ne signalait pas auparavant peut l’expliquer.',
  'otherwise.back-fill': 'Des signalements sur des périodes antérieures, déposés ensemble, peuvent l’expliquer.',
  'otherwise.campaign': 'Une campagne vers cette date peut l’expliquer.',
  'otherwise.law-or-code-change': 'Une loi ou une liste de codes modifiée vers cette date peut l’expliquer.',
  'otherwise.one-organisation': 'Presque tout vient d’une seule organisation.',
  'otherwise.more-contributors': 'Plus d’organisations signalent qu’auparavant, ce qui peut l’expliquer.',
  'otherwise.none': 'Autres explications examinées et non observées : {list}. Il peut y en avoir d’autres.',
  'otherwise.unchecked': 'Ce qui pourrait l’expliquer autrement n’a pas encore été examiné.',

  'next.series': 'À lire ensuite : le graphique de la série, et les signalements correspondants que vous pouvez voir.',
  'next.displacement':
    'À lire ensuite : les graphiques des deux séries côte à côte, et les signalements correspondants que vous pouvez voir.',
  'next.new-code':
    'À lire ensuite : ce que le catalogue des modes opératoires contient de ce genre, et les signalements portant ce code que vous pouvez voir.',
  'next.new-combination':
    'À lire ensuite : les graphiques de chaque élément, et les signalements les réunissant tous que vous pouvez voir.',
  'next.spreading-script': 'À lire ensuite : les récits côte à côte, pour autant que vous puissiez les ouvrir.',
  'next.retracted': 'Prévenez ceux à qui vous l’avez transmise.',

  'standing.candidate': 'C’est un signal à évaluer, non une conclusion.',
  'standing.under-assessment': 'C’est un signal en cours d’évaluation, non une conclusion.',
  'standing.published': 'Elle a été évaluée et publiée. Elle porte sur les signalements reçus, non sur l’ampleur des faits.',
  'standing.closed': 'Elle est close. Un signal qui n’a pas été évalué n’est pas une conclusion.',
  'standing.closed-finding':
    'Elle a été évaluée et publiée avant d’être close. Elle porte sur les signalements reçus, non sur l’ampleur des faits.',
  'standing.dismissed': 'Elle a été écartée lors de l’évaluation. Ce n’est pas une conclusion.',
  'standing.retracted': 'Elle est retirée et n’est pas une conclusion.',
  'standing.dismissed-before': 'Une évolution de cette série a déjà été écartée ; celle-ci est nettement plus grande.',
  'because.ended': 'L’évolution est terminée.',
  'because.history': 'Elle appartient au passé et a été trouvée en comptant l’historique.',
  'because.reports-withdrawn': 'Des signalements qui la fondaient ont été retirés ou sont désormais comptés ailleurs.',
  'because.corrected': 'Avec ce qui est arrivé depuis, cette période ne ressort plus.',
  'because.charter-changed':
    'La charte de la communauté a changé et, parmi les signalements que tous ses membres peuvent désormais voir, cette période ne ressort pas.',

  'chart.counted':
    '{measure, select, reports {Signalements reçus} report {Signalements faits aux expéditeurs, selon les signalements reçus} event {Événements mentionnés dans les signalements reçus} victim {Victimes mentionnées dans les signalements reçus} perpetrator {Auteurs d’infractions mentionnés dans les signalements reçus} other {Infractions mentionnées dans les signalements reçus}}, {grain, select, week {par semaine} month {par mois} quarter {par trimestre} other {par an}}',
  'chart.source': 'Source : {source}. État au {day}.',
  'chart.provisional-note': 'Les chiffres provisoires peuvent encore changer.',
  'chart.observed': 'observé',
  'chart.expected': 'attendu',
  'chart.upper': 'maximum ordinaire',
  'chart.lower': 'minimum ordinaire',
  'chart.alarm': 'ressort',
  'chart.provisional': 'provisoire',
  'chart.nowcast': 'attendu à terme, avec intervalle à 95 %',
  'chart.range': '{duration}, début {first}, fin {last}.',
  'chart.most': 'Le maximum, {count}, {when}.',
  'chart.alarms': '{count, plural, =0 {Rien ne ressort.} one {Une période ressort : {list}.} other {# périodes ressortent : {list}.}}',
  'chart.to-come': '{when}, environ {estimate} à attendre à terme (intervalle à 95 % : de {lower} à {upper}).',
  'chart.none': 'Aucun chiffre.',
};
