create table published.company_links (
    left_id varchar,
    right_id varchar,
    left_name varchar,
    right_name varchar,
    left_kind varchar,
    right_kind varchar,
    frn_level varchar,
    ocn_level varchar,
    name_level varchar,
    address_level varchar,
    phone_level varchar,
    contact_level varchar,
    mail_level varchar,
    register_bits double,
    name_bits double,
    address_bits double,
    person_bits double,
    bits double,
    probability double,
    relation varchar,
    standing varchar
);
comment on table published.company_links is 'One row per pair of records that may be of one company, or of companies under one control. A suggestion: nothing is merged by it. What people decided stands in the records: `docket identity`.';
comment on column published.company_links.left_id is 'RMD filing number, or id of a directory';
comment on column published.company_links.right_id is 'likewise';
comment on column published.company_links.left_name is 'as listed';
comment on column published.company_links.right_name is 'as listed';
comment on column published.company_links.left_kind is '`filing` of the RMD, or entry of a `directory`';
comment on column published.company_links.right_kind is 'likewise';
comment on column published.company_links.frn_level is '`same`; `one_lists_the_other` (among its other FRNs); `both_list_a_third`; `different`; `not_known`';
comment on column published.company_links.ocn_level is '`equal`, `different`, `not_known`';
comment on column published.company_links.name_level is '`equal`; `equal_but_legal_form` (Inc, LLC); `other_name`: the name of one, or a trade or former name, is a trade or former name of the other; `similar`; `different`; `not_known`';
comment on column published.company_links.address_level is '`equal`; `same_building`: house number, street and ZIP code; `different`; `not_known`';
comment on column published.company_links.phone_level is '`equal`, `different`, `not_known`';
comment on column published.company_links.contact_level is 'name of the contact: `equal`, `different`, `not_known`';
comment on column published.company_links.mail_level is '`same_domain`, `different`, `not_known`; public mail services are not known';
comment on column published.company_links.register_bits is 'weight of FRN and OCN, in bits';
comment on column published.company_links.name_bits is 'weight of the names';
comment on column published.company_links.address_bits is 'weight of the addresses';
comment on column published.company_links.person_bits is 'weight of contact, telephone and mail domain together';
comment on column published.company_links.bits is 'sum, less what must be shown before anything is believed';
comment on column published.company_links.probability is 'of `bits`; weights are declared, so it orders more than it measures';
comment on column published.company_links.relation is '`same` company, or `affiliate`: one control';
comment on column published.company_links.standing is '`suggested` or `possible`';
