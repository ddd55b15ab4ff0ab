-- Words of call records as ENUMs: one byte a row while a load is under way, and no dictionary to build when it is written.
create or replace temp type disposition_word as enum ('answered', 'no_answer', 'busy', 'failed', 'blocked');
create or replace temp type attestation_letter as enum ('A', 'B', 'C');
