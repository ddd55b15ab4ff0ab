import { describe, expect, it } from "vitest";
import { RecordCounter, type RecordRules } from "../../loaders/files/records.ts";

function count(text: string, rules: Partial<RecordRules> = {}) {
  const counter = new RecordCounter({ delimiter: ",", skipLines: 1, columns: 2, ...rules });
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) counter.feed(Buffer.from(line));
  counter.end();
  return { records: counter.records, stray: counter.hasStrayQuotes };
}

describe("the independent count of records", () => {
  it.each([
    ["lines", "h,h\na,b\nc,d\n", 2],
    ["a last line without an end", "h,h\na,b\nc,d", 2],
    ["no empty lines", "h,h\n\na,b\n\r\n\nc,d\n", 2],
    ["a cell over lines as one", 'h,h\n"a\nb\nc",d\ne,f\n', 2],
    ["a doubled quote as none", 'h,h\n"a ""x"" b",c\nd,e\n', 2],
    ["a quote inside a cell as none", 'h,h\n5" pipe,b\nc,d\n', 2],
    ["a header alone as none", "h,h\n", 0],
  ])("takes %s", (_, text, records) => {
    expect(count(text)).toEqual({ records, stray: false });
  });

  it.each([
    ["never closes", 'h,h\n"a,b\nc,d\n'],
    ["closes in the middle of a later cell", 'h,h\n"a,b\nc,d"x,e\nf,g\n'],
  ])("notices a quote that %s", (_, text) => {
    expect(count(text).stray).toBe(true);
  });

  it("notices a quote that closes where a later cell ends, once a whole record stands inside it", () => {
    const text = 'h,h,h\n1,",x\n2,b,c\n3,d,",e\n';
    expect(count(text).stray).toBe(false);
    expect(count(text, { cells: 3 }).stray).toBe(true);
    expect(count('h,h,h\n1,"a,\nb",c\n', { cells: 3 })).toEqual({ records: 1, stray: false });
  });
});

it("tells about how many records have another number of cells than their header", () => {
  const counter = new RecordCounter({ delimiter: ",", skipLines: 1, columns: 3 });
  counter.feed(Buffer.from(`h,h,h\n${"a,b,c\n".repeat(20_000)}${"a,b\n".repeat(10_000)}`));
  counter.end();
  expect(counter.records).toBe(30_000);
  expect(counter.uneven).toBe(10_000);
});
