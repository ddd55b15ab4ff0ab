-- MySQL dump 10.19  Distrib 10.3.39-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: asteriskcdrdb
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `cdr`;
CREATE TABLE `cdr` (
  `calldate` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `clid` varchar(80) NOT NULL DEFAULT '',
  `src` varchar(80) NOT NULL DEFAULT '',
  `dst` varchar(80) NOT NULL DEFAULT '',
  `dcontext` varchar(80) NOT NULL DEFAULT '',
  `channel` varchar(80) NOT NULL DEFAULT '',
  `dstchannel` varchar(80) NOT NULL DEFAULT '',
  `lastapp` varchar(80) NOT NULL DEFAULT '',
  `lastdata` varchar(80) NOT NULL DEFAULT '',
  `duration` int(11) NOT NULL DEFAULT 0,
  `billsec` int(11) NOT NULL DEFAULT 0,
  `disposition` varchar(45) NOT NULL DEFAULT '',
  `amaflags` int(11) NOT NULL DEFAULT 0,
  `accountcode` varchar(20) NOT NULL DEFAULT '',
  `uniqueid` varchar(32) NOT NULL DEFAULT '',
  `userfield` varchar(255) NOT NULL DEFAULT '',
  KEY `calldate` (`calldate`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `cdr` WRITE;
INSERT INTO `cdr` VALUES ('2026-10-05 08:00:00','\"O\'Neil; (Bob), Inc\" <13165550120>','13165550120','3165550190','from-pstn','SIP/t-0','SIP/301-0','Dial','SIP/301,30',25,20,'ANSWERED',3,'','1791187200.0',''),('2026-10-05 09:00:00','\"O\'Neil; (Bob), Inc\" <13165550121>','13165550121','3165550190','from-pstn','SIP/t-1','SIP/301-1','Dial','SIP/301,30',30,0,'NO ANSWER',3,'','1791190800.1','');
INSERT INTO `cdr` VALUES ('2026-10-05 10:00:00','\"O\'Neil; (Bob), Inc\" <13165550122>','13165550122','3165550190','from-pstn','SIP/t-2','SIP/301-2','Dial','SIP/301,30',40,33,'ANSWERED',3,'','1791194400.2',''),('2026-10-05 11:00:00','\"O\'Neil; (Bob), Inc\" <13165550123>','13165550123','3165550190','from-pstn','SIP/t-3','SIP/301-3','Dial','SIP/301,30',8,0,'BUSY',3,'','1791198000.3','');
UNLOCK TABLES;
-- Dump completed on 2026-10-06  0:00:01
