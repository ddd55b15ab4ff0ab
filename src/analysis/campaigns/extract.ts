import { namedParties } from "./brands.ts";
import { pretextOfText, type PretextCategory } from "./pretexts.ts";

/** What one transcript says, as far as rules can read it. */
export interface Spoken {
  /** Ten-digit sequences as spoken, not yet checked: `normalise_number` decides. */
  numberCandidates: string[];
  /** Parties that the call presents itself as; parties that it names otherwise. */
  claims: string[];
  mentions: string[];
  pretext: PretextCategory;
  /** "press 1", "call back", "stay on the line", "visit a website". */
  callToAction: string[];
}

const digitWords: Record<string, string> = {
  zero: "0", oh: "0", one: "1", two: "2", three: "3", four: "4", five: "5", six: "6", seven: "7", eight: "8", nine: "9",
  cero: "0", uno: "1", dos: "2", tres: "3", cuatro: "4", cinco: "5", seis: "6", siete: "7", ocho: "8", nueve: "9",
  零: "0", 一: "1", 二: "2", 三: "3", 四: "4", 五: "5", 六: "6", 七: "7", 八: "8", 九: "9",
}; // prettier-ignore

const digitWord = new RegExp(
  `(?<![\\p{L}])(${Object.keys(digitWords)
    .filter((w) => /[a-z]/.test(w))
    .join("|")})(?![\\p{L}])|[零一二三四五六七八九]`,
  "giu",
);

// Ten digits, or eleven with a leading 1, with marks between them that speech-to-text writes. Money is no number.
const spokenNumber =
  /(?<![\d$€£.,])(?:\+?1[\s.,-]*)?\(?[2-9](?:[\s.,)-]{0,3}\d){9}(?![\s-]?\d)(?!\.\d)/g;

/** Words before a number that make it something else than a number to call: an account's, or the called person's own. */
const noCallback =
  /(?:account|acct|case|file|reference|confirmation|order|claim|policy|member|card|ticket|invoice|badge|tracking|routing|social security|identification|license|\bid)(?: number| no\.?| #)?(?: is| ends in|:)?\W*$|(?:your (?:home |cell |mobile |work )*(?:phone|number|telephone)(?: number)?|(?:called|calling|reach(?:ed)?) you (?:at|on))(?: is)?\W*$|(?:账号|卡号|订单号|案件号|编号)(?:是|为)?\W*$/iu;

/** Finds numbers, names and instructions in a transcript (English, Spanish, Chinese). */
export function readTranscript(text: string): Spoken {
  const digits = text.replace(digitWord, (word) => digitWords[word.toLowerCase()] ?? word);
  const numbers = new Set<string>();
  for (const source of [text, digits]) {
    for (const match of source.matchAll(spokenNumber)) {
      if (noCallback.test(source.slice(Math.max(0, match.index - 60), match.index))) continue;
      const only = match[0].replace(/\D/g, "");
      numbers.add(only.length === 11 ? only.slice(1) : only);
    }
  }
  return {
    numberCandidates: [...numbers].sort(),
    ...namedParties(text),
    pretext: pretextOfText(text),
    callToAction: callsToAction(digits, numbers.size > 0),
  };
}

function callsToAction(text: string, hasNumber: boolean): string[] {
  const found: string[] = [];
  const keys = new Set<string>();
  const press =
    /(?:press|dial|push|hit|oprima|presione|pulse|marque|按)\s*(?:the\s+|el\s+|n[uú]mero\s+|number\s+)*["“]?(\d)(?!\d)/giu;
  for (const match of text.matchAll(press)) keys.add(match[1] as string);
  const [first] = [...keys].sort();
  if (first) found.push(`press ${first}`);
  if (
    (hasNumber && /call|contact|reach|llam|拨打|致电|电话/i.test(text)) ||
    /\b(?:call|ring) (?:me|us) back\b|give (?:me|us) a call|return (?:my|our|this) call/i.test(text)
  )
    found.push("call back");
  if (/stay on the line|hold (on|the line|for)|permanezca en la l[ií]nea/i.test(text))
    found.push("stay on the line");
  if (/www\.|\.com\b|\.org\b|visit (us|our)|website|p[aá]gina web/i.test(text))
    found.push("visit a website");
  return found;
}
