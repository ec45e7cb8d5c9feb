/** Words for sexual imagery of minors, in the languages of the network. */
const MATERIAL = new RegExp(
  [
    'c\\.?s\\.?[ae]\\.?m\\b',
    "child(?:ren)?(?:'s|s)?[ -](?:sexual[ -](?:abuse|exploitation)|abuse|porn\\w*|sex)[ -]?(?:images?|imagery|material|videos?|content|photos?)?",
    'kiddie[ -]?porn\\w*',
    'pre-?teen (?:sex|porn|nud)\\w*',
    'kinderporno\\w*',
    'barnporno\\w*|børneporno\\w*|barneporno\\w*',
    'p[ée]dopornogra\\w*',
    'pornograf[ií]a infantil',
    'pornografia (?:infantil|dziecięca|minorile)',
    'pornogra(?:phie|fie) (?:enfantine|infantilă)',
    'gyermekpornográfia',
    '\\b(?:nude|naked|sexual|sexually explicit|explicit|porn\\w{0,20}|intimate)[^.\\n]{0,40}(?:images?|imagery|photos?|pictures?|videos?|clips?|films?)[^.\\n]{0,60}(?:minors?|child(?:ren)?|under ?age|(?:[1-9]|1[0-7])[ -]year[ -]old|aged (?:[1-9]|1[0-7])\\b)',
    '(?:minors?|child(?:ren)?|under ?age|(?:[1-9]|1[0-7])[ -]year[ -]old)[^.\\n]{0,60}\\b(?:nude|naked|sexual|sexually explicit|explicit|porn\\w{0,20}|intimate)[^.\\n]{0,40}(?:images?|imagery|photos?|pictures?|videos?|clips?|films?)',
  ].join('|'),
  'iu',
);

/** A way to the material: an address, a file, a digest by which a file is found, or the words for something enclosed. */
const WAY_TO_IT = new RegExp(
  [
    '(?:https?|hxxps?|ftp|ipfs|magnet|tg)\\s?:',
    'www\\.',
    '\\b[a-z0-9-]{1,63}(?:\\.|\\[\\.\\]|\\(dot\\))(?:onion|com|net|org|info|io|me|ru|to|cc|xyz|link|i2p)\\b',
    '\\.(?:jpe?g|png|gif|webp|heic|mp4|avi|mov|mkv|webm|zip|rar|7z)\\b',
    '\\b(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})\\b',
    '\\b(?:attached|enclosed|see attachment|in the attachment|link (?:to|is|here)|download)\\b',
  ].join('|'),
  'iu',
);

/** There is no place for pictures in a report, so one in its text is refused whatever it shows. */
const EMBEDDED_IMAGE = /data:(?:image|video)\/|(?:iVBORw0KGgo|\/9j\/4AAQ|R0lGOD(?:lh|dh))[A-Za-z0-9+/]{40}/u;

/**
 * Whether a text holds a picture, or names sexual imagery of minors together with a way to it. To tell in words that children were
 * filmed is not refused: it is what has to be reported.
 */
export function leadsToImageryOfMinors(text: string): boolean {
  return EMBEDDED_IMAGE.test(text) || (MATERIAL.test(text) && WAY_TO_IT.test(text));
}
