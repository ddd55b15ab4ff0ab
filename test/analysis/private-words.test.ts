import { describe, expect, it } from "vitest";
import {
  isTwoSided,
  maskNames,
  maskObscene,
  maskPrivate,
} from "../../src/analysis/campaigns/private-words.ts";
import { readTranscript } from "../../src/analysis/campaigns/extract.ts";
import { acceptedCallbacks } from "../../src/analysis/campaigns/callbacks.ts";
import { scriptText } from "../../src/analysis/campaigns/script-text.ts";
import { namedParties } from "../../src/analysis/campaigns/brands.ts";
import {
  spokenRuns,
  withoutCalledNumber,
  withoutSpelledNumbers,
  withoutSpokenNumbers,
} from "../../src/spoken-digits.ts";

describe("the called party's number in a transcript", () => {
  it.each([
    "call 913-284-7653 now",
    "at (913) 284 7653",
    "9132847653",
    "nine one three two eight four seven six five three",
    "nine thirteen two eighty four seventy six fifty three",
    "nine one three two eighty four seven thousand six hundred fifty three",
    "nine one three two eight four seven six double five 913 284 7653",
    "913. That's 284. And then 7653",
    "913 um 284 uh 7653",
    "area code 9 1 3 exchange 2 8 4, 7 6 5 3",
    "nueve trece dos ochenta y cuatro setenta y seis cincuenta y tres",
    "９１３－２８４－７６５３",
    "٩١٣٢٨٤٧٦٥٣",
    "九一三二八四七六五三",
    "九幺三二八四七六五三",
    "玖壹叁贰捌肆柒陆伍叁",
    "913+284=7653",
    "without the area code: 284-7653",
    "913-284-7653 or 7654",
  ])("is masked: %s", (text) => {
    const masked = withoutCalledNumber(text, "913284");
    expect(masked).toContain("[called number]");
    expect(spokenRuns(masked, 7).filter((run) => run.digits.includes("284"))).toEqual([]);
    expect(masked).not.toContain("7653");
  });

  it.each([
    "call 816-284-1111",
    "call 1-833-284-1212",
    "press 1 for 2 options",
    "for $2,847,653.00 dollars",
  ])("leaves other numbers: %s", (text) => {
    expect(withoutCalledNumber(text, "913555")).toBe(text);
    expect(withoutCalledNumber("call 816-284-1111", "913284")).toBe("call 816-284-1111");
  });

  it("is masked in rejected rows too, where it is spelled", () => {
    expect(
      withoutSpelledNumbers("x,nine one three two eight four six zero zero two,2024-03-01"),
    ).toBe("x,[number],2024-03-01");
  });
});

describe("spoken numbers that are no call-backs", () => {
  it("are masked wherever text is shown; a call-back stays", () => {
    expect(
      withoutSpokenNumbers("call 833-304-1447 or 816 471 2231", ["+18333041447"]),
    ).not.toContain("2231");
    expect(withoutSpokenNumbers("call 833-304-1447 now", ["+18333041447"])).toContain(
      "833-304-1447",
    );
    expect(withoutSpokenNumbers("eight sixteen four seventy one twenty two thirty six")).toBe(
      "[number]",
    );
  });

  const heard = (place: string, ...callbacks: string[]) => ({ place, callbacks });
  it("count where three recordings of two places speak them, or a complaint names them", () => {
    const one = "+18165550100";
    expect(acceptedCallbacks([heard("a", one), heard("b", one)], new Set())).toEqual(new Set());
    expect(
      acceptedCallbacks([heard("a", one), heard("a", one), heard("a", one)], new Set()),
    ).toEqual(new Set());
    expect(
      acceptedCallbacks([heard("a", one), heard("a", one), heard("b", one)], new Set()),
    ).toEqual(new Set([one]));
    expect(acceptedCallbacks([heard("a", one)], new Set([one]))).toEqual(new Set([one]));
  });

  it.each([
    "Your account number is 785-232-4417",
    "case number 7 8 5 2 3 2 4 4 1 9",
    "your home phone is 785-232-4421",
    "we called you at 785-232-4422",
    "您的账号是6228480404",
  ])("are not taken from: %s", (text) => {
    expect(readTranscript(text).numberCandidates).toEqual([]);
  });
  it("are taken from where the call asks to be called", () => {
    expect(readTranscript("call us back at 785-232-4417").numberCandidates).toEqual(["7852324417"]);
  });
});

describe("names of people", () => {
  it.each([
    ["This message is for Mr. Thaddeus J. Winklebottom. Press 1", "Winklebottom"],
    ["This message is for Mr. and Mrs. Abercrombie-Fitzwilliam", "Abercrombie"],
    ["this message is intended for Calderon. All lines are recorded", "Calderon"],
    ["this message is for J. R. R. Pemberwick regarding a debt", "Pemberwick"],
    ["THIS MESSAGE IS FOR CORNELIUS VANDERBEEK", "VANDERBEEK"],
    ["am i speaking with dagny-lou st. clairborne", "clairborne"],
    ["intended for, um, Araminta Lillywhite. Press 1", "Araminta"],
    ["message for: Desmond Tollemache", "Tollemache"],
    ["trying to reach harriet ventnor regarding a debt", "ventnor"],
    ["for the parents of Lysander Oddfellow", "Oddfellow"],
    ["este mensaje es para la señora eulalia zubizarreta", "zubizarreta"],
    ["hablo con jacinta zorrilla", "zorrilla"],
    ["请问您是王小明吗", "王小明"],
    ["you have reached the voicemail box of Lavinia Dewsnap", "Dewsnap"],
    ["Hi, my name is Nadine Smith and I am calling", "Nadine"],
    ["This is Officer Amanda Barnes with the legal department", "Barnes"],
  ])("are masked: %s", (text, name) => {
    expect(maskNames(text)).not.toContain(name);
    expect(maskNames(text)).toContain("[name]");
  });

  it.each([
    "This message is intended to contact you regarding your account",
    "We've been trying to reach you concerning your car's extended warranty",
    "This call is from Amazon customer service",
    "This is an important message for all homeowners",
    "looking for a business owner",
    "I'm calling from the Social Security Administration",
  ])("are not seen where there are none: %s", (text) => {
    expect(maskNames(text)).toBe(text);
  });

  it("go with mail addresses", () => {
    expect(
      maskPrivate("write harold.tuffnell@example.com or quentin at gmail dot com"),
    ).not.toMatch(/harold|quentin|gmail/);
  });
});

describe("words that do not belong in a public record", () => {
  it.each(["fuck", "f u c k", "fuuuck", "fu-ck", "sh1t", "a$$", "cabrón", "coño", "操你妈"])(
    "are masked: %s",
    (word) => {
      expect(maskObscene(`oh ${word} you`)).toContain("[expletive]");
    },
  );
  it.each([
    "assistance",
    "class",
    "pass",
    "Dickens",
    "Scunthorpe",
    "cocktail",
    "hello",
    "Essex",
    "analysis",
  ])("are not seen in %s", (word) => {
    expect(maskObscene(word)).toBe(word);
  });
  it.each([
    "Hello? Hi Grandpa! Oh man, fuck you!",
    "CALLER: how are you RECIPIENT: fine",
    "my husband handles that",
    "Robot ready. Please say your name and the entity responsible for the call",
    "hey mom it is me",
  ])("a person's speech is not quoted: %s", (text) => {
    expect(isTwoSided(text)).toBe(true);
  });
});

describe("the words of a script", () => {
  const line = (name: string, amount: string) =>
    `Hello, this is ${name} from the card services. There is a charge of ${amount} on your account. Press 1 now.`;
  it("are those that at least half of its versions share; what varies is marked", () => {
    const versions = [line("Daniel", "$399"), line("Sarah", "$1,299"), line("Alex", "$749.99")];
    const text = scriptText(versions, versions[0]!);
    expect(text).toContain("from the card services. There is a charge of […] on your account.");
    expect(text).not.toMatch(/Daniel|Sarah|399/);
  });
  it("are none where versions share too little", () => {
    expect(
      scriptText(["one two three four", "five six seven eight"], "one two three four"),
    ).toBeNull();
  });
});

describe("parties", () => {
  it.each([
    ["Hi, this is Daniel from Amazon customer service.", ["Amazon"], []],
    ["An order was placed from your Amazon account.", [], ["Amazon"]],
    ["We work with all your lenders such as Chase and Discover.", [], ["Chase", "Discover"]],
    ["Thank you for choosing Visa and MasterCard services.", ["Mastercard", "Visa"], []],
    ["Press 1 to speak with a CBP officer.", ["Customs and Border Protection"], []],
    ["a Google Play gift card; this call is from PayPal", ["PayPal"], ["Google"]],
  ])("%s", (text, claims, mentions) => {
    expect(namedParties(text)).toEqual({ claims, mentions });
  });
});
