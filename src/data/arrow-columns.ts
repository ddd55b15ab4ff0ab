import {
  DuckDBTypeId,
  type DuckDBDateValue,
  type DuckDBListValue,
  type DuckDBTimestampTZValue,
  type DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import {
  Bool,
  BufferType,
  Data,
  DateDay,
  Field,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  List,
  makeData,
  TimestampMicrosecond,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  type DataType,
} from "apache-arrow";
import { CommandError } from "../errors.ts";

/**
 * How the values of a column are laid out in memory for Arrow. Done by hand: the library's builders take times as
 * milliseconds, and what they leave in place of a null is not said. Here it is zero, so that the same values give the
 * same bytes.
 */
export interface ArrowColumn {
  type: DataType;
  build(values: readonly DuckDBValue[]): Data;
}

/** Throws where Arrow has no type for the column that would keep what it says. */
export function arrowColumn(name: string, type: DuckDBType): ArrowColumn {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return { type: new Bool(), build: bits };
    case DuckDBTypeId.TINYINT:
      return numbers(new Int8(), Int8Array);
    case DuckDBTypeId.SMALLINT:
      return numbers(new Int16(), Int16Array);
    case DuckDBTypeId.INTEGER:
      return numbers(new Int32(), Int32Array);
    case DuckDBTypeId.UTINYINT:
      return numbers(new Uint8(), Uint8Array);
    case DuckDBTypeId.USMALLINT:
      return numbers(new Uint16(), Uint16Array);
    case DuckDBTypeId.UINTEGER:
      return numbers(new Uint32(), Uint32Array);
    case DuckDBTypeId.FLOAT:
      return numbers(new Float32(), Float32Array);
    case DuckDBTypeId.DOUBLE:
      return numbers(new Float64(), Float64Array);
    case DuckDBTypeId.DECIMAL:
      // By way of its text, which gives the nearest number; a division would round a second time.
      return numbers(new Float64(), Float64Array, (value) => Number(String(value)));
    case DuckDBTypeId.BIGINT:
      return bigints(new Int64(), BigInt64Array);
    case DuckDBTypeId.UBIGINT:
      return bigints(new Uint64(), BigUint64Array);
    case DuckDBTypeId.HUGEINT:
      return bigints(new Int64(), BigInt64Array, (value) => fitting(name, value as bigint));
    case DuckDBTypeId.DATE:
      return numbers(
        new DateDay(),
        Int32Array,
        (value) => finite(name, value as DuckDBDateValue).days,
      );
    case DuckDBTypeId.TIMESTAMP:
      return times(name, new TimestampMicrosecond());
    case DuckDBTypeId.TIMESTAMP_TZ:
      return times(name, new TimestampMicrosecond("UTC"));
    case DuckDBTypeId.VARCHAR:
    case DuckDBTypeId.ENUM:
      return { type: new Utf8(), build: texts };
    case DuckDBTypeId.LIST:
      return lists(arrowColumn(name, type.valueType));
    default:
      throw new CommandError(
        `column ${name}: values of type ${String(type)} cannot be written to an Arrow file: cast them to text`,
      );
  }
}

function fitting(name: string, value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new CommandError(
    `column ${name}: ${value} needs more than 64 bits, and cannot be written to an Arrow file`,
  );
}

/** The engine keeps "infinity" as the last day or microsecond there is, which a reader would take for one. */
function finite<Time extends { isFinite: boolean }>(name: string, time: Time): Time {
  if (time.isFinite) return time;
  throw new CommandError(
    `column ${name}: an infinite date or time cannot be written to an Arrow file`,
  );
}

const numbers = (
  type: DataType,
  Slots: new (length: number) => ArrayBufferView & Record<number, number>,
  read: (value: DuckDBValue) => number = (value) => value as number,
): ArrowColumn => ({ type, build: (values) => flat(type, new Slots(values.length), values, read) });

const bigints = (
  type: DataType,
  Slots: new (length: number) => ArrayBufferView & Record<number, bigint>,
  read: (value: DuckDBValue) => bigint = (value) => value as bigint,
): ArrowColumn => ({ type, build: (values) => flat(type, new Slots(values.length), values, read) });

const times = (name: string, type: DataType) =>
  bigints(
    type,
    BigInt64Array,
    (value) => finite(name, value as DuckDBTimestampValue | DuckDBTimestampTZValue).micros,
  );

function flat<Slot>(
  type: DataType,
  data: ArrayBufferView & Record<number, Slot>,
  values: readonly DuckDBValue[],
  read: (value: DuckDBValue) => Slot,
): Data {
  values.forEach((value, i) => {
    if (value !== null) data[i] = read(value);
  });
  const { length, nullCount, nullBitmap } = validity(values);
  // What `makeData` comes to; its own types ask for one of the types by name.
  const buffers = { [BufferType.DATA]: data, [BufferType.VALIDITY]: nullBitmap };
  return new Data(type, 0, length, nullCount, buffers);
}

const bits = (values: readonly DuckDBValue[]): Data =>
  makeData({
    type: new Bool(),
    data: bitmap(values, (value) => value === true),
    ...validity(values),
  });

function texts(values: readonly DuckDBValue[]): Data {
  const present = values.map((value) => (value === null ? "" : (value as string)));
  const valueOffsets = offsets(present.map((text) => Buffer.byteLength(text)));
  const data = Buffer.from(present.join(""));
  return makeData({ type: new Utf8(), valueOffsets, data, ...validity(values) });
}

function lists(item: ArrowColumn): ArrowColumn {
  const type = new List(new Field("item", item.type, true));
  return {
    type,
    build(values) {
      const items = values.map((value) => (value === null ? [] : (value as DuckDBListValue).items));
      const valueOffsets = offsets(items.map(({ length }) => length));
      return makeData({
        type,
        valueOffsets,
        child: item.build(items.flat(1)),
        ...validity(values),
      });
    },
  };
}

function offsets(lengths: readonly number[]): Int32Array {
  const found = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => (found[i + 1] = found[i]! + length));
  return found;
}

function validity(values: readonly DuckDBValue[]) {
  const nullCount = values.reduce<number>((n, value) => n + (value === null ? 1 : 0), 0);
  const nullBitmap = nullCount > 0 ? bitmap(values, (value) => value !== null) : undefined;
  return { length: values.length, nullCount, nullBitmap };
}

function bitmap(
  values: readonly DuckDBValue[],
  isSet: (value: DuckDBValue) => boolean,
): Uint8Array {
  const found = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, i) => {
    if (isSet(value)) found[i >> 3]! |= 1 << (i & 7);
  });
  return found;
}
