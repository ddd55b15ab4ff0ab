-- MySQL dump 10.19  Distrib 10.3.39-MariaDB
--
-- Host: localhost    Database: asteriskcdrdb
/*!40103 SET TIME_ZONE='+00:00' */;
DROP TABLE IF EXISTS `cdr`;
CREATE TABLE `cdr` (
  `calldate` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `clid` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `src` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `dst` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `dcontext` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `channel` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `dstchannel` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `lastapp` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `lastdata` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `duration` int(11) NOT NULL DEFAULT '0',
  `billsec` int(11) NOT NULL DEFAULT '0',
  `disposition` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `amaflags` int(11) NOT NULL DEFAULT '0',
  `accountcode` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `uniqueid` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `userfield` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `did` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `recordingfile` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `cnum` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `cnam` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `outbound_cnum` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `outbound_cnam` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `dst_cnam` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `linkedid` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `peeraccount` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `sequence` int(11) NOT NULL DEFAULT '0',
  KEY `calldate` (`calldate`),
  KEY `uniqueid` (`uniqueid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `cdr` WRITE;
/*!40000 ALTER TABLE `cdr` DISABLE KEYS */;
INSERT INTO `cdr` VALUES ('2026-02-17 11:00:00','\"SMITH, J\" <13165550130>','13165550130','600','ext-queues','PJSIP/trunk1-00000040','Local/101@from-queue-00000001;1','Queue','600,t,,,300,,,,,',95,95,'ANSWERED',3,'','1771347600.64','','13165550190','q-600-13165550130-20260217-110000-1771347600.64.wav','13165550130','SMITH, J','','','','1771347600.64','',70),('2026-02-17 11:00:05','\"SMITH, J\" <13165550130>','13165550130','101','from-internal','Local/101@from-queue-00000001;2','PJSIP/101-00000041','Dial','PJSIP/101/sip:101@192.0.2.11:5060,,tr',90,85,'ANSWERED',3,'','1771347605.66','','','','13165550130','SMITH, J','','','Desk 101','1771347600.64','',72),('2026-02-17 11:05:00','\"Desk 101\" <13165550190>','13165550190','13165550153','from-internal','PJSIP/101-00000042','PJSIP/trunk1-00000043','Dial','PJSIP/13165550153@trunk1,300,Tb(func-apply-sipheaders^s^1,(1))',18,0,'NO ANSWER',3,'','1771347900.68','','','','101','Desk 101','13165550190','','','1771347900.68','',74),('2026-02-17 11:06:00','\"Anonymous\" <Anonymous>','Anonymous','s','from-trunk','PJSIP/trunk1-00000044','','Hangup','',1,1,'ANSWERED',3,'','1771347960.70','','13165550190','','Anonymous','','','','','1771347960.70','',76),('2026-02-17 11:07:00','\"\" <13165550131>','13165550131','101','from-did-direct','PJSIP/trunk1-00000045','PJSIP/101-00000046','Dial','PJSIP/101/sip:101@192.0.2.11:5060,20,HhTtr',7,0,'BUSY',3,'','1771348020.71','','13165550191','','13165550131','','','','Desk 101','1771348020.71','',77),('2026-02-17 11:08:00','\"O\'Neil; (x),y\" <13165550132>','13165550132','101','from-did-direct','PJSIP/trunk1-00000045','PJSIP/101-00000046','Dial','PJSIP/101/sip:101@192.0.2.11:5060,20,HhTtr',40,33,'ANSWERED',3,'','1771348080.73','','13165550191','','13165550132','O\'Neil; (x),y','','','Desk 101','1771348080.73','',79);
/*!40000 ALTER TABLE `cdr` ENABLE KEYS */;
UNLOCK TABLES;
INSERT INTO `cel` VALUES (1,'CHAN_START','2026-02-17 11:00:00');
-- Dump completed on 2026-02-17 12:00:00
