import { namedParties } from "./brands.ts";

// What a transcript says about the person who was called, or in words that do not belong in a public record.

const leads = [
  "this (?:message|call) is (?:intended )?(?:only )?(?:for|to)",
  "(?:message|call|notice|information) (?:is )?(?:intended )?for",
  "intended (?:only )?for",
  "am i (?:speaking|talking) (?:with|to)",
  "(?:may|can|could) i (?:please )?speak (?:with|to)",
  "(?:trying|attempting|need) to (?:reach|contact|speak (?:with|to))",
  "(?:looking|calling|asking) for",
  "is this",
  "if (?:you are not|this is not)",
  "este mensaje es para",
  "(?:hablo|habla|hablar) con",
  "busco a",
];
const titles = "(?:(?:mr|mrs|ms|miss|mister|dr|señora?|sr|sra)\\.? )?";
// A name: one to three words with a capital. Words that open a sentence or name an office are not a person's.
const name =
  "(?!(?:The|An?|You|Your|I|It|US|U\\.S\\.|This|All|Our|Any|Every|Amazon|Apple|Social|Customs)\\b)\\p{Lu}[\\p{L}'’-]+(?:,? \\p{Lu}[\\p{L}'’.-]+){0,2}";
const addressed = new RegExp(
  `(?<lead>\\b(?:${leads.map(anyCase).join("|")}) ${titles})(?<name>${name})`,
  "gu",
);

/** The same words whatever the case of their first letters: the name itself is known by its capital. */
function anyCase(text: string): string {
  return text.replace(/(?<![\\\p{L}])\p{Ll}/gu, (c) => `[${c}${c.toUpperCase()}]`);
}

/** Replaces the names of those whom a call asks for. */
export const maskNames = (text: string): string =>
  text.replace(addressed, (...found) => {
    const [whole, groups] = [found[0] as string, found.at(-1) as { lead: string; name: string }];
    const { claims, mentions } = namedParties(groups.name);
    return claims.length + mentions.length > 0 ? whole : `${groups.lead}[name]`;
  });

/** Words that no label, title or public script shows. */
const obscene =
  /\b(?:mother)?fuck\w*|\bshit\w*|\bbullshit\b|\bbitch\w*|\bcunt\w*|\basshole\w*|\bdick(?:head)?s?\b|\bcock(?:sucker)?s?\b|\bpuss(?:y|ies)\b|\bbastards?\b|\bwhores?\b|\bsluts?\b|\bnigg\w+|\bfag(?:got)?s?\b|\bgoddamn\w*|\bpendej\w+|\bput[ao]s?\b|\bmierda\b|\bcabr[oó]n\w*|操你|他妈的|傻逼/giu;

export const maskObscene = (text: string): string => text.replace(obscene, "[expletive]");
export const isObscene = (text: string): boolean => text.search(obscene) >= 0;

const spokenDigit =
  "(?:\\d|zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|[零一二三四五六七八九])";
const spokenNumber = new RegExp(
  `(?<![\\p{L}\\d$€£])\\+?${spokenDigit}(?:[\\s.,()\\u2010-\\u2015-]*${spokenDigit}){6,14}(?![\\p{L}\\d])`,
  "giu",
);

/** Replaces spoken telephone numbers that are not among those given (E.164). */
export const maskNumbers = (text: string, keep: readonly string[] = []): string =>
  text.replace(spokenNumber, (spoken) => {
    const digits = spoken.replace(/\D/g, "").slice(-10);
    return keep.some((number) => digits.length === 10 && number.endsWith(digits))
      ? spoken
      : "[number]";
  });

const opening = /\b(?:hello|hi|hey|yes|yeah|no|what|who|huh|sorry|okay)\b[?,.! ]/giu;

/**
 * Whether a transcript sounds like two people talking: short turns of somebody who answers. Such a recording is of a
 * person's speech and is not quoted.
 */
export function isTwoSided(text: string): boolean {
  const answers = [
    /\bwhat do you want\b/i,
    /\bwho (is this|are you)\b/i,
    /\bi('m| am) not (interested|home)\b/i,
    /\b(stop|quit) calling\b/i,
    /\bhow did you get (my|this) number\b/i,
    /\bcan you hear me\b.*\b(yes|yeah)\b/is,
    /\bfuck\b/i,
  ].filter((pattern) => pattern.test(text)).length;
  return answers > 0 || (text.match(opening)?.length ?? 0) >= 5;
}
