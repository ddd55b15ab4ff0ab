-- Tables between the steps of the pipeline: internal, no part of what is published. Column order is that of the files.
create table shape.recording_callbacks (
    recording_id varchar,
    callback_number varchar
);

create table shape.month_coverage (
    month varchar,
    complaints bigint,
    agencies varchar[],
    days_covered integer,
    days_counted double,
    complaints_with_city bigint,
    days_in_month integer
);

create table shape.state_month_counts (
    state varchar,
    month varchar,
    population bigint,
    population_vintage integer,
    days_covered integer,
    days_in_month integer,
    complaints bigint,
    filing_sessions bigint,
    complaints_ftc bigint,
    complaints_fcc bigint,
    robocalls bigint,
    live_calls bigint,
    type_unknown bigint
);

-- grain: one row per month, agency and day with complaints (models/marts/complaint_days.sql)
create table shape.complaint_days (
    month varchar,
    agency varchar,
    day date,
    complaints bigint,
    is_cut boolean,
    counted_share double
);

-- grain: one row per month, area, split and part (models/marts/complaint_cells.sql)
create table shape.complaint_cells (
    month varchar,
    area varchar,
    split varchar,
    part varchar,
    complaints bigint,
    sessions bigint,
    largest bigint,
    squares bigint
);

-- grain: one row per month, area, split and part: calls and the called numbers behind them
create table shape.call_cells (
    month varchar,
    area varchar,
    split varchar,
    part varchar,
    calls bigint,
    called_keys bigint,
    largest bigint
);

-- grain: one row per jurisdiction and month with complaints: its rate and rank
create table shape.state_rates (
    state varchar,
    month varchar,
    per_100k double,
    per_100k_low double,
    per_100k_high double,
    dispersion double,
    rank integer,
    rank_low integer,
    rank_high integer
);

-- grain: one row per jurisdiction ('' is not known) and month: call records, and whether any load of them is simulated
create table shape.state_call_records (
    state varchar,
    month varchar,
    call_records bigint,
    is_simulated boolean
);

create table shape.provider_directory (
    provider_id varchar,
    name varchar,
    frn varchar,
    ocn varchar,
    country varchar,
    role_hint varchar,
    time_zone varchar,
    itg_member boolean,
    previous_names varchar,
    contact_email varchar,
    load_id varchar,
    is_simulated boolean
);

create table shape.check_results (
    check_name varchar,
    failing_rows bigint,
    sample varchar
);

-- grain: one row per call record: its call and path (models/tracing/leg_paths.sql)
create table shape.leg_paths (
    leg_id bigint,
    call_leg_id bigint,
    is_last boolean,
    is_call boolean,
    route_id ubigint,
    top_leg_id bigint,
    called_state varchar,
    month varchar
);

-- grain: one row per different path of a month
create table shape.path_routes (
    route_id ubigint,
    hops varchar[],
    hop_kinds varchar[],
    stop_reason varchar,
    confidence double,
    month varchar
);

-- grain: one row per provider id that a month's records name
create table shape.trace_entities (
    provider_id varchar,
    entity integer,
    entity_id varchar,
    exports boolean,
    is_foreign boolean,
    role varchar,
    is_listed boolean,
    has_country boolean,
    month varchar
);

create table shape.record_gap_legs (
    provider_id varchar,
    up_leg_id bigint,
    down_leg_id bigint,
    month varchar
);

create table shape.record_counts (
    load_no integer,
    provider_id varchar,
    named_as varchar,
    records bigint,
    month varchar
);

-- grain: one row per month and provider id with records of its own in it
create table shape.lake_exporters (
    month varchar,
    provider_id varchar,
    records bigint
);

-- grain: one row per month and cell that may be bulk calling (models/cells/month_cells.sql)
create table shape.traffic_cells (
    month varchar,
    cell_id varchar,
    origin_key varchar,
    origin_kind varchar,
    provider_id varchar,
    foreign_provider_id varchar,
    customer_id varchar,
    trunk varchar,
    signer_id varchar,
    pattern varchar,
    caller bigint,
    calls bigint,
    origin_calls bigint,
    callers bigint,
    called bigint,
    answered bigint,
    measured bigint,
    durations bigint[],
    attested bigint[],
    impossible bigint,
    withheld bigint,
    neighbor bigint,
    listed bigint,
    off_hours bigint,
    first_at timestamp,
    last_at timestamp
);

-- grain: one row per month, cell, split (hour, day, state, exporter, terminator) and part: calls
create table shape.cell_parts (
    month varchar,
    cell_id varchar,
    split varchar,
    part varchar,
    calls bigint
);

-- grain: one row per month and recording or app report: the cell of its call
create table shape.cell_reports (
    month varchar,
    cell_id varchar,
    source_table varchar,
    source_row_id varchar,
    link varchar
);

-- grain: one row per call of a cell of traffic_cells
create table shape.cell_calls (
    month varchar,
    cell_id varchar,
    call_leg_id bigint,
    leg_id bigint
);

-- grain: one row per month with call records
create table shape.traffic_months (
    month varchar,
    calls bigint,
    bulk_calls bigint,
    impossible_share double,
    neighbor_expected double
);

-- grain: one row per month, state and provider where calls end ('' where no record shows it): exchanges
create table shape.terminator_exchanges (
    month varchar,
    state varchar,
    provider_id varchar,
    exchanges bigint
);

-- grain: one row per month, cell, called state and provider where calls ended ('' elsewhere): calls
create table shape.cell_terminators (
    month varchar,
    cell_id varchar,
    state varchar,
    provider_id varchar,
    calls bigint
);

-- grain: one row per month, unit that is watched and hour at whose end it is looked at: counts up to then
create table shape.watch_points (
    month varchar,
    unit_id varchar,
    is_origin boolean,
    origin_id varchar,
    origin_kind varchar,
    provider_id varchar,
    customer_id varchar,
    caller bigint,
    first_at timestamp,
    hour timestamp,
    calls bigint,
    callers bigint,
    called bigint,
    answered bigint,
    durations bigint[],
    attested bigint[],
    impossible bigint,
    impossible_calls bigint,
    listed bigint,
    withheld bigint,
    neighbor bigint,
    foreign_numbers bigint,
    off_hours bigint,
    witnesses bigint
);

-- grain: one row per month, unit that is watched and report about a call of it
create table shape.watch_reports (
    month varchar,
    unit_id varchar,
    source_table varchar,
    source_row_id varchar,
    seen_at timestamp
);

-- grain: one row per provider, part that it plays in calls, and month (models/census/provider_calls.sql)
create table shape.provider_calls (
    provider_id varchar,
    role varchar,
    calls bigint,
    month varchar
);

-- grain: one row per US point of entry, foreign provider that hands calls to it, and month (models/census/entries.sql)
create table shape.entries (
    provider_id varchar,
    foreign_provider_id varchar,
    country varchar,
    calls bigint,
    called bigint,
    us_number_calls bigint,
    attested_a bigint,
    attested_b bigint,
    attested_c bigint,
    month varchar
);

-- grain: one row per campaign, month and route that its calls took (models/standing/campaign_routes.sql)
create table shape.campaign_routes (
    campaign_id varchar,
    month varchar,
    route_id ubigint,
    calls bigint
);
