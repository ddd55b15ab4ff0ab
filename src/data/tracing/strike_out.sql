-- A bridge from what hangs on the record itself would close a circle; and a route that started at the silent provider
-- itself is not its way to the record below.
delete from candidates
where class in (5, 6, 7, 9) and (down, up) in (
    select (w.down, w.up)
    from walks as w
    join legs as d on d.leg = w.down
    join legs as t on t.leg = w.at
    where w.class <> 4 and (w.is_circle or t.ingress = d.ingress or w.at = w.down)
);
