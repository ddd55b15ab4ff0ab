import type { Session } from "../../src/data/session.ts";
import { quotedText } from "../../src/data/sql-text.ts";

/** Names the zone of times that are written without an offset; none: such times are unusable. */
export async function setLocalZone(session: Session, zone: string | undefined): Promise<void> {
  if (zone === undefined) {
    await session.run(
      `create or replace temp macro lacks_zone() as true;
      create or replace temp macro local_wall(raw) as null::timestamp;
      create or replace temp macro local_instant(wall) as null::timestamp;
      create or replace temp macro local_flag(wall) as null::varchar`,
    );
    return;
  }
  const name = quotedText(zone);
  await session.run(
    `create or replace temp macro lacks_zone() as false;
    create or replace temp macro local_wall(raw) as wall_time(raw);
    create or replace temp macro local_instant(wall) as make_timestamp(epoch_us(timezone(${name}, wall)));
    create or replace temp macro local_flag(wall) as case
        when timezone(${name}, timezone(${name}, wall)) <> wall then 'dst_gap'
        when timezone(${name}, timezone(${name}, wall) - interval 1 hour) = wall
            or timezone(${name}, timezone(${name}, wall) + interval 1 hour) = wall then 'dst_overlap'
    end`,
  );
}
