import type { Messages } from '../catalogue.ts';

export const es: Messages = {
  separator: '; ',
  part: '{label}: {name}',
  quoted: '«{text}»',
  more: '{count, plural, other {# más}}',
  sector: '{name} (CIIU {code})',
  route: '{from} → {to}',
  online: 'en línea',

  'label.measure': 'unidad contada',
  'label.purpose': 'finalidad',
  'label.sector': 'sector',
  'label.subsector': 'ámbito de actividad',
  'label.means': 'medio',
  'label.recruitment-method': 'forma de captación',
  'label.platform': 'tipo de plataforma',
  'label.lure': 'señuelo',
  'label.modus-operandi': 'modus operandi',
  'label.financial-indicator': 'indicador financiero',
  'label.citizenship': 'nacionalidad',
  'label.origin': 'país de origen',
  'label.transit': 'país de tránsito',
  'label.exploitation': 'país de explotación',
  'label.domestic': 'dentro de un mismo país',
  'label.route': 'ruta',
  'label.routes': 'rutas vecinas',
  'label.script': 'grupo de relatos',
  'label.total': 'todos los informes en conjunto',

  duration:
    '{grain, select, week {{count, plural, one {# semana} other {# semanas}}} month {{count, plural, one {# mes} other {# meses}}} quarter {{count, plural, one {# trimestre} other {# trimestres}}} other {{count, plural, one {# año} other {# años}}}}',
  when: '{grain, select, week {en la semana del {day}} month {en {month}} quarter {en el {quarter, select, 1 {primer} 2 {segundo} 3 {tercer} other {cuarto}} trimestre de {year}} other {en {year}}}',
  span: '{when} y antes, {duration} en total',

  'what.rise': 'Cambio en los informes recibidos: más de lo esperado',
  'what.fall': 'Cambio en los informes recibidos: menos de lo esperado',
  'what.displacement': 'Cambio en los informes recibidos: posible desplazamiento, menos para {from} y al mismo tiempo más para {to}',
  'what.new-code': 'Cambio en los informes recibidos: un código que nunca o casi nunca se había visto',
  'what.new-combination':
    'Cambio en los informes recibidos: una combinación nueva, más frecuente de lo que cabría esperar de sus elementos por separado',
  'what.spreading-script':
    'Cambio en los informes recibidos: relatos casi idénticos{organisations, plural, =0 {} one {} other { de al menos # organizaciones}}',
  'what.retracted': 'Se retira un cambio en los informes recibidos',

  'where.everywhere': 'Todos los lugares en conjunto.',
  'where.public': 'Se cuentan los informes públicos.',
  'where.community': 'Se cuentan los informes que todos los miembros de la comunidad {community} pueden ver.',

  'since.once': 'Destaca {when}.',
  'since.until': 'Empezó {first} y destacó por última vez {when}.',

  'count.reports': '{count, plural, one {# informe} other {# informes}}',
  'count.report': '{count, plural, one {# aviso hecho a los remitentes} other {# avisos hechos a los remitentes}}, según ellos',
  'count.event': '{count, plural, one {# suceso mencionado} other {# sucesos mencionados}} en los informes',
  'count.victim': '{count, plural, one {# víctima mencionada} other {# víctimas mencionadas}} en los informes',
  'count.perpetrator': '{count, plural, one {# autor de delito mencionado} other {# autores de delitos mencionados}} en los informes',
  'count.offence': '{count, plural, one {# delito mencionado} other {# delitos mencionados}} en los informes',
  'size.high': '{span}: {count}. Cifra esperada: {expected}; hasta {bound} seguiría siendo habitual.',
  'size.low': '{span}: {count}. Cifra esperada: {expected}; a partir de {bound} seguiría siendo habitual.',

  'sure.once':
    'La señal es {strength, select, weak {débil} moderate {moderada} other {fuerte}}: solo por azar, una desviación al menos igual de grande aparecería aproximadamente una vez en {duration} en una serie así. Se vigilan muchas series, de modo que algunas destacan por azar.',
  'sure.rarer':
    'La señal es {strength, select, weak {débil} moderate {moderada} other {fuerte}}: solo por azar, una desviación al menos igual de grande aparecería menos de una vez en {duration} en una serie así. Se vigilan muchas series, de modo que algunas destacan por azar.',
  'sure.often': 'La señal es débil: solo por azar, una desviación al menos igual de grande aparecería a menudo.',
  'sure.unknown': 'No se ha calculado con qué frecuencia aparecería una desviación así solo por azar.',
  'sure.method': 'Método: {method}.',

  'shares.all': 'El mismo cambio se observa en {list}.',
  'shares.most': 'El mismo cambio se observa en {count, plural, one {# serie más} other {# series más}}, sobre todo en {list}.',
  'shares.none': 'No se ha encontrado ninguna otra serie con el mismo cambio.',

  contributors:
    '{organisations, plural, one {Ha contribuido al menos # organización} other {Han contribuido al menos # organizaciones}}{countries, plural, =0 {} one { de al menos # país} other { de al menos # países}}.',
  'contributors.none': 'No hay ningún informe que contar en ese periodo.',
  'without-one.stays': 'El cambio se mantiene aunque se deje fuera cualquiera de las organizaciones.',
  'without-one.goes': 'Sin una de las organizaciones no destacaría.',

  'otherwise.new-contributor': 'Puede explicarlo una organización que antes no informaba.',
  'otherwise.back-fill': 'Pueden explicarlo informes sobre periodos anteriores entregados a la vez.',
  'otherwise.campaign': 'Puede explicarlo una campaña de esas fechas.',
  'otherwise.law-or-code-change': 'Puede explicarlo una ley o una lista de códigos modificada en esas fechas.',
  'otherwise.one-organisation': 'Casi todo procede de una sola organización.',
  'otherwise.more-contributors': 'Informan más organizaciones que antes, y eso puede explicarlo.',
  'otherwise.none': 'Otras explicaciones examinadas y no observadas: {list}. Puede haber más.',
  'otherwise.unchecked': 'Todavía no se ha examinado qué otra cosa podría explicarlo.',

  'next.series': 'Qué leer ahora: el gráfico de la serie y los informes correspondientes que usted pueda ver.',
  'next.displacement':
    'Qué leer ahora: los gráficos de ambas series, uno junto al otro, y los informes correspondientes que usted pueda ver.',
  'next.new-code':
    'Qué leer ahora: lo que el catálogo de modus operandi contiene de este tipo y los informes con este código que usted pueda ver.',
  'next.new-combination': 'Qué leer ahora: los gráficos de cada elemento y los informes que los reúnen todos y que usted pueda ver.',
  'next.spreading-script': 'Qué leer ahora: los relatos, uno junto al otro, en la medida en que usted pueda abrirlos.',
  'next.retracted': 'Avise a quienes se lo haya transmitido.',

  'standing.candidate': 'Es una señal por evaluar, no una conclusión.',
  'standing.under-assessment': 'Es una señal en evaluación, no una conclusión.',
  'standing.published': 'Ha sido evaluado y publicado. Se refiere a los informes recibidos, no a la magnitud de los hechos.',
  'standing.closed': 'Está cerrado. Una señal que no se ha evaluado no es una conclusión.',
  'standing.closed-finding':
    'Fue evaluado y publicado antes de cerrarse. Se refiere a los informes recibidos, no a la magnitud de los hechos.',
  'standing.dismissed': 'Ha sido descartado en la evaluación. No es una conclusión.',
  'standing.retracted': 'Queda retirado y no es una conclusión.',
  'standing.dismissed-before': 'Ya se había descartado un cambio en esta serie; este es claramente mayor.',
  'because.ended': 'El cambio ha terminado.',
  'because.history': 'Pertenece al pasado y se encontró al contar el historial.',
  'because.reports-withdrawn': 'Informes en los que se basaba se han retirado o se cuentan ahora en otro lugar.',
  'because.corrected': 'Con lo recibido desde entonces, ese periodo ya no destaca.',
  'because.charter-changed':
    'Han cambiado los estatutos de la comunidad y, entre los informes que todos sus miembros pueden ver ahora, ese periodo no destaca.',

  'chart.counted':
    '{measure, select, reports {Informes recibidos} report {Avisos hechos a los remitentes, según los informes recibidos} event {Sucesos mencionados en los informes recibidos} victim {Víctimas mencionadas en los informes recibidos} perpetrator {Autores de delitos mencionados en los informes recibidos} other {Delitos mencionados en los informes recibidos}}, {grain, select, week {por semana} month {por mes} quarter {por trimestre} other {por año}}',
  'chart.source': 'Fuente: {source}. Situación a {day}.',
  'chart.provisional-note': 'Las cifras provisionales aún pueden cambiar.',
  'chart.observed': 'observado',
  'chart.expected': 'esperado',
  'chart.upper': 'máximo habitual',
  'chart.lower': 'mínimo habitual',
  'chart.alarm': 'destaca',
  'chart.provisional': 'provisional',
  'chart.nowcast': 'esperado al final, con intervalo del 95 %',
  'chart.range': '{duration}, inicio {first}, fin {last}.',
  'chart.most': 'El máximo, {count}, {when}.',
  'chart.alarms': '{count, plural, =0 {Nada destaca.} one {Destaca un periodo: {list}.} other {Destacan # periodos: {list}.}}',
  'chart.to-come': '{when} cabe esperar al final alrededor de {estimate} (intervalo del 95 %: de {lower} a {upper}).',
  'chart.none': 'Sin cifras.',
};
