create table published.jurisdictions (
    state varchar,
    name varchar,
    fips varchar,
    kind varchar,
    grid_column integer,
    grid_row integer,
    region varchar
);
comment on table published.jurisdictions is 'One row per jurisdiction: 50 states, DC and five territories.';
comment on column published.jurisdictions.state is 'two letters';
comment on column published.jurisdictions.name is 'name';
comment on column published.jurisdictions.fips is 'FIPS code';
comment on column published.jurisdictions.kind is '`state`, `district` or `territory`';
comment on column published.jurisdictions.grid_column is 'place in the tile grid';
comment on column published.jurisdictions.grid_row is 'place in the tile grid';
comment on column published.jurisdictions.region is 'Census Bureau region, or Territories';
