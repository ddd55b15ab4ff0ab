/** One of the 56 jurisdictions: 50 states, DC and five territories. Grid places are ours. */
export interface Jurisdiction {
  state: string;
  name: string;
  fips: string;
  kind: "state" | "district" | "territory";
  column: number;
  row: number;
  region: "Northeast" | "Midwest" | "South" | "West" | "Territories";
}

// state|name|FIPS|column|row|region (Census Bureau regions; S = state, D = district, T = territory)
const table = `
AL|Alabama|01|7|7|South
AK|Alaska|02|0|0|West
AZ|Arizona|04|2|6|West
AR|Arkansas|05|5|6|South
CA|California|06|1|5|West
CO|Colorado|08|3|5|West
CT|Connecticut|09|10|4|Northeast
DE|Delaware|10|10|5|South
DC|District of Columbia|11|9|6|South
FL|Florida|12|9|8|South
GA|Georgia|13|8|7|South
HI|Hawaii|15|0|7|West
ID|Idaho|16|2|3|West
IL|Illinois|17|6|3|Midwest
IN|Indiana|18|6|4|Midwest
IA|Iowa|19|5|4|Midwest
KS|Kansas|20|4|6|Midwest
KY|Kentucky|21|6|5|South
LA|Louisiana|22|5|7|South
ME|Maine|23|11|0|Northeast
MD|Maryland|24|9|5|South
MA|Massachusetts|25|10|2|Northeast
MI|Michigan|26|7|3|Midwest
MN|Minnesota|27|5|3|Midwest
MS|Mississippi|28|6|7|South
MO|Missouri|29|5|5|Midwest
MT|Montana|30|3|3|West
NE|Nebraska|31|4|5|Midwest
NV|Nevada|32|2|4|West
NH|New Hampshire|33|11|1|Northeast
NJ|New Jersey|34|9|4|Northeast
NM|New Mexico|35|3|6|West
NY|New York|36|9|3|Northeast
NC|North Carolina|37|7|6|South
ND|North Dakota|38|4|3|Midwest
OH|Ohio|39|7|4|Midwest
OK|Oklahoma|40|4|7|South
OR|Oregon|41|1|4|West
PA|Pennsylvania|42|8|4|Northeast
RI|Rhode Island|44|11|3|Northeast
SC|South Carolina|45|8|6|South
SD|South Dakota|46|4|4|Midwest
TN|Tennessee|47|6|6|South
TX|Texas|48|4|8|South
UT|Utah|49|2|5|West
VT|Vermont|50|10|1|Northeast
VA|Virginia|51|8|5|South
WA|Washington|53|1|3|West
WV|West Virginia|54|7|5|South
WI|Wisconsin|55|6|2|Midwest
WY|Wyoming|56|3|4|West
AS|American Samoa|60|0|8|Territories
GU|Guam|66|0|9|Territories
MP|Northern Mariana Islands|69|1|9|Territories
PR|Puerto Rico|72|10|9|Territories
VI|U.S. Virgin Islands|78|11|9|Territories`;

export const jurisdictions: readonly Jurisdiction[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [state = "", name = "", fips = "", column, row, region] = line.split("|");
    return {
      state,
      name,
      fips,
      kind: region === "Territories" ? "territory" : state === "DC" ? "district" : "state",
      column: Number(column),
      row: Number(row),
      region: region as Jurisdiction["region"],
    };
  });

const byState = new Map(jurisdictions.map((j) => [j.state, j]));

export function jurisdiction(state: string): Jurisdiction {
  const found = byState.get(state);
  if (!found) throw new Error(`unknown state: ${state}`);
  return found;
}
