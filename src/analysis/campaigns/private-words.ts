import { withoutSpokenNumbers } from "../../spoken-digits.ts";
import { namedParties } from "./brands.ts";

// What a transcript says about people, or in words that do not belong in a public record.

/** After these words a called person's name follows. */
const calledLeads = [
  "(?:message|call|notice|information|voicemail|recording) (?:is |was )?(?:intended |meant |left )?(?:only )?for",
  "intended (?:only |solely )?(?:for|recipient is)",
  "(?:attention|parents|guardians|family|household|estate) of",
  "am i (?:speaking|talking) (?:with|to)",
  "(?:may|can|could) i (?:please )?(?:speak|talk) (?:with|to)",
  "(?:trying|attempting|need|want|like) to (?:reach|contact|speak (?:with|to)|get (?:in touch|a hold) (?:with|of))",
  "get in touch with",
  "(?:looking|calling|asking|searching) for",
  "(?:consumer|customer|person|individual|patient|borrower) (?:named|by the name of)",
  "under the name (?:of)?",
  "if (?:you are not|you're not|this is not|this isn't)",
  "(?:voicemail|mailbox|voice mail|mail box)(?: box)? (?:of|for|belonging to)",
  "is this",
  "este mensaje es para|esta llamada es para|mensaje para|va dirigid[oa] a",
  "(?:hablo|habla|hablar|hablando|comunicarme|comunicarse) con",
  "busco a|se encuentra|preguntando por",
];
/** After these the caller gives a name: a persona, which may be a real person's. */
const callerLeads = [
  "my name is|name is|i am|i'm|this is|it is|it's|here is",
  "officer|agent|detective|sergeant|lieutenant|investigator|inspector|deputy",
  "mi nombre es|me llamo|soy|le habla",
];

const titles =
  /^(?:(?:la|el|los|the)\s+(?=señor|sr|don|doña|mr|ms|dr))?(?:(?:mr|mrs|ms|miss|mister|missus|dr|doctor|prof|professor|sir|madam|señora?|señorita|sr|sra|srta|don|doña|rev|hon|capt|sgt|the honorable)\b\.?\s*(?:and\s+|y\s+)?)+/iu;
const connectors =
  /^(?:de|del|la|las|los|van|von|der|den|ter|di|da|du|le|st|san|bin|al|el|y|e|and|or|&|jr|sr|ii|iii|iv)$/iu;
/** Words that begin something else than a name. */
const notNames = new Set(
  (
    "you your yours yourself the a an this that these those my our their his her its it he she they we i us me him them all any " +
    "anyone anybody everyone everybody someone somebody each every some no not only one two press call dial please if is are was " +
    "were be been will would can could may might must should have has had do does did regarding about concerning in on at from " +
    "with to of by as for because since and or but so then now today tomorrow tonight immediately here there when where who whom " +
    "what which how why information more further assistance help customer customers consumer resident residents homeowner " +
    "homeowners business owner owners person people individual party number calling speaking important urgent final last first " +
    "second third new free recorded automated courtesy legal federal social security department office service services center " +
    "company account card bank credit debit student loan vehicle car auto warranty insurance medicare health united states us " +
    "government reference case file order delivery package amazon apple microsoft just very still going sorry glad happy sure " +
    "okay ok also being getting trying reaching following responding returning reviewing really not very hereby " +
    "usted su sus el la los las un una este esta para por favor si es llamar llame oprima presione"
  ).split(" "),
);
const fillers = /^(?:[\s,:;.…"'“”‘’«»¿?!-]|\b(?:um|uh|er|eh)\b)+/iu;
const nameToken = /^(?:\p{Lu}\.(?=\s|$)\s*|[\p{L}\p{M}][\p{L}\p{M}'’.-]*)/u;

/** How many letters of a text, from its start, are a person's name; 0 where none begins there. */
function nameLength(text: string, needsCapital: boolean): number {
  const skipped = fillers.exec(text)?.[0].length ?? 0;
  let at = skipped;
  const titled = titles.exec(text.slice(at));
  if (titled) at += titled[0].length;
  let end = 0;
  let words = 0;
  while (words < 5) {
    const gap = /^\s*/u.exec(text.slice(at))![0].length;
    const token = nameToken.exec(text.slice(at + gap))?.[0];
    if (!token) break;
    const word = token.replace(/[.,'’-]+$/u, "");
    const isInitial = /^\p{Lu}\.?$/u.test(token.trim());
    const isConnector = connectors.test(word);
    if (!isConnector && notNames.has(word.toLowerCase())) break;
    const isCapital = /^\p{Lu}/u.test(word) || /\p{Script=Han}|\p{Lo}/u.test(word);
    if (needsCapital && !isCapital && !isConnector) break;
    // In lower case a name is one to three words: more would be a sentence.
    if (!isCapital && !isConnector && words >= 3) break;
    at += gap + token.trimEnd().length;
    if (isConnector && words === 0 && !titled) break;
    if (!isConnector) {
      words++;
      end = at;
    }
    // A full stop ends the name, but not after an initial or a title such as "St.".
    if (/\.$/u.test(token.trim()) && !isInitial && !isConnector) break;
    if (/^\s*,\s*(?:jr|sr|ii|iii|or|and|y)\b/iu.test(text.slice(at)))
      at += /^\s*,/u.exec(text.slice(at))![0].length;
    else if (/^\s*[,;:!?。，]/u.test(text.slice(at))) break;
  }
  return titled && end === 0 ? skipped + titled[0].length : end;
}

/** Names in Chinese: two to four characters before a title, or after the words that ask for somebody. */
const hanNames =
  /(?<=(?:请问(?:您)?是|您是|我找|找一下|留言给|转告|这是给|致))\p{Script=Han}{2,4}|\p{Script=Han}{1,3}(?=先生|女士|小姐|太太)/gu;

function maskAfter(text: string, leads: readonly string[], needsCapital: boolean): string {
  const lead = new RegExp(`\\b(?:${leads.join("|")})\\b`, "giu");
  let result = "";
  let from = 0;
  for (const match of text.matchAll(lead)) {
    const start = match.index + match[0].length;
    if (start < from) continue;
    const length = nameLength(text.slice(start), needsCapital);
    if (length === 0) continue;
    const name = text.slice(start, start + length);
    const { claims, mentions } = namedParties(name);
    if (claims.length + mentions.length > 0) continue;
    const spaces = /^\s*/u.exec(name)![0] || " ";
    result += `${text.slice(from, start)}${spaces}[name]`;
    from = start + length;
  }
  return result + text.slice(from);
}

/** Replaces the names of those whom a call asks for, and of those who are said to call. */
export const maskNames = (text: string): string =>
  maskAfter(maskAfter(text, calledLeads, false), callerLeads, true)
    .replace(hanNames, "[name]")
    // A recording that is cut at its start lacks the words before the caller's name.
    .replace(
      /(?<![\p{L}.])\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+(?= calling (?:you |in )*(?:from|with|on behalf)\b)/gu,
      "[name]",
    );

// Letters as people write around a filter: "f u c k", "sh1t", "a$$", "fuuuck".
const stems = [
  "fuck", "fuk", "fck", "fcuk", "phuck", "shit", "bitch", "cunt", "asshole", "jackass", "dumbass", "dickhead", "cock", "pussy",
  "bastard", "whore", "slut", "nigger", "nigga", "faggot", "goddamn", "motherfuck", "twat", "wanker", "pissed", "piss", "penis",
  "tits", "blowjob", "pendejo", "pendeja", "puta", "puto", "mierda", "cabron", "chingada", "chinga", "coño", "joder", "verga",
  "culero", "hijueputa", "malparido", "maricon", "dick", "ass",
]; // prettier-ignore
const looks: Readonly<Record<string, string>> = {
  a: "aáàä4@",
  i: "iíï1!",
  o: "oóòö0",
  s: "s$5",
  e: "eéè3",
  u: "uúùüv",
  c: "ck",
};
const whole = new Set([
  "ass",
  "dick",
  "cock",
  "tits",
  "puta",
  "puto",
  "piss",
  "chinga",
  "verga",
  "fck",
  "fuk",
]);
const obscene = new RegExp(
  [
    ...stems.map((stem) => {
      const letters = [...stem.normalize("NFC")]
        // Letters are stretched, but not without end: neighbors may look alike, and their splits multiply.
        .map((c) => `[${looks[c] ?? c}]{1,20}`)
        .join("[\\s*.\\-_']?");
      return whole.has(stem)
        ? `(?<![\\p{L}])${letters}(?![\\p{L}])`
        : `(?<![\\p{L}])${letters}\\p{L}*`;
    }),
    "(?<![\\p{L}])f\\s+ck(?![\\p{L}])",
    "(?<![\\p{L}])a[$s]{2}(?![\\p{L}])",
    "操你妈?|他妈的?|傻逼|混蛋",
  ].join("|"),
  "giu",
);

export const maskObscene = (text: string): string => text.replace(obscene, "[expletive]");
export const isObscene = (text: string): boolean => text.search(obscene) >= 0;

/** Mail addresses, written or spoken. A match starts at the start of a word, so that a long run is read once. */
const mail =
  /(?<![\p{L}\p{N}._-])[\p{L}\p{N}._-]+\s?@\s?[\p{L}\p{N}.-]+|(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:(?:\.| dot )[\p{L}\p{N}]+){0,6}(?: at | )[\p{L}\p{N}]+(?:\.| dot | )(?:com|net|org|edu)\b/giu;

/** What no text that is shown may hold: numbers that are no call-backs, mail addresses, names. */
export const maskPrivate = (text: string, keep: readonly string[] = []): string =>
  withoutSpokenNumbers(maskNames(text).replace(mail, "[address]"), keep);

const opening = /\b(?:hello|hi|hey|yes|yeah|no|what|who|huh|sorry|okay)\b[?,.! ]/giu;

/**
 * Whether a transcript holds a person's speech or a call-screening voice beside the caller's: short turns of somebody who
 * answers, talk of a family, a machine that asks the caller for its name. Such a recording is not quoted.
 */
export function isTwoSided(text: string): boolean {
  const answers = [
    /\bwhat do you want\b/i,
    /\bwho (?:is this|are you|is calling)\b/i,
    /\bi(?:'m| am) not (?:interested|home)\b/i,
    /\b(?:stop|quit) calling\b/i,
    /\bhow did you get (?:my|this) number\b/i,
    /\bcan you hear me\b.*\b(?:yes|yeah)\b/is,
    /\b(?:caller|recipient|callee|agent|subscriber)\s*:/i,
    /\bmy (?:husband|wife|mother|father|mom|dad|son|daughter|brother|sister|neighbou?r|grandson|granddaughter)\b/i,
    /\b(?:robot ready|say your name|entity responsible for the call|please stay on the line while (?:i|we) (?:see|check))\b/i,
    /\bhey (?:mom|dad|grandma|grandpa)\b/i,
    /\bcan(?:'|no)t come to the phone\b/i,
  ].filter((pattern) => pattern.test(text)).length;
  return answers > 0 || isObscene(text) || (text.match(opening)?.length ?? 0) >= 5;
}
