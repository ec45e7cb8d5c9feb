import type { Messages } from '../catalogue.ts';

export const ro: Messages = {
  separator: '; ',
  part: '{label}: {name}',
  quoted: '„{text}”',
  more: '{count, plural, one {încă #} few {încă #} other {încă #}}',
  sector: '{name} (ISIC {code})',
  route: '{from} → {to}',
  online: 'online',

  'label.measure': 'unitate numărată',
  'label.purpose': 'scop',
  'label.sector': 'sector',
  'label.subsector': 'domeniu de activitate',
  'label.means': 'mijloc',
  'label.recruitment-method': 'mod de recrutare',
  'label.platform': 'tip de platformă',
  'label.lure': 'momeală',
  'label.modus-operandi': 'mod de operare',
  'label.financial-indicator': 'indicator financiar',
  'label.citizenship': 'cetățenie',
  'label.origin': 'țară de origine',
  'label.transit': 'țară de tranzit',
  'label.exploitation': 'țară de exploatare',
  'label.domestic': 'în interiorul aceleiași țări',
  'label.route': 'rută',
  'label.routes': 'rute învecinate',
  'label.script': 'grup de relatări',
  'label.total': 'toate sesizările împreună',

  duration:
    '{grain, select, week {{count, plural, one {# săptămână} few {# săptămâni} other {# de săptămâni}}} month {{count, plural, one {# lună} few {# luni} other {# de luni}}} quarter {{count, plural, one {# trimestru} few {# trimestre} other {# de trimestre}}} other {{count, plural, one {# an} few {# ani} other {# de ani}}}}',
  when: '{grain, select, week {în săptămâna care începe la {day}} month {în {month}} quarter {în {quarter, select, 1 {primul} 2 {al doilea} 3 {al treilea} other {al patrulea}} trimestru din {year}} other {în {year}}}',
  span: '{when} și înainte, {duration} în total',

  'what.rise': 'Schimbare în sesizările primite: mai multe decât era de așteptat',
  'what.fall': 'Schimbare în sesizările primite: mai puține decât era de așteptat',
  'what.displacement':
    'Schimbare în sesizările primite: posibilă deplasare, mai puține pentru {from} și în același timp mai multe pentru {to}',
  'what.new-code': 'Schimbare în sesizările primite: un cod care nu a mai apărut sau aproape că nu a mai apărut până acum',
  'what.new-combination':
    'Schimbare în sesizările primite: o combinație nouă, mai frecventă decât ar fi de așteptat după elementele ei luate separat',
  'what.spreading-script':
    'Schimbare în sesizările primite: relatări aproape identice{organisations, plural, =0 {} one {} few { de la cel puțin # organizații} other { de la cel puțin # de organizații}}',
  'what.retracted': 'O schimbare în sesizările primite este retrasă',

  'where.everywhere': 'Toate locurile luate împreună.',
  'where.public': 'Sunt numărate sesizările publice.',
  'where.community': 'Sunt numărate sesizările pe care le pot vedea toți membrii comunității {community}.',

  'since.once': 'Iese în evidență {when}.',
  'since.until': 'A început {first} și a ieșit ultima oară în evidență {when}.',

  'count.reports': '{count, plural, one {# sesizare} few {# sesizări} other {# de sesizări}}',
  'count.report':
    '{count, plural, one {# sesizare făcută expeditorilor} few {# sesizări făcute expeditorilor} other {# de sesizări făcute expeditorilor}}, potrivit lor',
  'count.event':
    '{count, plural, one {# eveniment menționat} few {# evenimente menționate} other {# de evenimente menționate}} în sesizări',
  'count.victim': '{count, plural, one {# victimă menționată} few {# victime menționate} other {# de victime menționate}} în sesizări',
  'count.perpetrator':
    '{count, plural, one {# făptuitor menționat} few {# făptuitori menționați} other {# de făptuitori menționați}} în sesizări',
  'count.offence':
    '{count, plural, one {# infracțiune menționată} few {# infracțiuni menționate} other {# de infracțiuni menționate}} în sesizări',
  'size.high': '{span}: {count}. Numărul așteptat: {expected}; până la {bound} ar fi încă obișnuit.',
  'size.low': '{span}: {count}. Numărul așteptat: {expected}; de la {bound} în sus ar fi încă obișnuit.',

  'sure.once':
    'Semnalul este {strength, select, weak {slab} moderate {moderat} other {puternic}}: doar din întâmplare, o abatere cel puțin la fel de mare ar apărea cam o dată la {duration} într-o astfel de serie. Sunt urmărite multe serii, așa că unele ies în evidență din întâmplare.',
  'sure.rarer':
    'Semnalul este {strength, select, weak {slab} moderate {moderat} other {puternic}}: doar din întâmplare, o abatere cel puțin la fel de mare ar apărea mai rar decât o dată la {duration} într-o astfel de serie. Sunt urmărite multe serii, așa că unele ies în evidență din întâmplare.',
  'sure.often': 'Semnalul este slab: doar din întâmplare, o abatere cel puțin la fel de mare ar apărea adesea.',
  'sure.unknown': 'Nu s-a calculat cât de des ar apărea o asemenea abatere doar din întâmplare.',
  'sure.method': 'Metoda: {method}.',

  'shares.all': 'Aceeași schimbare se vede în {list}.',
  'shares.most':
    'Aceeași schimbare se vede în {count, plural, one {încă o serie} few {alte # serii} other {alte # de serii}}, mai ales în {list}.',
  'shares.none': 'Nu a fost găsită nicio altă serie cu aceeași schimbare.',

  contributors:
    '{organisations, plural, one {A contribuit cel puțin # organizație} few {Au contribuit cel puțin # organizații} other {Au contribuit cel puțin # de organizații}}{countries, plural, =0 {} one { din cel puțin # țară} few { din cel puțin # țări} other { din cel puțin # de țări}}.',
  'contributors.none': 'Nu există nicio sesizare de numărat în acea perioadă.',
  'without-one.stays': 'Schimbarea se menține oricare dintre organizații ar fi lăsată deoparte.',
  'without-one.goes': 'Fără una dintre organizații nu ar ieși în evidență.',

  'otherwise.new-contributor': 'O poate explica o organizație care înainte nu transmitea sesizări.',
  'otherwise.back-fill': 'O pot explica sesizări despre perioade anterioare, depuse împreună.',
  'otherwise.campaign': 'O poate explica o campanie din aceeași perioadă.',
  'otherwise.law-or-code-change': 'O poate explica o lege sau o listă de coduri schimbată în aceeași perioadă.',
  'otherwise.one-organisation': 'Aproape totul vine de la o singură organizație.',
  'otherwise.more-contributors': 'Transmit sesizări mai multe organizații decât înainte, ceea ce o poate explica.',
  'otherwise.none': 'Alte explicații verificate și neobservate: {list}. Pot exista și altele.',
  'otherwise.unchecked': 'Nu s-a verificat încă ce altceva ar putea-o explica.',

  'next.series': 'De citit în continuare: graficul seriei și sesizările corespunzătoare pe care le puteți vedea.',
  'next.displacement':
    'De citit în continuare: graficele ambelor serii, unul lângă altul, și sesizările corespunzătoare pe care le puteți vedea.',
  'next.new-code':
    'De citit în continuare: ce conține de acest fel catalogul modurilor de operare și sesizările cu acest cod pe care le puteți vedea.',
  'next.new-combination':
    'De citit în continuare: graficele elementelor luate separat și sesizările care le reunesc pe toate și pe care le puteți vedea.',
  'next.spreading-script': 'De citit în continuare: relatările, una lângă alta, în măsura în care le puteți deschide.',
  'next.retracted': 'Anunțați-i pe cei cărora le-ați transmis-o.',

  'standing.candidate': 'Este un semnal de evaluat, nu o constatare.',
  'standing.under-assessment': 'Este un semnal în curs de evaluare, nu o constatare.',
  'standing.published': 'A fost evaluată și publicată. Se referă la sesizările primite, nu la amploarea faptelor.',
  'standing.closed': 'Este închisă. Un semnal care nu a fost evaluat nu este o constatare.',
  'standing.closed-finding':
    'A fost evaluată și publicată înainte de a fi închisă. Se referă la sesizările primite, nu la amploarea faptelor.',
  'standing.dismissed': 'A fost respinsă la evaluare. Nu este o constatare.',
  'standing.retracted': 'Este retrasă și nu este o constatare.',
  'standing.dismissed-before': 'O schimbare în această serie a mai fost respinsă; aceasta este clar mai mare.',
  'because.ended': 'Schimbarea s-a încheiat.',
  'because.history': 'Aparține trecutului și a fost găsită la numărarea istoricului.',
  'because.reports-withdrawn': 'Sesizări pe care se întemeia au fost retrase sau se numără acum în altă parte.',
  'because.corrected': 'Cu ceea ce a sosit de atunci, acea perioadă nu mai iese în evidență.',
  'because.charter-changed':
    'Statutul comunității s-a schimbat, iar printre sesizările pe care toți membrii le pot vedea acum, acea perioadă nu iese în evidență.',

  'chart.counted':
    '{measure, select, reports {Sesizări primite} report {Sesizări făcute expeditorilor, potrivit sesizărilor primite} event {Evenimente menționate în sesizările primite} victim {Victime menționate în sesizările primite} perpetrator {Făptuitori menționați în sesizările primite} other {Infracțiuni menționate în sesizările primite}}, {grain, select, week {pe săptămână} month {pe lună} quarter {pe trimestru} other {pe an}}',
  'chart.source': 'Sursă: {source}. Situația la {day}.',
  'chart.provisional-note': 'Cifrele provizorii se mai pot schimba.',
  'chart.observed': 'observat',
  'chart.expected': 'așteptat',
  'chart.upper': 'maxim obișnuit',
  'chart.lower': 'minim obișnuit',
  'chart.alarm': 'iese în evidență',
  'chart.provisional': 'provizoriu',
  'chart.nowcast': 'așteptat în final, cu interval de 95 %',
  'chart.range': '{duration}, început {first}, sfârșit {last}.',
  'chart.most': 'Maximul, {count}, {when}.',
  'chart.alarms':
    '{count, plural, =0 {Nimic nu iese în evidență.} one {O perioadă iese în evidență: {list}.} few {# perioade ies în evidență: {list}.} other {# de perioade ies în evidență: {list}.}}',
  'chart.to-come': '{when} sunt de așteptat în final circa {estimate} (interval de 95 %: de la {lower} la {upper}).',
  'chart.none': 'Nicio cifră.',
};
