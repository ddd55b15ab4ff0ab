-- grain: one row per area code and time zone that it reaches into, most people first. From the NANPA report's letters
-- (E, C, M, P, A, …; 'EC' is split); daylight saving is kept in the zone's name. Of a split code the first zone stands
-- for a number where nothing tells more, and is_split says so.
create or replace view stg_area_code_zones as
with letters as (
    select npa, state, country,
        case
            when regexp_full_match(time_zone, '[ECMPAN]+') then string_split(time_zone, '')
            when time_zone like 'PT/MT%' then ['P', 'M']
            when time_zone = 'AK' then ['K']
            when time_zone like '%UTC-10%' then ['H']
            when time_zone like '%UTC-11%' then ['S']
            when time_zone like '%UTC+10%' then ['G']
        end as zones
    from stg_area_codes
),
each as (
    select npa, state, country, unnest(zones) as letter, generate_subscripts(zones, 1) as place, len(zones) > 1 as is_split
    from letters
)
select npa, state, place, is_split,
    case
        when letter = 'M' and state = 'AZ' then 'America/Phoenix'
        when letter = 'E' and state = 'IN' then 'America/Indiana/Indianapolis'
        when state = 'PR' then 'America/Puerto_Rico'
        when state = 'VI' then 'America/St_Thomas'
        when state = 'HI' then 'Pacific/Honolulu'
        when state = 'AS' then 'Pacific/Pago_Pago'
        when state in ('GU', 'MP') then 'Pacific/Guam'
        else case letter when 'E' then 'America/New_York' when 'C' then 'America/Chicago' when 'M' then 'America/Denver'
            when 'P' then 'America/Los_Angeles' when 'A' then 'America/Halifax' when 'N' then 'America/St_Johns'
            when 'K' then 'America/Anchorage' when 'H' then 'Pacific/Honolulu' when 'S' then 'Pacific/Pago_Pago'
            when 'G' then 'Pacific/Guam' end
    end as time_zone
from each;
-- The local times of a called party at an instant (UTC), one for each zone that the number may be in: an hour is
-- outside the calling hours for certain only where it is in all of them.
create or replace macro called_local_times(at_utc, area_code) as (
    select list(timezone(z.time_zone, timezone('UTC', at_utc)) order by z.place) from stg_area_code_zones as z
    where z.npa = area_code
);
