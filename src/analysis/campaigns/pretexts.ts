/** What a call pretends to be about. */
export interface Pretext {
  category: string;
  /** For a reader, after the name that the call borrows: "Amazon: order or purchase". */
  name: string;
}

export const pretexts = [
  { category: "social_security", name: "Social Security number suspended" },
  { category: "law_enforcement", name: "legal threat" },
  { category: "tax_relief", name: "tax debt" },
  { category: "student_loan", name: "student loan forgiveness" },
  { category: "card_interest", name: "card interest rate" },
  { category: "debt_relief", name: "debt relief" },
  { category: "business_loan", name: "business loan" },
  { category: "bank_security", name: "bank account alert" },
  { category: "retail_order", name: "order or purchase" },
  { category: "tech_support", name: "account or computer alert" },
  { category: "auto_warranty", name: "vehicle warranty" },
  { category: "health", name: "health coverage or product" },
  { category: "insurance", name: "insurance" },
  { category: "utility_disconnection", name: "utility cutoff" },
  { category: "energy_offer", name: "energy offer" },
  { category: "delivery", name: "package delivery" },
  { category: "travel_prize", name: "free stay or prize" },
  { category: "telecom_discount", name: "cable or phone discount" },
  { category: "home_services", name: "home service" },
  { category: "business_listing", name: "business listing" },
  { category: "charity_political", name: "donation or survey" },
  { category: "immigration", name: "immigration" },
  { category: "job_offer", name: "job offer" },
  { category: "investment", name: "investment" },
  { category: "debt_collection", name: "debt collection" },
  { category: "grandparent", name: "relative in need" },
  { category: "unclassified", name: "unclassified" },
] as const satisfies readonly Pretext[];

export type PretextCategory = (typeof pretexts)[number]["category"];

/**
 * Which part of a script a cue reads: who it claims to be, what it claims happened (or offers), what it asks. One cue a
 * part counts, so that a word said often does not outweigh what the call is about.
 */
export type ScriptPart = "who" | "happened" | "asks";

export interface Cue {
  category: PretextCategory;
  part: ScriptPart;
  /** 3: names the pretext by itself. 2: fits it and few others. 1: supports it. */
  weight: 1 | 2 | 3;
  pattern: RegExp;
}

const cue = (
  category: PretextCategory,
  part: ScriptPart,
  weight: Cue["weight"],
  pattern: RegExp,
): Cue => ({ category, part, weight, pattern });

/** English, Spanish and Chinese. Where two categories score alike, the one whose cue stands first here wins. */
export const cues: readonly Cue[] = [
  // Accounts and computers: a stolen Social Security number may be threatened in them, so these stand first.
  cue("tech_support", "who", 3, /apple support|microsoft|windows (support|help)|geek squad|norton|mcafee|tech(nical)? support (company|team|department)|computer technical support/i),
  cue("tech_support", "happened", 3, /i-?cloud (account|security)|(computer|device|ip address) .{0,60}(hijack|hack|virus|infected|compromised|obsolete)|hijack your identity|unauthori[sz]ed log-?in|log-?in attempts?|antivirus|computadora|电脑/i),
  cue("tech_support", "asks", 2, /do(n't| not) access your (account|any financial)/i),
  // Social Security.
  cue("social_security", "happened", 3, /social (security|insurance)( number| account| benefits)?|\bssn\b|your social (has|is|was|and|will|number|benefits|card|secured)|suspension of your social|seguro social|社会(安全|保险)|社安/i),
  cue("social_security", "who", 2, /social security (administration|department|office)|\bssa\b|so,? shell,? c,? cure/i),
  cue("social_security", "happened", 2, /(border|state|city) of texas|south(ern)? border of|suspend your (social|benefits)/i),
  cue("social_security", "asks", 2, /(filed|executed|actions?) .{0,40}(on|under|against) your social/i),
  // Customs, police, courts.
  cue("law_enforcement", "who", 3, /customs and border|border protection|\bcbp\b|embassy|consulate|海关|大使馆|领事馆|公安|警察|逮捕/i),
  cue("law_enforcement", "happened", 3, /(package|parcel|mail|shipment|vehicle|car).{0,60}(seized|intercepted|drugs?|narcotics?|cocaine|illegal)|seized under your name|contraband|drugs and (cash|money)|(band|bag) of drugs|orden de arresto|法院/i),
  cue("law_enforcement", "happened", 2, /\bwarrant\b|arrest|complaint (is |has been )?filed|case (has been |is )?(filed|registered)|charges? .{0,20}against you|allegations|lawsuit|federal custody|against (you and )?your (name|identity)|legal (enforcement )?actions? (filed|executed|against)|discuss (about )?your case|illegal activit/i),
  cue("law_enforcement", "happened", 3, /come up in an investigation/i),
  cue("law_enforcement", "asks", 1, /legal actions? against you|federal agent|investigation officer|avoid legal|legal consequences|take necessary action|moving forward (through|in) your county|acci[oó]n legal|demanda/i),
  cue("law_enforcement", "who", 1, /special agent|officer [a-z]+ [a-z]+|legal (enforcement )?department|federal agent/i),
  // Taxes before debts, student loans before debts.
  cue("tax_relief", "who", 3, /\birs\b|internal revenue|tax negotiations?|impuestos/i),
  cue("tax_relief", "happened", 3, /tax (debts?|liabilit|lien|bill|collection)|back tax(es)?|owe .{0,20}tax|税务|欠税/i),
  cue("student_loan", "happened", 3, /student (loan|debt)s?|loan (forgiveness|discharge|cancell?ation)|forgiveness program|pr[eé]stamos? estudiantil|学生贷款/i),
  cue("student_loan", "who", 2, /student (support|services?|loan)|department of education/i),
  cue("student_loan", "happened", 2, /eligibility programs?|federal (repayment|loan)|finalize your enrollment/i),
  cue("auto_warranty", "happened", 3, /(car|vehicle|auto|factory|manufacturer)('?s)?\b.{0,40}warranty|extended warranty|warranty .{0,40}(vehicle|car|expire)|garant[ií]a .{0,20}(auto|carro|veh[ií]culo)|汽车保修/i),
  cue("auto_warranty", "happened", 2, /warranty/i),
  cue("auto_warranty", "who", 3, /(dealer|vehicle) service/i),
  // Debts sold as relief.
  cue("debt_relief", "who", 3, /(?<!tax )debt (release|relief|solution|settlement)/i),
  cue("debt_relief", "happened", 2, /(?<!tax )debt (relief|consolidation|settlement|elimination)|work with all your lenders|unsecured debt|deudas?|债务/i),
  cue("business_loan", "happened", 3, /business (loan|funding|line of credit|capital)|working capital|funding for your business/i),
  cue("card_interest", "happened", 3, /interest rates?|rate expiration|lower(ing)? your rate|\d ?(%|percent)? on your credit card|straight below|tasa de inter[eé]s|利率/i),
  cue("card_interest", "happened", 2, /credit cards?|rate reduction|tarjeta de cr[eé]dito|信用卡/i),
  cue("card_interest", "who", 2, /card ?(member|holder) services?|credit card services?|(visa|master ?card)( and|,)? (visa|master ?card|discover)/i),
  // Orders: after computers, before banks.
  cue("retail_order", "happened", 3, /(order|purchase)(s|d|ed)?\b.{0,60}(placed|amazon|paypal|iphone|macbook|airpod|authori[sz]e|cancel|confirm|charge|\$)|(pre-?authori[sz]ed|recent|suspicious|your) (order|purchase)|order has been placed|i-?phone|mac ?book|air ?pods?|google play|gift card|pedido|compra|订单/i),
  cue("retail_order", "who", 2, /amazon|e-?bay|walmart|pay ?pal|亚马逊/i),
  cue("retail_order", "happened", 2, /(debited|billed|charged?|charge of|payment of).{0,40}(\$|account|card)|auto-?renew|renewal of/i),
  cue("retail_order", "asks", 1, /(cancel|dispute|authori[sz]e) (this|the|your|it)\b/i),
  cue("bank_security", "who", 3, /wells fargo|cash ?app|bank of america|\bchase\b|citibank|federal reserve|\bzelle\b|your bank\b|u\.?s\.? bank|capital one bank|银行|banco/i),
  cue("bank_security", "happened", 2, /suspicious (transaction|withdrawal)|withdraw|checking account|savings account|bank account|debit card|business account|nearest branch|cuenta bancaria/i),
  // Power.
  cue("utility_disconnection", "happened", 3, /disconnect|interruption of (your )?(service|power|electric)|power .{0,40}(cut|shut|turned) off|discontinu|service .{0,20}interrupt|utility outage|stop the (interruption|disjoin)|corte de (luz|servicio)|停电|电费/i),
  cue("utility_disconnection", "happened", 2, /pending balance|past due|non-?payment|delinquent|unpaid (bill|balance)/i),
  cue("utility_disconnection", "who", 1, /electric|power (company|and light)|energy|utility|gas and/i),
  cue("utility_disconnection", "asks", 1, /(start|file) your claim|billing department/i),
  cue("energy_offer", "happened", 3, /solar|clean energy|energy (saving|upgrade|bill|program|efficien)|third[- ]party supplier|overcharged|(electric|gas|utility|power) .{0,30}(bill|usage).{0,80}(discount|reduction|reward|rebate|\d ?%)|(discount|reward|rebate|\d ?%) .{0,60}(electric|utility|gas) (and gas )?bill|panel(es)? solar|太阳能/i),
  cue("energy_offer", "who", 2, /energy (advocates|saving|consultant)/i),
  cue("delivery", "happened", 3, /(parcel|package|shipment) .{0,80}(deliver|sign|collect|pick up|return)|(failed|undelivered) .{0,20}(parcel|package|express|delivery)|paquete|env[ií]o|快递|包裹|快件/i),
  cue("delivery", "who", 2, /\bdhl\b|fed ?ex|\bsedex\b|\bups\b|\busps\b|express/i),
  cue("travel_prize", "happened", 3, /(free|complimentary|discounted|all-inclusive|previous guests?).{0,60}(stay|resort|vacation|cruise|trip|hotel|upgrade|marriott|hilton)|vacation|cruise|sweepstakes|you('ve| have) won|lottery|prize|premio|sorteo|vacaciones|中奖|奖金/i),
  cue("travel_prize", "who", 2, /marriott|hilton|best western|four seasons|expedia|resort|hotels?|publishers clearing/i),
  cue("telecom_discount", "who", 3, /direc(t)?,? ?tv|spectrum|xfinity|comcast|\bat ?(&|and) ?t\b|apnt|verizon|t-?mobile|satellite (tv|television)|cable (tv|provider|company)|\bdish (network|tv)/i),
  cue("telecom_discount", "happened", 2, /(\d ?(%|percent)|half) (off|discount)|discounts? .{0,40}(monthly )?(bills?|account)|existing (account|customer)s?|descuento|折扣/i),
  cue("health", "happened", 3, /medicare|medicaid|health (insurance|plan|care|coverage)|(medical|diabet|back|knee|pain) .{0,30}(brace|supplies|alert|cream)|prescription|hearing aid|seguro m[eé]dico|salud|医疗|健康/i),
  cue("insurance", "happened", 3, /final expense|burial|cremation|life insurance|(auto|car|home) insurance|insurance (quote|rates?|premium)/i),
  cue("home_services", "happened", 3, /(cash )?offer (on|for) your (home|house|property)|duct cleaning|home (security|warranty|repair|improvement|project)|(roof|window|bath)(s|ing)? (repair|replacement|remodel)|sell(ing)? your (home|house)|vivienda/i),
  cue("home_services", "who", 2, /home ?project/i),
  cue("business_listing", "happened", 3, /google (listing|business|voice search|maps)|business listing|search engine|front page of google/i),
  cue("charity_political", "happened", 3, /donat(e|ion)|charit|veterans|firefighters|troopers|survey|election|vote for|candidate|donaci[oó]n|encuesta|捐款/i),
  cue("immigration", "happened", 3, /immigration|green card|\bvisa (application|status)|migraci[oó]n|签证/i),
  cue("job_offer", "happened", 3, /job (offer|opening|application)|work from home|hiring|part-?time|trabajo desde casa|招聘|兼职/i),
  cue("investment", "happened", 3, /bitcoin|crypto|invest(ment|or)s?|trading|timeshare|gold and silver|inversi[oó]n|投资/i),
  cue("debt_collection", "happened", 3, /collect(ion)? (agency|a debt|of a debt)|attempt to collect|outstanding (debt|balance) .{0,40}(collection|creditor)|payday loan/i),
  cue("grandparent", "happened", 3, /(hi|hey|hello),? (grand(pa|ma)|grandpa|grandma)|it'?s me,? your grand(son|daughter)|bail money/i),
]; // prettier-ignore

/** Score that a category needs, and how far it must lead: else a text is unclassified. */
export const leastScore = 2;

/** The category that a text's parts agree on. */
export function scorePretexts(text: string): Map<PretextCategory, number> {
  const parts = new Map<PretextCategory, Map<ScriptPart, number>>();
  for (const { category, part, weight, pattern } of cues) {
    if (!pattern.test(text)) continue;
    const own = parts.get(category) ?? new Map<ScriptPart, number>();
    own.set(part, Math.max(own.get(part) ?? 0, weight));
    parts.set(category, own);
  }
  return new Map(
    [...parts].map(([category, own]) => [category, [...own.values()].reduce((a, b) => a + b, 0)]),
  );
}

/** Cues are listed by precedence: the first category of the highest score wins. */
export function pretextOfText(text: string): PretextCategory {
  let best: PretextCategory = "unclassified";
  let most = leastScore - 1;
  for (const [category, score] of scorePretexts(text))
    if (score > most) [best, most] = [category, score];
  return best;
}
