/** What a call pretends to be about. Words in English, Spanish and Chinese; the category with most hits wins. */
export interface Pretext {
  category: string;
  /** For a reader, after the brand: "Amazon: order or purchase". */
  name: string;
  patterns: readonly RegExp[];
}

export const pretexts: readonly Pretext[] = [
  {
    category: "social_security",
    name: "Social Security number suspended",
    patterns: [
      /social (security|insurance)/i,
      /\bssa\b/i,
      /social security (number|administration)/i,
      /seguro social/i,
      /社会(安全|保险)/,
    ],
  },
  {
    category: "law_enforcement",
    name: "legal threat",
    patterns: [
      /legal (action|enforcement|department|consequences)/i,
      /warrant|arrest|magistrate|grand jury|lawsuit/i,
      /customs and border|border protection/i,
      /investigation officer|federal agent|contraband/i,
      /orden de arresto|acci[oó]n legal|demanda/i,
      /逮捕|法院|警察|大使馆|领事馆|海关/,
    ],
  },
  {
    category: "tax_relief",
    name: "tax debt",
    patterns: [
      /\birs\b|internal revenue/i,
      /\btax(es)?\b/i,
      /back tax|tax debt|tax relief/i,
      /impuestos/i,
      /税/,
    ],
  },
  {
    category: "student_loan",
    name: "student loan forgiveness",
    patterns: [
      /student (loan|debt|support|services)/i,
      /loan forgiveness/i,
      /pr[eé]stamo(s)? estudiantil/i,
      /学生贷款/,
    ],
  },
  {
    category: "card_interest",
    name: "card interest rate",
    patterns: [
      /interest rate/i,
      /credit card/i,
      /visa|master ?card|card ?member/i,
      /tasa de inter[eé]s/i,
      /tarjeta de cr[eé]dito/i,
      /利率|信用卡/,
    ],
  },
  {
    category: "debt_relief",
    name: "debt relief",
    patterns: [
      /debt relief|relief (payment|program)/i,
      /\bdebts?\b/i,
      /settlement/i,
      /deudas?/i,
      /债务/,
    ],
  },
  {
    category: "bank_security",
    name: "bank account alert",
    patterns: [
      /bank account|your bank/i,
      /suspicious (transaction|charge)/i,
      /debit card|federal reserve|zelle/i,
      /cuenta bancaria|banco/i,
      /银行/,
    ],
  },
  {
    category: "retail_order",
    name: "order or purchase",
    patterns: [
      /amazon|paypal|e-?bay|walmart/i,
      /\border(s|ed)?\b|purchase/i,
      /iphone|macbook|airpods?/i,
      /pedido|compra/i,
      /订单|亚马逊/,
    ],
  },
  {
    category: "tech_support",
    name: "account or computer alert",
    patterns: [
      /microsoft|windows|i-?cloud|apple support/i,
      /computer|ip address|hijack|hack/i,
      /tech(nical)? support|login attempt|breached/i,
      /computadora/i,
      /电脑/,
    ],
  },
  {
    category: "auto_warranty",
    name: "vehicle warranty",
    patterns: [
      /(car|vehicle|auto|factory)('s)?\b.{0,40}warranty/i,
      /extended warranty/i,
      /dealer service/i,
      /garant[ií]a/i,
      /汽车保修/,
    ],
  },
  {
    category: "health",
    name: "health cover or product",
    patterns: [
      /medicare|medicaid/i,
      /health (insurance|plan|care|coverage)/i,
      /medical|diabet|brace|prescription|hearing/i,
      /seguro m[eé]dico|salud/i,
      /医疗|健康/,
    ],
  },
  {
    category: "utility_disconnection",
    name: "utility cut-off",
    patterns: [
      /disconnection|disconnected|interruption of service|utility outage/i,
      /electric(ity)?|utility|power (company|and light)|energy company/i,
      /past due|non-?payment|billing department/i,
      /corte de (luz|servicio)/i,
      /停电|电费/,
    ],
  },
  {
    category: "energy_offer",
    name: "energy offer",
    patterns: [
      /solar|going green/i,
      /third[- ]party supplier|overcharged/i,
      /rebate|energy (advocates|program|bill)/i,
      /panel(es)? solar/i,
      /太阳能/,
    ],
  },
  {
    category: "delivery",
    name: "parcel delivery",
    patterns: [
      /parcel|package|shipment/i,
      /dhl|fed ?ex|sedex|\bups\b|usps|express/i,
      /deliver(y|ed)/i,
      /paquete|env[ií]o/i,
      /快递|包裹|快件/,
    ],
  },
  {
    category: "travel_prize",
    name: "free stay or prize",
    patterns: [
      /hotels?|resort|cruise|vacation/i,
      /complimentary stay|free stay/i,
      /prize|winner|sweepstakes|you('ve| have) won/i,
      /premio|sorteo|vacaciones/i,
      /中奖|奖金/,
    ],
  },
  {
    category: "telecom_discount",
    name: "cable or phone discount",
    patterns: [
      /direc ?tv|direct tv|spectrum|xfinity|comcast|at&t|verizon/i,
      /existing (account|customers?)/i,
      /\d+ ?% (off|discount)|percent (off|discount)/i,
      /descuento/i,
      /折扣/,
    ],
  },
  {
    category: "home_services",
    name: "home service or listing",
    patterns: [
      /google (listing|business|voice search)/i,
      /(cash )?offer (on|for) your (home|house)|duct cleaning|home security/i,
      /home ?owner/i,
      /vivienda|casa/i,
    ],
  },
  {
    category: "charity_political",
    name: "donation or survey",
    patterns: [
      /donat(e|ion)|charity|veterans|firefighters|troopers/i,
      /survey|election|vote|candidate/i,
      /donaci[oó]n|encuesta/i,
      /捐款/,
    ],
  },
];

export const otherPretext = { category: "other", name: "other pretext" };

/** Names that calls borrow. The first spelling group that hits names the brand; it is impersonated, not involved. */
export const brands: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["Amazon", /\bamazon\b|亚马逊/i],
  ["Social Security Administration", /social security administration|\bssa\b/i],
  ["Internal Revenue Service", /\birs\b|internal revenue/i],
  ["Customs and Border Protection", /customs and border|border protection|海关/i],
  ["Federal Reserve", /federal reserve/i],
  ["Medicare", /\bmedicare\b/i],
  ["Department of Education", /department of education/i],
  ["FBI", /\bfbi\b|federal bureau/i],
  ["Federal Trade Commission", /federal trade commission|\bftc\b/i],
  ["US Postal Service", /\busps\b|postal service/i],
  ["Apple", /\bapple\b(?! (macbook|iphone|airpod|watch))|i-?cloud/i],
  ["Microsoft", /\bmicrosoft\b/i],
  ["PayPal", /\bpaypal\b|pay pal\b/i],
  ["eBay", /\be-?bay\b/i],
  ["Walmart", /\bwal-?mart\b/i],
  ["Visa", /\bvisa\b/i],
  ["Mastercard", /\bmaster ?card\b/i],
  ["Chase", /\bchase\b/i],
  ["Wells Fargo", /\bwells fargo\b/i],
  ["Bank of America", /\bbank of america\b/i],
  ["Citibank", /\bciti(bank)?\b/i],
  ["Capital One", /\bcapital one\b/i],
  ["Discover", /\b(from|with) discover\b|discover card/i],
  ["American Express", /\bamerican express\b|\bamex\b/i],
  ["DHL", /\bdhl\b/i],
  ["FedEx", /\bfed ?ex\b|\bsedex\b/i],
  ["UPS", /\bups\b/i],
  ["DirecTV", /\bdirec(t)? ?tv\b/i],
  ["AT&T", /\bat ?(&|and) ?t\b/i],
  ["Spectrum", /\bspectrum\b/i],
  ["Comcast Xfinity", /\bcomcast\b|\bxfinity\b/i],
  ["Verizon", /\bverizon\b/i],
  ["T-Mobile", /\bt-?mobile\b/i],
  ["Marriott", /\bmarriott\b/i],
  ["Hilton", /\bhilton\b/i],
  ["Best Western", /\bbest western\b/i],
  ["Four Seasons", /\bfour seasons\b/i],
  ["Expedia", /\bexpedia\b/i],
  ["Google", /\bgoogle\b/i],
  ["Facebook", /\bfacebook\b/i],
  ["Netflix", /\bnetflix\b/i],
  ["Norton", /\bnorton\b/i],
  ["Geek Squad", /\bgeek squad\b/i],
  ["Zelle", /\bzelle\b/i],
  ["Coinbase", /\bcoinbase\b/i],
  ["Publishers Clearing House", /publishers clearing/i],
  ["State Farm", /\bstate farm\b/i],
  ["ADT", /\badt\b/i],
];
