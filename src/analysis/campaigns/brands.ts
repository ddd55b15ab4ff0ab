/** Names that calls borrow or mention. */
export const brands: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["Amazon", /\bamazon\b|亚马逊/giu],
  ["Social Security Administration", /social security (?:administration|department|office)|\bssa\b/giu],
  ["Internal Revenue Service", /\birs\b|internal revenue(?: service)?/giu],
  ["Customs and Border Protection", /customs and border(?: (?:protection|patrol))?|border protection|\bcbp\b|海关/giu],
  ["Federal Reserve", /federal reserve(?: system)?/giu],
  ["Medicare", /\bmedicare\b/giu],
  ["Department of Education", /department of education/giu],
  ["FBI", /\bfbi\b|federal bureau of investigation/giu],
  ["Federal Trade Commission", /federal trade commission|\bftc\b/giu],
  ["US Postal Service", /\busps\b|postal service/giu],
  ["Apple", /\bapple\b(?! (?:macbook|iphone|i-?phone|airpods?|watch|ipad|pro|device))/giu],
  ["Microsoft", /\bmicrosoft\b/giu],
  ["PayPal", /\bpaypal\b|pay pal\b/giu],
  ["Cash App", /\bcash ?app\b/giu],
  ["eBay", /\be-?bay\b/giu],
  ["Walmart", /\bwal-?mart\b/giu],
  ["Visa", /\bvisa\b/giu],
  ["Mastercard", /\bmaster ?card\b/giu],
  ["Chase", /\bchase\b/giu],
  ["Wells Fargo", /\bwells fargo\b/giu],
  ["Bank of America", /\bbank of america\b/giu],
  ["Citibank", /\bciti(?:bank)?\b/giu],
  ["Capital One", /\bcapital one(?: bank)?\b/giu],
  ["Discover", /(?<=\b(?:from|with|choosing|and|,) )discover\b|\bdiscover card/giu],
  ["American Express", /\bamerican express\b|\bamex\b/giu],
  ["DHL", /\bdhl\b/giu],
  ["FedEx", /\bfed ?ex\b|\bs[ey]de?x\b|\bcybex\b/giu],
  ["UPS", /\bups\b/giu],
  ["DirecTV", /\bdirec(?:t)?,? ?tv\b/giu],
  ["AT&T", /\bat ?(?:&|and) ?t\b|\bapnt\b/giu],
  ["Spectrum", /\bspectrum\b/giu],
  ["Comcast Xfinity", /\bcomcast(?: xfinity)?\b|\bxfinity\b/giu],
  ["Verizon", /\bverizon\b/giu],
  ["T-Mobile", /\bt-?mobile\b/giu],
  ["Marriott", /\bmarriott\b/giu],
  ["Hilton", /\bhilton\b/giu],
  ["Best Western", /\bbest western\b/giu],
  ["Four Seasons", /\bfour seasons\b/giu],
  ["Expedia", /\bexpedia\b/giu],
  ["Google", /\bgoogle\b/giu],
  ["Facebook", /\bfacebook\b/giu],
  ["Netflix", /\bnetflix\b/giu],
  ["Norton", /\bnorton\b/giu],
  ["Geek Squad", /\bgeek squad\b/giu],
  ["Zelle", /\bzelle\b/giu],
  ["Coinbase", /\bcoinbase\b/giu],
  ["Publishers Clearing House", /publishers clearing(?: house)?/giu],
  ["State Farm", /\bstate farm\b/giu],
  ["ADT", /\badt\b/giu],
  ["Jersey Central Power and Light", /jersey central power/giu],
  ["Dominion Energy", /dominion (?:energy|power)/giu],
  ["Delmarva Power", /d[ei]lmarva power|dilmarva/giu],
  ["PSE&G", /\bpse ?(?:&|and) ?g\b/giu],
  ["TECO Energy", /\bteco (?:energy|electric)/giu],
  ["Duke Energy", /duke energy/giu],
  ["Pacific Gas and Electric", /pacific gas(?: and electric)?|\bpg&e\b/giu],
  ["Baltimore Gas and Electric", /baltimore ga[sp] and electr/giu],
  ["San Diego Gas and Electric", /san diego gas and electric/giu],
  ["Oklahoma Gas and Electric", /oklahoma gas and electric/giu],
  ["Florida Power and Light", /florida power and light/giu],
  ["Xcel Energy", /\bxcel energy|\bexcel energy/giu],
  ["Evergy", /\bevergy\b/giu],
  ["National Grid", /national grid/giu],
  ["NV Energy", /\bnv energy|nevada energy/giu],
]; // prettier-ignore

// What stands before a name where the call speaks as it: "this is Daniel from X", "calling on behalf of the X".
const claims = new RegExp(
  "(?:" +
    [
      "this is(?: an? [\\w ]{0,30}?(?:call|message|notification))?(?:,? [\\p{L}.'’]+){0,3}?,?(?: (?:and )?(?:i['’]?m |i am )?(?:calling )?(?:you )?(?:from|with|of|at|here with))?",
      "(?:calling|call)(?: (?:you|today|back|in|is|was|coming))* (?:from|with|on behalf of)",
      "(?:message|notice|notification|alert|reminder)(?: call)?(?: is)? (?:from|by|provided by)",
      "contacted (?:from|by)|on behalf of|name is [\\p{L} .]{2,30}?,?(?: and i['’]?m| i am)?(?: calling)?(?: you)? (?:from|with)",
      "(?:i['’]m|i am|we['’]re|we are)(?: (?:an? |the )?[\\w ]{0,25}?)? ?(?:from|with)|(?:i['’]m|i am) an?",
      "(?:you have|you['’]ve) (?:reached|connected (?:to|with))|thank(?:s| you) for (?:choosing|calling|connecting (?:to|with))|welcome to|dear",
      "^\\W*(?:calling )?(?:from|with|of)|^\\W*(?:department of(?: the)?|hi|hello|attention|dear)?[,. ]*",
      "这里是|这是",
    ].join("|") +
    ")(?: the)?(?: (?:department|office|bureau) of)?(?: (?:the|u\\.?s\\.?|united states|federal))*\\s*$",
  "iu",
);

// What follows a name where the call offers to connect with it: "our X support team", "a CBP officer".
const offers =
  /^(?:['’]s)?,? (?:and [\w ]{2,20} )?(?:bank )?(?:customer (?:service|care|support)|(?:tech(?:nical)? )?support|fraud(?:ulent)?\b|advisor|officer|agent\b|help (?:center|desk)|security (?:team|department)|healthcare advisor|health care advisor|customer\b|grand vacation)/iu;
// Joined names are claimed together: "Visa and Mastercard services", "AT&T DirecTV".
const joins = /^(?:,| and|,? &|\/)? ?(?:the )?$/iu;

export interface NamedParties {
  /** Parties that the call presents itself as. */
  claims: string[];
  /** Parties that it names otherwise. */
  mentions: string[];
}

interface Hit {
  name: string;
  start: number;
  end: number;
}

/** Whom a text speaks as, and whom it only names. A call borrows a name: nobody so named is involved in it. */
export function namedParties(text: string): NamedParties {
  const hits: Hit[] = [];
  for (const [name, pattern] of brands) {
    for (const match of text.matchAll(pattern))
      hits.push({ name, start: match.index, end: match.index + match[0].length });
  }
  hits.sort((a, b) => a.start - b.start || b.end - a.end);
  const claimed = new Set<string>();
  let before: (Hit & { isClaim: boolean }) | undefined;
  for (const hit of hits) {
    const lead = text.slice(Math.max(0, hit.start - 90), hit.start);
    const isLead = claims.test(lead.length === hit.start ? lead : `…${lead}`);
    const isOffer = offers.test(text.slice(hit.end, hit.end + 60));
    const isJoined =
      before !== undefined && before.isClaim && joins.test(text.slice(before.end, hit.start));
    // "From your Amazon account" is about the called person's account: the caller need not be Amazon.
    const isOwn =
      /^(?:['’]s)? account/iu.test(text.slice(hit.end, hit.end + 20)) && lead.trim() === "";
    const isClaim = (isLead && !isOwn) || isOffer || isJoined;
    if (isClaim) claimed.add(hit.name);
    before = { ...hit, isClaim };
  }
  const named = [...new Set(hits.map((hit) => hit.name))];
  return {
    claims: named.filter((name) => claimed.has(name)).sort(),
    mentions: named.filter((name) => !claimed.has(name)).sort(),
  };
}
