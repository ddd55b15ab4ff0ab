--
-- PostgreSQL database dump
--
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
COPY public.cdr (calldate, clid, src, dst, dcontext, channel, dstchannel, lastapp, lastdata, duration, billsec, disposition, amaflags, accountcode, uniqueid, userfield, peeraccount, linkedid, sequence) FROM stdin;
2026-02-17 17:00:00+00	"Roe, R" <13165550140>	13165550140	13165550190	from-trunk	PJSIP/trunk1-00000050	PJSIP/101-00000051	Dial	PJSIP/101,20	70	62	ANSWERED	3		1771347600.80	tab\there		1771347600.80	90
2026-02-17 17:02:00+00	13165550141	13165550141	13165550190	from-trunk	PJSIP/trunk1-00000052		Hangup	\N	9	0	NO ANSWER	3	\N	1771347720.82	\N	\N	1771347720.82	92
2026-02-17 17:03:00+00	anonymous	anonymous	13165550190	from-trunk	PJSIP/trunk1-00000053	PJSIP/101-00000054	Dial	PJSIP/101,20	31	25	8	3		1771347780.83	C:\\x		1771347780.83	93
\.

--
-- PostgreSQL database dump complete
--
