/**
 * What Landbridge says of a trend, as ICU messages. The other languages have the same ids with the same placeholders.
 * Names stand behind a label and a colon, so that no language has to inflect them.
 */
export const en = {
  separator: '; ',
  part: '{label}: {name}',
  quoted: '“{text}”',
  more: '{count, plural, other {# more}}',
  sector: '{name} (ISIC {code})',
  route: '{from} → {to}',
  online: 'online',

  'label.measure': 'counted',
  'label.purpose': 'purpose',
  'label.sector': 'sector',
  'label.subsector': 'field of work',
  'label.means': 'means',
  'label.recruitment-method': 'way of recruitment',
  'label.platform': 'platform type',
  'label.lure': 'lure',
  'label.modus-operandi': 'modus operandi',
  'label.financial-indicator': 'financial indicator',
  'label.citizenship': 'citizenship',
  'label.origin': 'country of origin',
  'label.transit': 'country of transit',
  'label.exploitation': 'country of exploitation',
  'label.domestic': 'within one country',
  'label.route': 'route',
  'label.routes': 'neighbouring routes',
  'label.script': 'group of narratives',
  'label.total': 'all reports together',

  duration:
    '{grain, select, week {{count, plural, one {# week} other {# weeks}}} month {{count, plural, one {# month} other {# months}}} quarter {{count, plural, one {# quarter} other {# quarters}}} other {{count, plural, one {# year} other {# years}}}}',
  when: '{grain, select, week {in the week of {day}} month {in {month}} quarter {in the {quarter, select, 1 {first} 2 {second} 3 {third} other {fourth}} quarter of {year}} other {in {year}}}',
  span: '{when} and before it, {duration} in all',

  'what.rise': 'Change in reports received: more than expected',
  'what.fall': 'Change in reports received: fewer than expected',
  'what.displacement': 'Change in reports received: possible displacement, fewer for {from} and at the same time more for {to}',
  'what.new-code': 'Change in reports received: a code that was never or hardly ever seen before',
  'what.new-combination': 'Change in reports received: a new combination, seen more often than its parts would lead one to expect',
  'what.spreading-script':
    'Change in reports received: narratives that are nearly the same{organisations, plural, =0 {} one {} other { from at least # organisations}}',
  'what.retracted': 'A change in reports received is taken back',

  'where.everywhere': 'All places together.',
  'where.public': 'Counted among public reports.',
  'where.community': 'Counted among the reports that all of {community} may see.',

  'since.once': 'It stands out {when}.',
  'since.until': 'It began {first} and last stood out {when}.',

  'count.reports': '{count, plural, one {# report} other {# reports}}',
  'count.report': '{count, plural, one {# report made to the senders} other {# reports made to the senders}}, as they state',
  'count.event': '{count, plural, one {# event} other {# events}} stated in reports',
  'count.victim': '{count, plural, one {# victim} other {# victims}} stated in reports',
  'count.perpetrator': '{count, plural, one {# perpetrator} other {# perpetrators}} stated in reports',
  'count.offence': '{count, plural, one {# offence} other {# offences}} stated in reports',
  'size.high': '{span}: {count}. Expected: {expected}; up to {bound} would still be ordinary.',
  'size.low': '{span}: {count}. Expected: {expected}; down to {bound} would still be ordinary.',

  'sure.once':
    'The signal is {strength, select, weak {weak} moderate {moderate} other {strong}}: by chance alone, a difference at least as large would appear about once in {duration} of one such series. Many series are watched, so some stand out by chance.',
  'sure.rarer':
    'The signal is {strength, select, weak {weak} moderate {moderate} other {strong}}: by chance alone, a difference at least as large would appear less often than once in {duration} of one such series. Many series are watched, so some stand out by chance.',
  'sure.often': 'The signal is weak: by chance alone, a difference at least as large would often appear.',
  'sure.unknown': 'How often such a difference would appear by chance alone has not been calculated.',
  'sure.method': 'Method: {method}.',

  'shares.all': 'The same change shows in {list}.',
  'shares.most': 'The same change shows in {count, plural, one {# other series} other {# other series}}, most of all in {list}.',
  'shares.none': 'No other series was found that shows the same change.',

  contributors:
    'At least {organisations, plural, one {# organisation} other {# organisations}}{countries, plural, =0 {} one { in at least # country} other { in at least # countries}} contributed.',
  'contributors.none': 'There is no report to be counted in that period.',
  'without-one.stays': 'The change stays when any one organisation is left out.',
  'without-one.goes': 'Without one of the organisations it would not stand out.',

  'otherwise.new-contributor': 'An organisation that did not report before may explain it.',
  'otherwise.back-fill': 'Reports on earlier times, filed together, may explain it.',
  'otherwise.campaign': 'A campaign at about that time may explain it.',
  'otherwise.law-or-code-change': 'A law or a code list that changed at about that time may explain it.',
  'otherwise.one-organisation': 'Nearly all of it comes from one organisation.',
  'otherwise.more-contributors': 'More organisations report than before, and that may explain it.',
  'otherwise.none': 'Other explanations that were checked and not seen: {list}. There may be others.',
  'otherwise.unchecked': 'What else could explain it has not been checked yet.',

  'next.series': 'Read next: the chart of the series, and the reports behind it that you may see.',
  'next.displacement': 'Read next: the charts of both series side by side, and the reports behind them that you may see.',
  'next.new-code': 'Read next: what the modus operandi catalogue has of this kind, and the reports with this code that you may see.',
  'next.new-combination': 'Read next: the charts of the single parts, and the reports with all of them that you may see.',
  'next.spreading-script': 'Read next: the narratives side by side, as far as you may open them.',
  'next.retracted': 'Tell those to whom you passed it on.',

  'standing.candidate': 'This is a signal to be assessed, not a finding.',
  'standing.under-assessment': 'This is a signal that is being assessed, not a finding.',
  'standing.published': 'It has been assessed and published. It tells of reports received, not of how much happens.',
  'standing.closed': 'It is closed. A signal that was not assessed is not a finding.',
  'standing.closed-finding': 'It was assessed and published before it was closed. It tells of reports received, not of how much happens.',
  'standing.dismissed': 'An assessor has dismissed it. It is not a finding.',
  'standing.retracted': 'It is taken back, and is not a finding.',
  'standing.dismissed-before': 'A change of this series was dismissed before; this one is clearly larger.',
  'because.ended': 'The change is over.',
  'because.history': 'It lies in the past, and was found when the history was counted.',
  'because.reports-withdrawn': 'Reports that made it have been withdrawn or now count elsewhere.',
  'because.corrected': 'With what has come in since, that period no longer stands out.',
  'because.charter-changed':
    'The charter of the community has changed, and among the reports that all of it may see now, that period does not stand out.',

  'chart.counted':
    '{measure, select, reports {Reports received} report {Reports made to the senders, as stated in reports received} event {Events stated in reports received} victim {Victims stated in reports received} perpetrator {Perpetrators stated in reports received} other {Offences stated in reports received}}, {grain, select, week {by week} month {by month} quarter {by quarter} other {by year}}',
  'chart.source': 'Source: {source}. As of {day}.',
  'chart.provisional-note': 'Provisional figures may still change.',
  'chart.observed': 'observed',
  'chart.expected': 'expected',
  'chart.upper': 'highest ordinary',
  'chart.lower': 'lowest ordinary',
  'chart.alarm': 'stands out',
  'chart.provisional': 'provisional',
  'chart.nowcast': 'expected in the end, with 95% interval',
  'chart.range': '{duration}, the first {first}, the last {last}.',
  'chart.most': 'The most, {count}, {when}.',
  'chart.alarms': '{count, plural, =0 {None stands out.} one {One stands out: {list}.} other {# stand out: {list}.}}',
  'chart.to-come': '{when}, about {estimate} are to be expected in the end (95% interval: {lower} to {upper}).',
  'chart.none': 'No figures.',
};
