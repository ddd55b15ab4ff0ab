-- Words of call records as ENUMs: one byte a row while a load is under way, and no dictionary to build when it is written.
create or replace temp type disposition_word as enum ('answered', 'no_answer', 'busy', 'failed', 'blocked');
create or replace temp type attestation_letter as enum ('A', 'B', 'C');

-- Country codes of the US and its territories (ISO 3166 gives these their own).
create or replace temp macro is_us(country) as country in ('US', 'PR', 'VI', 'GU', 'AS', 'MP');

-- Kinds of calling numbers that nobody can call from, or that are the called party's own.
create or replace temp macro cannot_be_genuine(calling_kind) as calling_kind in ('invalid_area_code', 'invalid_exchange',
    'unassigned_area_code', 'unassigned_exchange', 'sentinel', 'called_party');

-- The displayed number, or a number below zero that stands for digits that nobody can call from; null where none was shown.
create or replace temp macro shown_number(calling_number, calling_kind, calling_raw) as coalesce(calling_number,
    case when cannot_be_genuine(calling_kind) and calling_raw is not null then -((hash(calling_raw) >> 8)::bigint) end);
